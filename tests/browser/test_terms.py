"""Hard words explain themselves, by mouse, keyboard and touch, and without script."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import ANSWER, OpenPage

LAY = ANSWER + "/lay"


def card_of(page: Page, term: Locator) -> Locator:
    return page.locator(f"#term-{term.get_attribute('data-term')}")


def first_term(page: Page) -> Locator:
    return page.locator("a.term").first


def test_a_term_explains_itself_under_the_mouse_and_stays_while_hovered(
    open_page: OpenPage,
) -> None:
    page = open_page(LAY)
    term = first_term(page)
    card = card_of(page, term)
    expect(card).to_be_hidden()
    term.hover()
    expect(card).to_be_visible()
    card.hover()
    expect(card).to_be_visible()
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()


def test_a_term_explains_itself_on_focus_and_escape_closes_it(open_page: OpenPage) -> None:
    page = open_page(LAY)
    term = first_term(page)
    card = card_of(page, term)
    page.keyboard.press("Tab")
    term.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()


def test_a_tap_opens_a_card_that_fits_the_phone(open_page: OpenPage) -> None:
    page = open_page(LAY, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    for term in page.locator("a.term").all()[:6]:
        term.scroll_into_view_if_needed()
        term.tap()
        card = card_of(page, term)
        expect(card).to_be_visible()
        box = card.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert page.url.endswith(LAY)
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_opening_a_card_moves_nothing(open_page: OpenPage) -> None:
    page = open_page(LAY)
    place = "document.querySelector('[data-audience]').getBoundingClientRect().toJSON()"
    before = page.evaluate(place)
    first_term(page).hover()
    expect(card_of(page, first_term(page))).to_be_visible()
    assert page.evaluate(place) == before


def test_without_script_a_term_leads_to_the_glossary(open_page: OpenPage) -> None:
    page = open_page(LAY, java_script_enabled=False)
    term = first_term(page)
    slug = term.get_attribute("data-term")
    term.click()
    expect(page).to_have_url(f"{page.url.split('/glossary')[0]}/glossary/{slug}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_in_print_the_definitions_are_footnotes(open_page: OpenPage) -> None:
    page = open_page(LAY)
    page.emulate_media(media="print")
    expect(card_of(page, first_term(page))).to_be_visible()
