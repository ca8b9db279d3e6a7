"""Worklists in a real browser: by keyboard, on a phone, in dark mode."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Sit
from tests.browser.desk.test_writing import type_into


def press(page: Page, *keys: str) -> None:
    """Press keys once the page's scripts are loaded, which is after navigation."""
    page.wait_for_load_state("load")
    for key in keys:
        page.keyboard.press(key)


def test_a_list_is_gone_through_ticked_and_moved_by_keyboard(sit: Sit) -> None:
    page = sit("reviewer").open("/edit/answers?status=under_review")
    rows = page.locator("[data-row]")
    press(page, "j", "x", "j", "k", "j", "x")
    expect(rows.nth(1).locator("[data-open]")).to_be_focused()
    expect(page.locator(".tick :checked")).to_have_count(2)
    expect(page.locator("[data-count]")).to_have_text("2")
    page.get_by_label("Action").select_option("approve")
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.locator(".desk-lead")).to_have_text("2 texts were updated.")
    page.get_by_role("link", name="Back to the list").press("Enter")
    expect(page).to_have_url("/edit/answers?status=under_review")


def test_all_are_ticked_at_once(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers?q=blood")
    everything = page.get_by_label("Select all on this page")
    everything.check()
    expect(page.locator(".tick :checked")).to_have_count(page.locator("[data-row]").count())
    page.locator(".tick input").first.uncheck()
    expect(everything).not_to_be_checked()
    assert everything.evaluate("box => box.indeterminate")


def test_keys_do_nothing_while_one_types(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers")
    press(page, "/")
    page.keyboard.type("jxr?")
    expect(page.get_by_label("Words in the question")).to_have_value("jxr?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".tick :checked")).to_have_count(0)


def test_the_shortcuts_are_listed(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers")
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Select")
    check_with_axe(page)
    press(page, "Escape")
    expect(dialog).to_be_hidden()


def test_one_goes_on_to_the_next_answer_of_the_list_after_saving(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers?audience=lay&language=en&order=hardest")
    paths = [link.get_attribute("href") for link in page.locator("[data-open]").all()]
    press(page, "j", "j", "Enter")
    expect(page).to_have_url(paths[1] or "")
    type_into(page, "Your heart works. ")
    press(page, "Control+s")
    expect(page.locator(".said")).to_be_visible()
    press(page, "Alt+PageDown")
    expect(page).to_have_url(paths[2] or "")
    press(page, "Alt+PageUp")
    expect(page).to_have_url(paths[1] or "")
    page.get_by_role("link", name="List", exact=True).click()
    expect(page).to_have_url("/edit/answers?audience=lay&language=en&order=hardest")


def test_one_goes_from_review_to_review(sit: Sit) -> None:
    page = sit("reviewer").open("/edit/answers?status=under_review")
    paths = [row.get_attribute("data-review") for row in page.locator("[data-row]").all()]
    press(page, "j", "r")
    expect(page).to_have_url(paths[0] or "")
    page.get_by_role("link", name="Next answer").click()
    expect(page).to_have_url(paths[1] or "")
    expect(page.get_by_role("link", name="Previous answer")).to_be_visible()


def test_no_next_text_is_offered_without_a_list(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers/both?language=en")
    expect(page.locator("[data-save]")).to_be_visible()
    expect(page.locator("[data-round]")).to_be_hidden()


def test_many_texts_are_moved_without_script(sit: Sit) -> None:
    page = sit("reviewer", java_script_enabled=False).open("/edit/answers?status=under_review")
    page.locator(".tick input").first.check()
    page.get_by_label("Action").select_option("approve")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".desk-lead")).to_have_text("1 text was updated.")


@pytest.mark.parametrize(
    "path",
    [
        "/edit",
        "/edit/answers",
        "/edit/levels",
        "/edit/due",
        "/edit/behind/translations",
        "/edit/audit",
    ],
)
def test_every_list_is_accessible_and_fits(sit: Sit, path: str) -> None:
    check_all_looks(sit("admin").open(path))
