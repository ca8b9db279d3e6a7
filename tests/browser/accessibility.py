"""Checks pages with axe-core: as they are, or on a dark phone and on a light desktop."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW = 320
LOOKS: tuple[tuple[int, Literal["dark", "light"]], ...] = ((NARROW, "dark"), (1280, "light"))

_AXE = Axe()
_AXE_AGAIN = Axe(axe_script="")
"""For a page that already has the script, which is half a megabyte."""


RULES_OF_WHOLE_PAGES = ("landmark-one-main", "page-has-heading-one", "region")
"""A frame adds to the page around it, which has the title and the landmarks."""


def check_with_axe(page: Page, *, is_frame: bool = False, also: Sequence[str] = ()) -> None:
    """Check a page with axe-core; one for a frame without the rules of whole pages.

    `also` are rules that are off by default.
    """
    axe = _AXE_AGAIN if page.evaluate("'axe' in window") else _AXE
    left_out = RULES_OF_WHOLE_PAGES if is_frame else ()
    options = {
        "rules": {
            **{rule: {"enabled": False} for rule in left_out},
            **{rule: {"enabled": True} for rule in also},
        },
        "resultTypes": ["violations"],  # naming all that passes takes longer than checking it
        "preload": {"assets": ["media"]},  # no rule that is on reads the style sheets
    }
    found = axe.run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


def check_all_looks(page: Page, *, height: int = 900, is_frame: bool = False) -> None:
    """Check a page with axe-core in both looks, and that nothing scrolls sideways."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        check_with_axe(page, is_frame=is_frame)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
