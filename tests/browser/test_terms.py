"""Tooltips of terms work by mouse, keyboard and touch, and without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import ANSWER, OpenPage

LAY = ANSWER + "/lay"
VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
const voices = [{ lang: "en-US", default: true }, { lang: "es-ES" }];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, cancel() {}, addEventListener() {},
  speak: (one) => said.push([one.text, one.voice.lang]) } });
"""


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


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_term_is_a_button_that_opens_and_closes_by_key(open_page: OpenPage, key: str) -> None:
    page = open_page(LAY)
    term = first_term(page)
    card = card_of(page, term)
    expect(term).to_have_role("button")
    term.focus()
    expect(card).to_be_hidden()
    page.keyboard.press(key)
    expect(card).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
    page.keyboard.press(key)
    expect(card).to_be_hidden()
    expect(term).to_have_attribute("aria-expanded", "false")
    page.keyboard.press(key)
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


def test_in_print_each_mark_has_its_footnote_in_order(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "?explain=all")
    page.emulate_media(media="print")
    marked = "[...document.querySelectorAll('.prose a.term:not([data-again])')]"
    words = page.evaluate(marked + ".map((term) => `term-${term.dataset.term}`)")
    notes = page.locator(".terms .term-card")
    assert notes.evaluate_all("cards => cards.map((card) => card.id)") == words
    for note in notes.all():
        expect(note).to_be_visible()
    marks = page.evaluate(
        marked + ".map((term) => getComputedStyle(term, '::after').content)"
        ".concat([...document.querySelectorAll('.term-card')]"
        ".map((card) => getComputedStyle(card, '::before').content))"
    )
    assert len(set(marks)) == 2
    assert all("lower-alpha" in mark for mark in marks)
    ends = "document.querySelector('.prose').getBoundingClientRect().bottom"
    assert page.evaluate(ends) <= page.evaluate(
        "document.querySelector('.terms').getBoundingClientRect().top"
    )


def test_a_dismissed_card_stays_away_while_the_mouse_rests(open_page: OpenPage) -> None:
    page = open_page(LAY)
    term = first_term(page)
    term.hover()
    expect(card_of(page, term)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card_of(page, term)).to_be_hidden()
    page.wait_for_timeout(400)
    expect(card_of(page, term)).to_be_hidden()


def test_the_mouse_stays_on_the_word_when_its_card_opens(open_page: OpenPage) -> None:
    page = open_page(LAY)
    for term in page.locator("a.term").all()[:5]:
        term.hover()
        expect(card_of(page, term)).to_be_visible()
        assert term.evaluate("(term) => term.matches(':hover')")
        page.wait_for_timeout(400)
        expect(card_of(page, term)).to_be_visible()


def test_a_click_into_a_card_leaves_it_open(open_page: OpenPage) -> None:
    page = open_page(LAY)
    term = first_term(page)
    term.click()
    card = card_of(page, term)
    expect(card).to_be_visible()
    card.locator(".term-meaning").click()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()


def test_the_tab_key_goes_from_a_word_into_its_card_and_on(open_page: OpenPage) -> None:
    page = open_page(LAY)
    term = first_term(page)
    term.focus()
    page.keyboard.press("Enter")
    card = card_of(page, term)
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link")).to_be_focused()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(term).to_be_focused()
    expect(card).to_be_hidden()


def test_without_script_a_term_is_a_link_to_the_glossary(open_page: OpenPage) -> None:
    page = open_page(LAY, java_script_enabled=False)
    term = first_term(page)
    expect(term).to_have_role("link")
    slug = term.get_attribute("data-term")
    term.click()
    page.wait_for_url(f"**/glossary/{slug}")


