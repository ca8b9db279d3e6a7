"""Inserting citations and terms by keyboard, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Sit
from tests.browser.desk.test_writing import BOTH, text_of, type_into

REFERENCES = "/edit/answers/both/references"


def test_a_citation_is_found_and_put_into_the_text(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "It is true. ")
    page.keyboard.press("Control+Shift+k")
    dialog = page.get_by_role("dialog", name="Cite a reference")
    expect(dialog).to_be_visible()
    page.keyboard.type("guideline")
    expect(dialog.get_by_role("button", name="Guideline")).to_be_visible()
    check_with_axe(page)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert text_of(page) == "It is true. [@who]"


def test_a_term_is_named_for_the_words_that_are_selected(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "stroke")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+Shift+e")
    dialog = page.get_by_role("dialog", name="Choose which term this means")
    dialog.get_by_role("button", name="stroke").click()
    assert text_of(page) == "[stroke]{term=stroke}"


def test_a_search_without_results_says_so_and_escape_leaves_the_text_alone(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Words.")
    page.locator("[data-side=lay] [data-command=cite]").click()
    dialog = page.get_by_role("dialog", name="Cite a reference")
    page.keyboard.type("xylophone")
    expect(dialog.get_by_text("No matching references.")).to_be_visible()
    page.keyboard.press("Escape")
    assert text_of(page) == "Words."


@pytest.mark.parametrize("path", [REFERENCES, f"{REFERENCES}/one", "/edit/answers", "/edit/due"])
def test_axe_finds_no_violation(sit: Sit, path: str) -> None:
    check_all_looks(sit("editor").open(path))


def test_one_goes_through_the_list_by_keyboard(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers")
    page.wait_for_load_state("load")
    page.get_by_label("Words in the question").press("ArrowDown")
    page.keyboard.press("j")
    rows = page.locator("[data-row]")
    expect(rows.nth(1).locator("[data-open]")).to_be_focused()
    page.keyboard.press("x")
    expect(rows.nth(1).locator("input")).to_be_checked()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/answers/*?language=*")
