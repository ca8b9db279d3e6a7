"""CSL-JSON as other tools write it, reduced to what a reference list needs.

Sources do not always follow the schema (csl-data.json in
https://github.com/citation-style-language/schema): Crossref wraps titles in lists, PubMed escapes
characters as in HTML, dates may be years, texts or missing. Unreadable fields are omitted; nothing
in this module raises.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any
from urllib.parse import quote, urlsplit

TYPES = frozenset(
    {"article-journal", "article-newspaper", "book", "chapter", "report", "thesis", "webpage"}
)
"""The types of works that the style distinguishes; all others count as articles."""

_FIELDS = ("title", "container-title", "publisher", "publisher-place", "volume", "issue")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:?\s*)?([1-9]\d{0,9})", re.IGNORECASE | re.ASCII)
_NOTED_PMID = re.compile(r"\bPMID:\s*([1-9]\d{0,9})\b", re.ASCII)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]+(?::\d{1,5})?")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
"""Characters that break a line, or change the direction of the text after them."""

_CUT_UP = re.compile("[&<>]")
"""Characters removed where citeproc splits a text: pages and given names."""

_RICH = re.compile(r"&lt;(i|sub|sup)&gt;((?:(?!&lt;).)+)&lt;/\1&gt;")
_BOLD = re.compile(r"</?b>")


def read_item(csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a work that the style uses, in the form that citeproc expects.

    Texts are HTML in which everything is escaped except `<i>`, `<sub>` and `<sup>`, which CSL
    titles may contain. They do not end in a full stop, because the style adds it.
    """
    item: dict[str, Any] = {"id": "work", "type": "article-journal"}
    if isinstance(csl.get("type"), str) and csl["type"] in TYPES:
        item["type"] = csl["type"]
    item |= {field: text for field in _FIELDS if (text := _html(csl.get(field)))}
    if page := _plain(csl.get("page")):
        item["page"] = page
    if "title" not in item and (short := _html(csl.get("title-short"))):
        item["title"] = short
    for role in ("author", "editor"):
        if names := [name for given in _list(csl.get(role)) if (name := _name(given))]:
            item[role] = names
            break
    year = _year(csl.get("issued"))
    if year:
        item["issued"] = {"date-parts": [[year]]}
    return item


def find_doi_url(csl: Mapping[str, Any]) -> str | None:
    """Return the URL of the work's DOI, or None."""
    found = _DOI.fullmatch(_text(csl.get("DOI"))) or _DOI.fullmatch(_text(csl.get("URL")))
    return f"https://doi.org/{quote(found[1], safe='/:;().')}" if found else None


def find_pubmed_url(csl: Mapping[str, Any]) -> str | None:
    """Return the URL of the work in PubMed, or None. Zotero keeps the number in the note."""
    number = _PMID.fullmatch(_text(csl.get("PMID"))) or _NOTED_PMID.search(_text(csl.get("note")))
    return f"https://pubmed.ncbi.nlm.nih.gov/{number[1]}/" if number else None


def find_url(csl: Mapping[str, Any]) -> str | None:
    """Return the URL of the work itself, or None."""
    address = _text(csl.get("URL"))
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return None
    # The URL may be percent-encoded already, so only characters that are invalid are encoded.
    return quote(address, safe="".join(map(chr, range(0x21, 0x7F))).translate(_NEVER_IN_ADDRESS))


_NEVER_IN_ADDRESS = {ord(sign): None for sign in '"<>\\^`{|}'}


def _text(value: object) -> str:
    """Return a text or number, or the first item of a list, as one line; else an empty text."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(_UNSEEN.sub(" ", str(value)).split())


def _html(value: object) -> str:
    """Return a text as HTML without a final full stop."""
    plain = _BOLD.sub("", unescape(_text(value))).rstrip(". ")
    return _RICH.sub(r"<\1>\2</\1>", escape(_UNSEEN.sub(" ", plain), quote=False))


def _plain(value: object) -> str:
    return _html(_CUT_UP.sub(" ", unescape(_text(value))))


def _list(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list) else [value]


def _name(given: object) -> dict[str, str] | None:
    """Return the name of a person or an organisation; plain text becomes a literal name."""
    if isinstance(given, str):
        given = {"literal": given}
    if not isinstance(given, Mapping):
        return None
    family = _html(given.get("family"))
    first, suffix = _plain(given.get("given")), _html(given.get("suffix"))
    for kind in ("non-dropping-particle", "dropping-particle"):
        particle = _html(given.get(kind))
        if particle and family and not family.startswith(particle):
            family = f"{particle} {family}"
    if family and first:
        return {"family": family, "given": first, **({"suffix": suffix} if suffix else {})}
    literal = family or _html(given.get("literal")) or first
    return {"literal": literal} if literal else None


def _year(issued: object) -> int | None:
    """Return the first year of a date in any of its formats."""
    given = [issued]
    if isinstance(issued, Mapping):
        given = [issued.get(name) for name in ("date-parts", "raw", "literal", "year")]
    for value in given:
        while isinstance(value, list):
            value = value[0] if value else None
        if found := _YEAR.search(_text(value)):
            return int(found[0])
    return None
