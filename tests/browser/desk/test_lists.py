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


def enter(page: Page) -> None:
    """Go from the search into the first row: single keys act only there."""
    page.wait_for_load_state("load")
    page.get_by_label("Words in the question").press("ArrowDown")
    expect(page.locator("[data-open]").first).to_be_focused()


def test_a_list_is_gone_through_ticked_and_moved_by_keyboard(sit: Sit) -> None:
    page = sit("reviewer").open("/edit/answers?language=en")
    rows = page.locator("[data-row]")
    press(page, "j", "x")
    expect(page.locator(".tick :checked")).to_have_count(0)
    enter(page)
    press(page, "x", "j", "k", "j", "x")
    expect(rows.nth(1).locator("[data-open]")).to_be_focused()
    expect(page.locator(".tick :checked")).to_have_count(2)
    expect(page.locator("[data-count]")).to_have_text("2")
    page.get_by_label("Action").select_option("approve")
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Back to the list").press("Enter")
    expect(page).to_have_url("/edit/answers?language=en")


def test_all_are_ticked_at_once(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers?language=en")
    everything = page.get_by_label("Select all on this page")
    everything.check()
    expect(page.locator(".tick :checked")).to_have_count(page.locator("[data-row]").count())
    page.locator(".tick input").first.uncheck()
    expect(everything).not_to_be_checked()
    assert everything.evaluate("box => box.indeterminate")


def test_keys_do_nothing_while_one_types(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers")
    page.get_by_label("Topic").click()
    page.keyboard.type("jxr?")
    expect(page.get_by_label("Topic")).to_have_value("jxr?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".tick :checked")).to_have_count(0)


def test_filters_act_at_once_and_the_address_holds_them(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers")
    search = page.get_by_label("Words in the question")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    search.press_sequentially("blood")
    expect(page).to_have_url("/edit/answers?q=blood&order=newest")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(search).to_be_focused()
    expect(page.locator("[data-announcer]")).to_have_text("1 answer")
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("[data-row]")).to_have_count(0)
    expect(page.locator("[data-announcer]")).to_contain_text("No answers match.")
    page.reload()
    expect(search).to_have_value("blood")
    check_with_axe(page)


def test_filtering_keeps_what_is_ticked_and_typed(sit: Sit) -> None:
    page = sit("reviewer").open("/edit/answers?language=en")
    page.wait_for_load_state("load")
    search, rows = page.get_by_label("Words in the question"), page.locator("[data-row]")
    number = rows.count()
    for question in ("What is high blood pressure?", "Is garlic useful?"):
        page.get_by_label(question, exact=True).check()
    page.get_by_label("Action").select_option("approve")
    page.get_by_label("Comment").fill("Checked by two of us.")
    search.press_sequentially("blood")
    expect(rows).to_have_count(1)
    expect(page.get_by_label("What is high blood pressure?", exact=True)).to_be_checked()
    expect(page.locator("[data-count]")).to_have_text("1")
    expect(page.get_by_label("Comment")).to_have_value("Checked by two of us.")
    page.get_by_text("Save this filter").click()
    page.get_by_label("Name of the filter").fill("Mine")
    search.press_sequentially("less and none")
    expect(rows).to_have_count(0)
    search.fill("")
    expect(rows).to_have_count(number)
    expect(page.locator("[data-count]")).to_have_text("2")
    expect(page.get_by_label("Is garlic useful?", exact=True)).to_be_checked()
    expect(page.get_by_label("Action")).to_have_value("approve")
    expect(page.get_by_label("Comment")).to_have_value("Checked by two of us.")
    expect(page.get_by_label("Name of the filter")).to_have_value("Mine")


def test_one_goes_on_typing_while_the_list_is_filtered(sit: Sit) -> None:
    page = sit("reviewer").open("/edit/answers?language=en")
    page.wait_for_load_state("load")
    comment = page.get_by_label("Comment")
    comment.fill("Checked us")
    page.get_by_label("Text", exact=True).evaluate(
        """select => {
            const comment = document.querySelector("#comment");
            comment.focus();
            comment.setSelectionRange(7, 7);
            select.value = "lay";
            select.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(page).to_have_url("/edit/answers?audience=lay&language=en&order=newest")
    page.keyboard.type(" by")
    expect(comment).to_have_value("Checked by us")


def test_the_menu_of_the_account_opens_and_closes_by_keyboard(sit: Sit) -> None:
    page = sit("editor").open("/edit")
    page.wait_for_load_state("load")
    menu = page.locator(".desk-menu summary")
    menu.press("Enter")
    expect(page.get_by_role("link", name="Your account")).to_be_visible()
    check_with_axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="Your account")).to_be_hidden()


def test_the_shortcuts_are_listed(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers")
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    enter(page)
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Select")
    check_with_axe(page)
    press(page, "Escape")
    expect(dialog).to_be_hidden()


def test_one_goes_on_to_the_next_answer_of_the_list_after_saving(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers?audience=lay&language=en&order=hardest")
    paths = [link.get_attribute("href") for link in page.locator("[data-open]").all()]
    enter(page)
    press(page, "j", "Enter")
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
    page = sit("reviewer").open("/edit/answers?language=en")
    paths = [row.get_attribute("data-review") for row in page.locator("[data-row]").all()]
    enter(page)
    press(page, "r")
    expect(page).to_have_url(paths[0] or "")
    page.get_by_role("link", name="Next answer").click()
    expect(page).to_have_url(paths[1] or "")
    expect(page.get_by_role("link", name="Previous answer")).to_be_visible()


def test_no_next_text_is_offered_without_a_list(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers/both?language=en")
    expect(page.locator("[data-save]")).to_be_visible()
    expect(page.locator("[data-round]")).to_be_hidden()


def test_single_keys_do_nothing_once_they_are_switched_off(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open("/edit/account")
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.get_by_role("button", name="Save the shortcuts").click()
    expect(page.locator(".said")).to_be_visible()
    page.goto("/edit/answers?language=en")
    enter(page)
    first = page.locator("[data-open]").first
    press(page, "j", "x", "?", "r")
    expect(first).to_be_focused()
    expect(page.locator(".tick :checked")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog")).to_contain_text("You have turned single-key shortcuts off.")


def test_the_glossary_the_levels_and_the_log_are_filtered_at_once(sit: Sit) -> None:
    seat = sit("admin")
    page = seat.open("/edit/glossary")
    page.get_by_label("Part of its name").press_sequentially("hypert")
    expect(page).to_have_url("/edit/glossary?q=hypert&language=en")
    expect(page.locator(".work-question")).to_have_count(1)
    expect(page.locator("[data-announcer]")).to_have_text("1 term")
    page.get_by_label("Language").select_option("es")
    expect(page).to_have_url("/edit/glossary?q=hypert&language=es")
    expect(page.get_by_label("Language")).to_have_value("es")
    page = seat.open("/edit/levels?language=en")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    page.get_by_label("Topic").fill("no such topic")
    expect(page.locator("[data-announcer]")).to_contain_text("No texts on this topic")
    page = seat.open("/edit/audit")
    page.get_by_label("Start of a web address").press_sequentially("nothing-like-it")
    expect(page.locator("[data-announcer]")).to_contain_text("No entries match.")
    expect(page).to_have_url("/edit/audit?subject=nothing-like-it")


def test_the_saved_filter_that_is_shown_is_marked_while_filtering(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers?q=blood")
    page.get_by_text("Save this filter").click()
    page.get_by_label("Name of the filter").fill("Blood")
    page.get_by_role("button", name="Save", exact=True).click()
    link = page.get_by_role("navigation", name="Saved filters").get_by_role("link")
    expect(link).to_have_attribute("aria-current", "true")
    page.wait_for_load_state("load")
    page.get_by_label("Words in the question").press_sequentially("y")
    expect(link).not_to_have_attribute("aria-current", "true")
    page.get_by_label("Words in the question").press("Backspace")
    expect(link).to_have_attribute("aria-current", "true")


def test_many_texts_are_moved_without_script(sit: Sit) -> None:
    page = sit("reviewer", java_script_enabled=False).open("/edit/answers?status=under_review")
    page.locator(".tick input").first.check()
    page.get_by_label("Action").select_option("approve")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".desk-lead")).to_contain_text("updated.")


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
