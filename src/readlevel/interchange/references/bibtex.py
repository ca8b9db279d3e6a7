"""References in BibTeX."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from readlevel.interchange.references.bibliography import ParsedRecord, UnreadRecord
from readlevel.interchange.references.bibtex_entries import BibtexEntry, read_entries
from readlevel.interchange.references.csl_fields import drop_empty, parse_date
from readlevel.interchange.references.latex_text import latex_to_text

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "conference": "paper-conference",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "report": "report",
    "techreport": "report",
    "electronic": "webpage",
    "online": "webpage",
    "www": "webpage",
}
_FIELDS = frozenset(
    {"title", "journal", "journaltitle", "booktitle", "publisher", "school", "institution"}
    | {"organization", "address", "location", "volume", "number", "issue", "pages", "eid"}
    | {"edition", "year", "date", "doi", "pmid", "url", "howpublished"}
)
"""The fields that are read; long ones such as abstracts are skipped."""


_ADDRESSES = ("url", "howpublished")
_ADDRESS = re.compile(r"https?://[^\s{}]+")


def read_bibtex(text: str) -> Iterator[ParsedRecord | UnreadRecord]:
    """Yield the works of BibTeX `text`. Raise `BadRecord` if a part of it is too long."""
    for found in read_entries(text):
        if isinstance(found, UnreadRecord):
            yield found
            continue
        try:
            yield _read_entry(found)
        except RecursionError:
            yield UnreadRecord(found.line, "The braces of this entry are nested too deeply.")


def _read_entry(found: BibtexEntry) -> ParsedRecord:
    given = {name.lower(): value for name, value in found.entry.fields.items()}
    fields = {
        name: value if name in _ADDRESSES else latex_to_text(value, markup=name == "title")
        for name, value in given.items()
        if name in _FIELDS
    }
    people = {
        role.lower(): [_parse_person(person) for person in persons]
        for role, persons in found.entry.persons.items()
        if role.lower() in ("author", "editor")
    }
    item = drop_empty({"id": found.key, **people, **_to_csl(found.entry.type, fields)})
    dropped = {name for name in given if name not in _FIELDS}
    if given.get("howpublished") and not _find_address(given["howpublished"]):
        dropped.add("howpublished")
    return ParsedRecord(item, frozenset(dropped))


def _to_csl(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    def first(*names: str) -> str | None:
        return next((fields[name] for name in names if fields.get(name)), None)

    return {
        "type": _TYPES.get(kind.lower(), "article"),
        "title": first("title"),
        "container-title": first("journal", "journaltitle", "booktitle"),
        "publisher": first("publisher", "school", "institution", "organization"),
        "publisher-place": first("address", "location"),
        "volume": first("volume"),
        "issue": first("number", "issue"),
        "page": re.sub(r"\s*[-–—]+\s*", "-", first("pages", "eid") or ""),
        "edition": first("edition"),
        "issued": parse_date(first("year", "date")),
        "DOI": first("doi"),
        "PMID": first("pmid"),
        "URL": first("url") or _find_address(fields.get("howpublished", "")),
    }


def _find_address(howpublished: str) -> str:
    found = _ADDRESS.search(howpublished)
    return found[0] if found else ""


def _parse_person(person: Any) -> dict[str, str]:
    def plain(names: Iterable[str]) -> str:
        return " ".join(latex_to_text(name) for name in names)

    given = plain([*person.first_names, *person.middle_names])
    family = plain([*person.prelast_names, *person.last_names])
    if not given:
        return {"literal": "et al" if family == "others" else family}
    return drop_empty({"family": family, "given": given, "suffix": plain(person.lineage_names)})
