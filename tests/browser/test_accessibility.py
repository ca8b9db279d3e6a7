"""Every kind of page passes axe-core, in light and dark, on a phone and on a desktop."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import LOOKS, NARROW, check_with_axe
from tests.browser.conftest import ANSWER, OpenPage
from tests.browser.windows import Windows

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
    "saved answers": "/saved",
    "health record": "/infobutton?mainSearchCriteria.v.dn=blood",
    "health record without an answer": "/infobutton?mainSearchCriteria.v.dn=xylophone",
    "api": "/api",
    "question to the editors": ANSWER + "/ask",
    "mistake": ANSWER + "/ask?kind=mistake&audience=clinician",
    "thanks": ANSWER + "/thanks?kind=question",
    "not found": "/answers/no-such-answer",
}
ERRORS_EXPECTED = {"not found"}
PHONE = {"width": NARROW, "height": 640}
EACH_DETAILS = "document.querySelectorAll('details').forEach(one => "


@pytest.fixture(scope="module", params=sorted(PAGES.keys() - ERRORS_EXPECTED))
def loaded(request: pytest.FixtureRequest, windows: Windows, server: str) -> Iterator[Page]:
    """Load a page once for all tests that only look at it."""
    with windows.lend((server,), (server, "data:")) as take:
        page = take(viewport=PHONE).open(PAGES[request.param])
        page.evaluate(EACH_DETAILS + "one.firstOpen = one.open)")
        yield page


@pytest.fixture
def seen(loaded: Page) -> Page:
    """Return a page in its initial state, on a phone."""
    loaded.set_viewport_size({"width": NARROW, "height": 640})
    loaded.emulate_media(color_scheme="light")
    loaded.evaluate(EACH_DETAILS + "one.open = one.firstOpen)")
    return loaded


@pytest.mark.parametrize(("width", "scheme"), LOOKS, ids=["dark phone", "light desk"])
def test_axe_finds_no_violation(seen: Page, width: int, scheme: Literal["dark", "light"]) -> None:
    seen.set_viewport_size({"width": width, "height": 900})
    seen.emulate_media(color_scheme=scheme)
    seen.evaluate(EACH_DETAILS + "one.open = true)")
    check_with_axe(seen)


def test_nothing_scrolls_sideways_at_320_pixels(seen: Page) -> None:
    assert seen.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_every_target_is_large_enough_for_a_finger(seen: Page) -> None:
    small = seen.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), summary, nav a")]
        .filter(element => element.checkVisibility())
        .map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(([html]) => html)"""
    )
    assert small == []


@pytest.mark.parametrize("kind", ["glossary", "glossary without the word", "term"])
def test_large_letters_need_no_scrolling_sideways(open_page: OpenPage, kind: str) -> None:
    page = open_page(PAGES[kind], viewport=PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


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
