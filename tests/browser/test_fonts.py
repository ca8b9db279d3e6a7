"""Pages bring their font along, and nothing moves when it comes."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

import readlevel as package
from readlevel.core.look.site_look import FileRole, SiteLook
from readlevel.interchange.documents.look_files import clean_file
from readlevel.web.look.look_styles import write_styles
from tests.browser.conftest import OpenPage

NOTO = Path(package.__file__).parent / "static/fonts/latin-normal.woff2"
ANSWER = "/answers/high-blood-pressure-treatment/lay"
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
    .observe({ type: "layout-shift", buffered: true });
"""
SETTLE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
BARELY = 0.02
"""A fifth of what is still called good (0.1); 0 where the fonts come before the first paint."""


def list_loaded(page: Page) -> list[str]:
    loaded: list[str] = page.evaluate(
        """async () => { await document.fonts.ready;
        return [...document.fonts].filter((one) => one.status === "loaded")
            .map((one) => `${one.family} ${one.unicodeRange.split(",")[0]}`) }"""
    )
    return loaded


@pytest.mark.parametrize(
    ("path", "ranges"),
    [(ANSWER, {"U+0-FF"}), ("/ar/", {"U+0-FF", "U+600-6FF"})],
    ids=["latin", "arabic"],
)
def test_a_page_loads_the_fonts_of_its_script_only(
    open_page: OpenPage, path: str, ranges: set[str]
) -> None:
    page = open_page(path, **PHONE)
    own = [one for one in list_loaded(page) if "Fallback" not in one]
    assert {one.rsplit(" ", 1)[1] for one in own} == ranges


@pytest.mark.parametrize("path", [ANSWER, "/ar/"], ids=["latin", "arabic"])
def test_hardly_anything_moves_when_a_page_loads(open_page: OpenPage, path: str) -> None:
    page = open_page("about:blank", **PHONE)
    page.add_init_script(WATCH)
    page.goto(path)
    list_loaded(page)
    page.evaluate(SETTLE)
    assert sum(page.evaluate("shifts")) <= BARELY


def test_hardly_anything_moves_when_the_fonts_come_late(open_page: OpenPage) -> None:
    page = open_page("about:blank", **PHONE)
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.add_init_script(WATCH)
    page.goto(ANSWER, wait_until="commit")
    page.wait_for_selector(".foot")
    page.wait_for_function("() => document.fonts.status === 'loading'")
    page.evaluate(SETTLE)
    for route in held:
        route.continue_()
    page.unroute_all()
    page.wait_for_load_state("load")
    assert list_loaded(page)
    page.evaluate(SETTLE)
    assert sum(page.evaluate("shifts")) <= BARELY


@pytest.mark.parametrize("weight", [400, 600])
def test_what_stands_in_for_a_font_of_the_site_takes_the_same_room(
    open_page: OpenPage, server: str, weight: int
) -> None:
    given = clean_file(FileRole.FONT, NOTO.read_bytes())
    styles = write_styles(SiteLook(files={FileRole.FONT: given.file}))
    page = open_page("about:blank", **PHONE)
    page.route("**/*.woff2", lambda route: route.fulfill(body=given.content))
    words = "Sit down, drink water and call your doctor if you feel dizzy or faint. " * 20
    boxes = "".join(
        f"<p style='width: 320px; font: {weight} 18px {family}'><span>{words}</span></p>"
        for family in ("Site", '"Site Fallback"')
    )
    page.set_content(f"<base href='{server}/look/'><style>{styles}</style>{boxes}")
    assert any(one.startswith("Site ") for one in list_loaded(page))
    own, fallback = page.evaluate(
        "[...document.querySelectorAll('span')].map((one) => one.getBoundingClientRect().height)"
    )
    assert abs(own - fallback) <= BARELY * own
