"""The reference list of a text, formatted by citeproc in the Vancouver style of the ICMJE.

CSL-JSON from the wild has odd shapes: what the style needs is read carefully, the rest is left
out, and a work that cannot be formatted still shows its title.
"""

import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from readlevel.core.answer import Reference
from readlevel.core.citations import Citations
from readlevel.core.html import SafeHTML, sanitise
from readlevel.core.rendering import CitedReference

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

_STYLE = Path(__file__).parent / "data" / "references.csl"
_TEXTS = ("title", "container-title", "publisher", "publisher-place", "volume", "issue", "page")
_TYPES = {"article-journal", "book", "chapter", "report", "webpage", "thesis", "article-newspaper"}
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[5-9]\d\d|2[01]\d\d)\b")
_TITLE_END = re.compile(r"([?!])\.|\.(?=\.)")


def list_references(
    citations: Citations, references: Iterable[Reference]
) -> tuple[CitedReference, ...]:
    """Return the cited works in the order of their numbers, formatted and with their links."""
    by_key = {reference.key: reference for reference in references}
    return tuple(
        _cited(place, uses, by_key[key])
        for place, (key, uses) in enumerate(
            zip(citations.keys, citations.uses, strict=True), start=1
        )
    )


def format_reference(reference: Reference) -> SafeHTML:
    """Format one work; where nothing of it can be read, its key."""
    item = _item(reference)
    if "title" not in item and "author" not in item:
        return sanitise(escape(reference.key))
    return sanitise(_TITLE_END.sub(r"\1", _format(item)))


def find_doi_url(csl: Mapping[str, Any]) -> str | None:
    """Return the address of the work's DOI, or None."""
    found = _DOI.fullmatch(_text(csl.get("DOI")))
    return f"https://doi.org/{quote(found[1], safe='/:;().')}" if found else None


def find_pubmed_url(csl: Mapping[str, Any]) -> str | None:
    """Return the address of the work in PubMed, or None."""
    number = _text(csl.get("PMID"))
    known = number.isascii() and number.isdigit()
    return f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if known else None


def find_url(csl: Mapping[str, Any]) -> str | None:
    """Return the work's own address on the web, or None."""
    address = _text(csl.get("URL"))
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _cited(number: int, uses: int, reference: Reference) -> CitedReference:
    csl = reference.csl
    return CitedReference(
        number,
        reference.key,
        format_reference(reference),
        uses,
        find_doi_url(csl),
        find_pubmed_url(csl),
        find_url(csl),
    )


def _format(item: dict[str, Any]) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.html)
        bibliography.register(Citation([CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0])


@cache
def _style() -> "CitationStylesStyle":
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(_STYLE), validate=False)


def _item(reference: Reference) -> dict[str, Any]:
    """Return what the style needs of a work, every text of it escaped."""
    csl = reference.csl
    given = {name: escape(_text(csl.get(name)), quote=False) for name in _TEXTS}
    item: dict[str, Any] = {name: text for name, text in given.items() if text}
    kind = csl.get("type")
    item |= {"id": "work", "type": kind if kind in _TYPES else "article-journal"}
    names = [name for one in _list(csl.get("author")) if (name := _name(one))]
    if names:
        item["author"] = names
    year = _year(csl.get("issued"))
    if year:
        item["issued"] = {"date-parts": [[year]]}
    return item


def _text(value: object) -> str:
    """Return a text or a number as one line of text, anything else as none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(given: object) -> dict[str, str] | None:
    if not isinstance(given, Mapping):
        return None
    name = {part: escape(_text(given.get(part)), quote=False) for part in ("family", "given")}
    if name["family"]:
        return {part: text for part, text in name.items() if text}
    literal = escape(_text(given.get("literal")), quote=False) or name["given"]
    return {"literal": literal} if literal else None


def _year(issued: object) -> int | None:
    if not isinstance(issued, Mapping):
        return None
    parts = _list(issued.get("date-parts"))
    first = _list(parts[0]) if parts else []
    written = _text(first[0]) if first else _text(issued.get("raw") or issued.get("literal"))
    found = _YEAR.search(written)
    return int(found[0]) if found else None
