"""A reader says which hard words to explain."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import ANSWER, OpenPage

EVERY = "Mark a word every time"


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def terms(page: Page) -> int:
    return page.locator("a.term").count()


def test_words_are_explained_every_time_or_never_in_place(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    page.evaluate("window.stillTheSamePage = true")
    first = terms(page)
    page.locator(".explain-more > summary").click()
    press(page, EVERY)
    expect(page.get_by_role("button", name=EVERY)).to_have_attribute("aria-pressed", "true")
    assert terms(page) > first
    press(page, "Off")
    expect(page.locator("a.term")).to_have_count(0)
    expect(page.get_by_role("button", name="Off", exact=True)).to_be_focused()
    assert page.evaluate("window.stillTheSamePage")


def test_the_choice_is_remembered_and_needs_no_script(open_page: OpenPage) -> None:
    for script in (True, False):
        page = open_page(ANSWER, java_script_enabled=script)
        press(page, "Off")
        expect(page.locator("a.term")).to_have_count(0)
        page.goto("/")
        page.goto(ANSWER)
        expect(page.locator("a.term")).to_have_count(0)
        assert page.context.cookies()[0]["value"] == ".none"


def test_a_stable_address_leads_to_others_and_keeps_nothing(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay")
    first = terms(page)
    page.locator(".explain-more > summary").click()
    page.get_by_role("link", name=EVERY).click()
    expect(page.get_by_role("link", name=EVERY)).to_have_attribute("aria-current", "true")
    assert terms(page) > first
    assert page.context.cookies() == []


def test_a_word_explained_again_opens_the_same_card(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "?explain=all")
    again = page.locator("a.term[data-again]").first
    again.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#term-{again.get_attribute('data-term')}")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".term-card:popover-open")).to_have_count(0)
    expect(again).to_be_focused()


def test_on_paper_only_first_uses_have_a_note(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "?explain=all")
    page.emulate_media(media="print")
    marks = page.evaluate(
        """() => [...document.querySelectorAll(".prose a.term")].map((term) =>
            [term.dataset.again ?? "", getComputedStyle(term, "::after").content])"""
    )
    assert any(again for again, _ in marks)
    assert all((content == "none") == bool(again) for again, content in marks)
