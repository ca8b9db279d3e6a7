"""References in RIS.

Reference managers use different tags: AU or A1 for authors, TI or T1 for the title, PY or Y1 for
the year, JF, JO or T2 for the full journal title and JA, J1 or J2 for its abbreviation.
"""

import re
from collections.abc import Iterator

from readlevel.interchange.references.bibliography import ParsedRecord, UnreadRecord
from readlevel.interchange.references.csl_fields import drop_empty, parse_date, parse_name
from readlevel.interchange.references.tagged_lines import (
    OUTSIDE,
    TaggedRecord,
    read_tagged_lines,
)

RIS_RECORD = re.compile(r"^TY {1,2}- ?", re.MULTILINE)
"""The first line of a record."""

_TAGGED_LINE = re.compile(r"([A-Z][A-Z0-9] {1,2}|[a-z][a-z0-9] {2})-(?: (.*))?")
_TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "ABST": "article-journal",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "BLOG": "webpage",
    "ELEC": "webpage",
    "ICOMM": "webpage",
    "MGZN": "article-newspaper",
    "NEWS": "article-newspaper",
    "GOVDOC": "report",
    "RPRT": "report",
    "THES": "thesis",
}
_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK"})
_READ = frozenset(
    {"TY", "ID", "AU", "A1", "A2", "ED", "TI", "T1", "CT", "BT", "JF", "JO", "T2", "JA", "J1", "J2"}
    | {"PB", "CY", "PP", "VL", "IS", "CP", "ET", "SP", "EP", "PY", "Y1", "DA", "DO", "AN", "UR"}
)
_PAGES = re.compile(r"\s*[-\u2013\u2014]+\s*")


def read_ris(text: str) -> Iterator[ParsedRecord | UnreadRecord]:
    """Yield the works of RIS `text`."""
    for record in read_tagged_lines(text, _TAGGED_LINE, {"TY"}, {"ER"}):
        item = _to_csl(record)
        if record.first(OUTSIDE):
            yield UnreadRecord(record.line, "This belongs to no record: each begins with TY.")
        elif set(item) > {"type"}:
            yield ParsedRecord(item, record.other_than(_READ))
        else:
            yield UnreadRecord(record.line, "This record has neither title nor author.")


def _to_csl(record: TaggedRecord) -> dict[str, object]:
    kind = record.first("TY") or ""
    container = ["JF", "JO", "T2", "BT", "JA", "J2", "J1"]
    if kind in _BOOKS:
        container = []
    return drop_empty(
        {
            "type": _TYPES.get(kind, "article"),
            "author": [parse_name(name) for name in record.all("AU", "A1")],
            "editor": [parse_name(name) for name in record.all("ED", "A2")],
            "title": record.first("TI", "T1", "CT", *(["BT"] if kind in _BOOKS else [])),
            "container-title": _longest(record, *container),
            "publisher": record.first("PB"),
            "publisher-place": record.first("CY", "PP"),
            "volume": record.first("VL"),
            "issue": record.first("IS", "CP"),
            "edition": record.first("ET"),
            "page": _join_pages(record.first("SP"), record.first("EP")),
            "issued": parse_date(record.first("PY", "Y1", "DA")),
            "DOI": record.first("DO"),
            "PMID": _pmid(record.first("AN")),
            "URL": _first_address(record.first("UR")),
        }
    )


def _longest(record: TaggedRecord, *tags: str) -> str | None:
    """Return the longest name of a journal: abbreviations may be in any of the tags."""
    return max(record.all(*tags), key=len, default=None)


def _join_pages(first: str | None, last: str | None) -> str:
    pages = _PAGES.sub("-", first or "")
    return pages if not last or "-" in pages or last == pages else f"{pages}-{last}".strip("-")


def _first_address(addresses: str | None) -> str:
    """Return the first of several addresses, which semicolons set apart."""
    return re.split(r";\s*(?=https?:)", addresses or "")[0]


def _pmid(number: str | None) -> str | None:
    return number if number and number.isascii() and number.isdigit() else None
