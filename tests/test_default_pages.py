"""The pages that come with the software say that nobody has written them yet."""

from pathlib import Path

import pytest

import readlevel
from readlevel.core.document import parse
from readlevel.core.readability import measure
from readlevel.core.sentences import prose

PAGES = Path(readlevel.__file__).parent / "defaults" / "pages"
NAMES = ("about", "accessibility", "editorial-policy", "privacy")
OPEN = (
    "This page is a default that comes with the software; "
    "the publisher of this site has not written its own yet."
)


def test_each_page_that_the_site_links_to_is_there() -> None:
    assert {path.name for path in PAGES.iterdir()} == {f"{name}.en.md" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_default_page_has_a_title_and_says_what_it_is(name: str) -> None:
    text = (PAGES / f"{name}.en.md").read_text("utf-8")
    assert text.startswith("# ")
    assert OPEN in text


@pytest.mark.parametrize("name", NAMES)
def test_a_default_page_is_plain(name: str) -> None:
    document = parse((PAGES / f"{name}.en.md").read_text("utf-8"))
    grade = measure(prose(document, "en"), "en").scores["flesch_kincaid"]
    assert grade is not None
    assert grade < 8
