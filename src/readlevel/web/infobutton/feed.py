"""Feeds as Atom (RFC 4287) and as JSON.

In JSON an element with text is an object with `_value`, as in HL7's Infobutton service guide and
its clients.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from readlevel.interchange.files.safe_xml import keep_allowed

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One answer in the feed."""

    id: str
    title: str
    url: str
    language: str
    updated: date | None
    summary: str
    summary_type: str = "text"
    """`text`, or `html` if the summary is markup."""
    categories: tuple[tuple[str, str], ...] = ()
    """(scheme, term)."""
    author: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class InfobuttonFeed:
    """The content of a feed."""

    id: str
    title: str
    site_url: str
    language: str
    updated: datetime
    """When the feed was made; used if no entry has a date."""
    categories: tuple[tuple[str, str], ...]
    """(scheme, term) of the request's parameters."""
    entries: tuple[FeedEntry, ...]
    page_url: str = ""
    """URL of the page that shows the same; empty if there is none."""


def as_json(feed: InfobuttonFeed) -> str:
    """Return the feed as JSON, in ASCII so that it is also valid inside a script."""
    return json.dumps(
        {
            "feed": {
                "base": feed.site_url,
                "lang": feed.language,
                "title": _text(feed.title),
                "id": {"_value": feed.id},
                "updated": {"_value": _updated(feed)},
                "author": {"name": {"_value": feed.title}, "uri": {"_value": feed.site_url}},
                "link": [{"rel": "self", "href": feed.id}],
                "category": [{"scheme": scheme, "term": term} for scheme, term in feed.categories],
                "entry": [_entry_json(feed, entry) for entry in feed.entries],
            }
        }
    )


def as_atom(feed: InfobuttonFeed) -> bytes:
    """Return the feed as an Atom document in UTF-8."""
    root = Element("feed", {"xmlns": _ATOM, _LANGUAGE: feed.language})
    _add(root, "title", feed.title, type="text")
    _add(root, "id", feed.id)
    _add(root, "updated", _updated(feed))
    author = SubElement(root, "author")
    _add(author, "name", feed.title)
    _add(author, "uri", feed.site_url)
    _add(root, "link", rel="self", href=feed.id)
    if feed.page_url:
        _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for scheme, term in feed.categories:
        _add(root, "category", scheme=scheme, term=term)
    for entry in feed.entries:
        _add_entry(root, feed, entry)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry_json(feed: InfobuttonFeed, entry: FeedEntry) -> dict[str, Any]:
    written: dict[str, Any] = {
        "lang": entry.language,
        "title": _text(entry.title),
        "link": [
            {
                "rel": "alternate",
                "type": "text/html",
                "hreflang": entry.language,
                "title": entry.title,
                "href": entry.url,
            }
        ],
        "id": {"_value": entry.id},
        "updated": {"_value": _timestamp(entry.updated) or _updated(feed)},
        "summary": {"_value": entry.summary, "type": entry.summary_type},
        "category": [{"scheme": scheme, "term": term} for scheme, term in entry.categories],
    }
    if entry.author:
        written["author"] = {"name": {"_value": entry.author}}
    if entry.rights:
        written["rights"] = _text(entry.rights)
    return written


def _add_entry(root: Element, feed: InfobuttonFeed, entry: FeedEntry) -> None:
    element = SubElement(root, "entry", {_LANGUAGE: entry.language})
    _add(element, "title", entry.title, type="text")
    _add(
        element,
        "link",
        rel="alternate",
        type="text/html",
        hreflang=entry.language,
        title=entry.title,
        href=entry.url,
    )
    _add(element, "id", entry.id)
    _add(element, "updated", _timestamp(entry.updated) or _updated(feed))
    if entry.author:
        _add(SubElement(element, "author"), "name", entry.author)
    for scheme, term in entry.categories:
        _add(element, "category", scheme=scheme, term=term)
    if entry.rights:
        _add(element, "rights", entry.rights, type="text")
    _add(element, "summary", entry.summary, type=entry.summary_type)


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    clean = {key: keep_allowed(value) for key, value in attributes.items()}
    SubElement(parent, name, clean).text = None if text is None else keep_allowed(text)


def _text(value: str) -> dict[str, str]:
    return {"_value": value, "type": "text"}


def _updated(feed: InfobuttonFeed) -> str:
    return _latest(entry.updated for entry in feed.entries) or feed.updated.isoformat()


def _latest(days: Iterable[date | None]) -> str | None:
    known: Sequence[date] = [day for day in days if day is not None]
    return _timestamp(max(known)) if known else None


def _timestamp(day: date | None) -> str | None:
    return None if day is None else datetime.combine(day, time(tzinfo=UTC)).isoformat()