def test_a_second_tap_closes_a_card_and_so_does_one_elsewhere(open_page: OpenPage) -> None:
    page = open_page(LAY, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    term = first_term(page)
    card = card_of(page, term)
    term.tap()
    expect(card).to_be_visible()
    card.locator(".term-meaning").tap()
    expect(card).to_be_visible()
    term.tap()
    expect(card).to_be_hidden()
    term.tap()
    expect(card).to_be_visible()
    page.touchscreen.tap(4, 4)
    expect(card).to_be_hidden()
    assert page.url.endswith(LAY)


def test_a_card_does_not_move_for_readers_who_want_no_motion(open_page: OpenPage) -> None:
    for motion, seconds in (("no-preference", "0.12s"), ("reduce", "0s")):
        page = open_page(LAY, reduced_motion=motion)
        first_term(page).hover()
        card = card_of(page, first_term(page))
        expect(card).to_be_visible()
        expect(card).to_have_css("transition-duration", seconds)


def test_a_card_has_an_edge_in_forced_colours(open_page: OpenPage) -> None:
    page = open_page(LAY, forced_colors="active")
    first_term(page).hover()
    card = card_of(page, first_term(page))
    expect(card).to_be_visible()
    expect(card).to_have_css("border-top-style", "solid")
    expect(first_term(page)).to_have_css("text-decoration-line", "underline")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_no_card_leaves_a_narrow_window_or_covers_its_word(
    open_page: OpenPage, direction: str, text_size: int
) -> None:
    page = open_page(ANSWER + "/clinician?explain=all", viewport={"width": 320, "height": 560})
    page.evaluate(
        "([direction, size]) => { document.documentElement.dir = direction;"
        " document.documentElement.style.fontSize = `${size}%` }",
        [direction, text_size],
    )
    for term in page.locator("a.term").all()[:8]:
        term.evaluate("(term) => { term.blur(); term.scrollIntoView({ block: 'end' }) }")
        term.focus()
        page.keyboard.press("Enter")
        card = card_of(page, term)
        expect(card).to_be_visible()
        box = card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 560
        first_line = term.evaluate("(term) => term.getClientRects()[0].toJSON()")
        overlaps = (
            box["y"] < first_line["bottom"] - 1
            and box["y"] + box["height"] > first_line["top"] + 1
            and box["x"] < first_line["right"] - 1
            and box["x"] + box["width"] > first_line["left"] + 1
        )
        assert not overlaps
        assert card.evaluate("(card) => card.scrollWidth <= card.clientWidth")


def test_a_card_asks_the_server_for_nothing_and_shifts_nothing(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """() => { window.shifts = 0; new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shifts += entry.value
        }).observe({ type: "layout-shift" }) }"""
    )
    for term in page.locator("a.term").all()[:5]:
        term.hover()
        expect(card_of(page, term)).to_be_visible()
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []
    assert page.evaluate("window.shifts") == 0


def test_a_card_is_read_out_each_time_it_is_opened(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    term = first_term(page)
    meaning = page.locator(f"#meaning-{term.get_attribute('data-term')}").text_content() or ""
    announcer = page.locator("[data-announcer]")
    term.focus()
    for _ in range(2):
        page.keyboard.press("Enter")
        expect(announcer).to_contain_text(" ".join(meaning.split()))
        page.keyboard.press("Escape")
        page.evaluate("document.querySelector('[data-announcer]').textContent = ''")


def test_a_card_says_its_word_with_a_voice_of_the_device(open_page: OpenPage) -> None:
    page = open_page("/")
    page.add_init_script(VOICE)
    page.goto(LAY)
    term = first_term(page)
    term.focus()
    page.keyboard.press("Enter")
    card = card_of(page, term)
    say = card.get_by_role("button")
    expect(say).to_be_visible()
    page.keyboard.press("Tab")
    expect(say).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("said") == [[card.locator(".term-name").inner_text(), "en-US"]]
    expect(card).to_be_visible()


def test_where_no_voice_speaks_the_language_a_card_offers_none(open_page: OpenPage) -> None:
    page = open_page("/")
    page.add_init_script(VOICE.replace('"en-US"', '"fi-FI"'))
    page.goto(LAY)
    first_term(page).click()
    expect(card_of(page, first_term(page))).to_be_visible()
    expect(page.locator("[data-say]:visible")).to_have_count(0)
