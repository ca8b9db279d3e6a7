"""Every page of the desk is accessible and fits, on a phone and a desktop, light and dark."""

from collections.abc import Iterator, Sequence
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Page

from readlevel.settings import Settings
from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.http.services import EXTENSION
from tests.browser.accessibility import check_with_axe
from tests.browser.desk.conftest import Seat, Sit
from tests.thoroughness import choose

VALUES = {
    "slug": "both",
    "audience": "lay",
    "language": "en",
    "old": "1",
    "new": "1",
    "term": "stroke",
}
QUERIES = {
    "terms.edit_term": "?language=en&slug=stroke",
    "term_review.show_review": "?language=en&slug=stroke",
    "references.edit_reference": "?key=",
}
MAIN = '<main id="main" class="desk-page'
PARTS = 12
"""In how many tests the pages are checked."""
LOOKS: tuple[tuple[int, int, Literal["light", "dark"]], ...] = (
    (360, 740, "light"),
    (360, 740, "dark"),
    (1280, 900, "light"),
    (1280, 900, "dark"),
)
CUT_OFF = """() => [...document.querySelectorAll("nav a, nav summary, header a, header summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, .skip"))
    .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < 0 || right > document.documentElement.clientWidth;
    })
    .map((one) => one.textContent.trim())"""


def list_paths() -> list[str]:
    """Return an address of each view of the desk that a browser opens."""
    settings = Settings(database_url="sqlite:////tmp/never-opened.sqlite")
    desk: Flask = create_desk(create_app(settings).extensions[EXTENSION])
    adapter = desk.url_map.bind("127.0.0.1")
    paths = set()
    for rule in desk.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            values = {name: VALUES.get(name, "1") for name in rule.arguments}
            path = adapter.build(rule.endpoint, values, method="GET")
            paths.add(path + QUERIES.get(rule.endpoint, ""))
    return sorted(paths)


def open_pages(seat: Seat, paths: Sequence[str]) -> Iterator[Page]:
    """Open each page in turn that is one, and is there."""
    page = seat.open("/edit")
    for path in paths:
        answer = page.request.get(path, max_redirects=0)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status == 200 and is_page and MAIN in answer.text():
            page.goto(path)
            yield page
            # One of the cast's images is none, and not there.
            seat.troubles[:] = [one for one in seat.troubles if "404" not in one]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_fits(sit: Sit, part: int) -> None:
    opened = 0
    for page in open_pages(sit("admin"), list_paths()[part::PARTS]):
        opened += 1
        for width, height, scheme in choose(LOOKS, one_in=3):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            check_with_axe(page, also=("target-size", "scrollable-region-focusable"))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
            assert page.evaluate(CUT_OFF) == [], page.url
    assert opened


TOUCHED = {
    "/edit/answers?q=blood": (
        ".desk-new",
        ".desk-go",
        ".desk-nav a",
        ".tabs a",
        ".pills a",
        ".save-filter summary",
        ".desk-choice",
        "[data-open]",
    ),
    "/edit/answers/both?language=en": (".answer-bar a", ".answer-bar summary", ".tool"),
    "/edit/answers/both/lay/en/checklists": (".checklist-choices label",),
}


@pytest.mark.parametrize("path", TOUCHED)
def test_what_is_touched_is_large_enough_for_a_finger(sit: Sit, path: str) -> None:
    phone = {"width": 360, "height": 740}
    page = sit("reviewer", viewport=phone, has_touch=True, is_mobile=True).open(path)
    page.wait_for_load_state("load")
    for part in TOUCHED[path]:
        heights = page.locator(part).evaluate_all(
            """all => all.filter((one) => one.checkVisibility())
                .map((one) => Math.round(one.getBoundingClientRect().height))"""
        )
        assert heights, part
        assert min(heights) >= 44, part
