"""Checks the language and writing direction of a page, like an HTML checker."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import html5lib

from readlevel.core.languages.direction import direction

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_NO_WORDS = {"script", "style", "title", "head", "svg"}
_XHTML = "{http://www.w3.org/1999/xhtml}"


def find_faults(page: str) -> list[str]:
    """Return a line for each error in a page's `lang`, `dir` and `hreflang`."""
    root = html5lib.parse(page)
    return [*_of_root(root), *_of_parts(root, "", ""), *_of_links(root)]


def _of_root(root: Any) -> Iterator[str]:
    language, written = root.get("lang"), root.get("dir")
    if not language:
        yield "html has no lang"
    elif written != direction(language):
        yield f"html is lang={language} dir={written}"


def _of_parts(element: Any, language: str, written: str) -> Iterator[str]:
    """Yield the errors of an element whose text is in `language` and the direction `written`."""
    if not isinstance(element.tag, str):
        return
    name = element.tag.removeprefix(_XHTML)
    if name in _NO_WORDS:
        return
    own = element.get("lang", language)
    if "lang" in element.attrib and not _TAG.fullmatch(own):
        yield f"{name} has lang={own!r}"
    way = element.get("dir", "isolate" if name == "bdi" else written)
    if way not in ("ltr", "rtl", "auto", "isolate"):
        yield f"{name} has dir={way!r}"
    if way in ("ltr", "rtl") and own and direction(own) != way and _has_words(element):
        yield f"{name} in {own} is written {way}: {_words_of(element)[:60]!r}"
    for text in (element.text, *(child.tail for child in element)):
        first = _first_strong(text or "")
        if way == "ltr" and first == "rtl":
            yield f"{name} is written ltr: {text.strip()[:60]!r}"
    for child in element:
        yield from _of_parts(child, own, way)


def _of_links(root: Any) -> Iterator[str]:
    """Yield the errors of hreflang links: the head must list every language of the page."""
    alternates = {
        link.get("hreflang"): link.get("href")
        for link in root.iter(f"{_XHTML}link")
        if link.get("rel") == "alternate" and link.get("hreflang")
    }
    canonical = [
        link.get("href") for link in root.iter(f"{_XHTML}link") if link.get("rel") == "canonical"
    ]
    if alternates and canonical and canonical[0] not in alternates.values():
        yield f"no hreflang names the page itself: {sorted(alternates)}"
    for link in root.iter(f"{_XHTML}a"):
        tag = link.get("hreflang")
        if tag is not None and not _TAG.fullmatch(tag):
            yield f"a has hreflang={tag!r}"


def _has_words(element: Any) -> bool:
    return any(sign.isalpha() for sign in element.text or "")


def _words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _first_strong(text: str) -> str | None:
    """Return the direction of the first character with a strong direction."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return None
