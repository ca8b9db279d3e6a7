"""Checks pages with axe-core: as they are, or on a dark phone and on a light desktop."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW = 320
LOOKS: tuple[tuple[int, Literal["dark", "light"]], ...] = ((NARROW, "dark"), (1280, "light"))

_AXE = Axe()
_AXE_AGAIN = Axe(axe_script="")
"""For a page that already has the script, which is half a megabyte."""


def check_with_axe(page: Page) -> None:
    """Check a page with axe-core."""
    axe = _AXE_AGAIN if page.evaluate("'axe' in window") else _AXE
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()


def check_all_looks(page: Page, *, height: int = 900) -> None:
    """Check a page with axe-core in both looks, and that nothing scrolls sideways."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        check_with_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
