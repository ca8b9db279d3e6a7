"""The panel that leads through what makes a text hard, in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_with_axe
from tests.browser.desk.conftest import Sit
from tests.browser.desk.test_writing import BOTH, text_of, type_into

TEXT = (
    "Side effects include nausea, vomiting, diarrhea and stomach pain. "
    "You are examined by a nurse. Doctors utilize xylography."
)
LISTED = "Side effects include:\n\n- nausea\n- vomiting\n- diarrhea\n- stomach pain\n\n"
SIDE = "[data-side=lay]"


def open_panel(page: Page) -> None:
    type_into(page, TEXT)
    page.keyboard.press("F9")
    expect(page.locator(f"{SIDE} .simplify-option").first).to_be_focused()


def focused(page: Page) -> str:
    words: str = page.evaluate("document.activeElement.innerText")
    return words


def test_proposals_are_taken_and_undone_by_keyboard(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    open_panel(page)
    check_with_axe(page)
    page.keyboard.press("Enter")
    expect(page.locator(f"{SIDE} [data-simplify-state]")).to_contain_text("Changed.")
    assert text_of(page) == TEXT.replace(TEXT.partition("You")[0], LISTED)
    expect(page.locator(f"{SIDE} .simplify-card :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(f"{SIDE} .cm-content")).to_be_focused()
    page.keyboard.press("Control+z")
    assert text_of(page) == TEXT


def test_one_proposal_after_the_other_is_shown(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    open_panel(page)
    side = page.locator(SIDE)
    card, place = side.locator(".simplify-card"), side.locator(".simplify-steps span")
    expect(card).to_contain_text("List inside a sentence")
    expect(place).to_contain_text("1 of ")
    page.keyboard.press("ArrowRight")
    expect(place).to_contain_text("2 of ")
    card.get_by_role("button", name="Previous").click()
    expect(place).to_contain_text("1 of ")
    page.locator(f"{SIDE} .simplify-kinds summary").click()
    side.get_by_label("List inside a sentence").uncheck()
    expect(card).not_to_contain_text("List inside a sentence")


def test_what_is_ignored_stays_ignored_until_it_is_brought_back(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    open_panel(page)
    card = page.locator(f"{SIDE} .simplify-card")
    while "xylography" not in card.locator("mark").all_inner_texts():
        card.get_by_role("button", name="Next").click()
    link = card.get_by_role("link", name="Add to the glossary")
    assert "name=xylography" in (link.get_attribute("href") or "")
    card.get_by_role("button", name="Ignore this word in this text").click()
    count = page.locator(f"{SIDE} .simplify [data-count]")
    left = count.inner_text()
    page.reload()
    open_panel(page)
    expect(count).to_have_text(left)
    other = sit("reviewer").open(BOTH)
    open_panel(other)
    expect(other.locator(f"{SIDE} .simplify [data-count]")).to_have_text(left)
    page.locator(f"{SIDE} .simplify-kinds summary").click()
    page.locator(SIDE).get_by_role("button", name="Show ignored suggestions again").click()
    expect(count).to_have_text(str(int(left) + 1))


def test_marks_are_calm_until_all_are_wanted(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    open_panel(page)
    marks = page.locator(f"{SIDE} .cm-content .mark")
    expect(marks).to_have_count(3)
    page.locator(f"{SIDE} .simplify-kinds summary").click()
    page.locator(SIDE).get_by_label("Mark every hard word in the text").check()
    expect(marks).not_to_have_count(3)
    assert marks.count() > 3
