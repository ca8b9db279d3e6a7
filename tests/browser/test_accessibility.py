"""Every kind of page, by axe-core, in light and dark, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import ANSWER, OpenPage

PAGES = {
    "home": "/",
    "search": "/?q=blood",
    "nothing found": "/?q=xylophone",
    "answer": ANSWER,
    "lay": ANSWER + "/lay",
    "clinician": ANSWER + "/clinician",
    "topic": "/topics/neurology",
    "glossary": "/glossary",
    "glossary search": "/glossary?q=blood",
    "glossary without the word": "/glossary?q=xylophone",
    "empty glossary": "/ar/glossary",
    "term": "/glossary/hypertension",
    "policy": "/editorial-policy",
    "health record": "/infobutton?mainSearchCriteria.v.dn=blood",
    "health record without an answer": "/infobutton?mainSearchCriteria.v.dn=xylophone",
    "api": "/api",
    "question to the editors": ANSWER + "/ask",
    "mistake": ANSWER + "/ask?kind=mistake&audience=clinician",
    "thanks": ANSWER + "/thanks?kind=question",
    "not found": "/answers/no-such-answer",
}
ERRORS_EXPECTED = {"not found"}
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(NARROW, "dark"), (WIDE, "light")], ids=["dark phone", "light desk"]
)
@pytest.mark.parametrize("kind", sorted(PAGES.keys() - ERRORS_EXPECTED))
def test_axe_finds_no_violation(
    open_page: OpenPage, kind: str, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(PAGES[kind], viewport=viewport, color_scheme=scheme)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", sorted(PAGES.keys() - ERRORS_EXPECTED))
def test_nothing_scrolls_sideways_at_320_pixels(open_page: OpenPage, kind: str) -> None:
    page = open_page(PAGES[kind], viewport=NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]


@pytest.mark.parametrize("kind", sorted(PAGES.keys() - ERRORS_EXPECTED))
def test_every_target_is_large_enough_for_a_finger(open_page: OpenPage, kind: str) -> None:
    page = open_page(PAGES[kind], viewport=NARROW)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), summary, nav a")]
        .filter(element => element.checkVisibility())
        .map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(([html]) => html)"""
    )
    assert small == []


@pytest.mark.parametrize("kind", ["glossary", "glossary without the word", "term"])
def test_large_letters_need_no_scrolling_sideways(open_page: OpenPage, kind: str) -> None:
    page = open_page(PAGES[kind], viewport=NARROW)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("kind", ["answer", "lay", "glossary", "term"])
def test_the_tab_key_shows_where_it_is(open_page: OpenPage, kind: str) -> None:
    page = open_page(PAGES[kind])
    for _ in range(40):
        page.keyboard.press("Tab")
        unseen = page.evaluate(
            """() => { const at = document.activeElement;
            if (at === document.body) return null;
            const near = [at, ...at.labels ?? [], at.parentElement];
            const shown = near.map((it) => getComputedStyle(it));
            const ring = (style) => (style.outlineStyle !== "none" && style.outlineWidth !== "0px")
                || style.boxShadow !== "none";
            return shown.some(ring) ? null : at.outerHTML.slice(0, 120) }"""
        )
        assert unseen is None
