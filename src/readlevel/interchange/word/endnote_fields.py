"""Reads the citations of EndNote: XML in a field's instruction, or as base 64 in its data."""

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from readlevel.interchange.documents.cited_works import CitedWork
from readlevel.interchange.files import safe_xml
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.csl_fields import drop_empty, parse_date, parse_name

_XML = re.compile(r"<EndNote>.*?</EndNote>", re.DOTALL)
_TYPES = {
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "government document": "report",
    "journal article": "article-journal",
    "newspaper article": "article-newspaper",
    "report": "report",
    "thesis": "thesis",
    "web page": "webpage",
}
_PMID = re.compile(r"[1-9]\d{0,8}")


def read_endnote(instruction: str, data: str) -> list[CitedWork]:
    """Return the works of a field of EndNote; none if it cannot be read."""
    for text in (instruction, _decode(data)):
        found = _XML.search(text)
        if found is None:
            continue
        raw = safe_xml.keep_allowed(found[0]).encode()
        try:
            safe_xml.check(raw)
        except BadRecord:
            continue
        cites = list(fromstring(raw).iter("Cite"))  # noqa: S314 - checked, without entities
        works = list(_read_cites(cites))
        return works if len(works) == len(cites) else []
    return []


def _decode(data: str) -> str:
    """Return the text of a field's data: UTF-8 or, of older versions, UTF-16."""
    packed = "".join(data.split())
    try:
        raw = b64decode(packed + "=" * (-len(packed) % 4))
    except ValueError:
        return ""
    return raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-8", "replace").rstrip("\0")


def _read_cites(cites: list[Element]) -> Iterator[CitedWork]:
    for cite in cites:
        record = cite.find("record")
        item = _read_record(record) if record is not None else _read_bare(cite)
        if item:
            pages = _text(cite, "Pages")
            yield CitedWork(
                item, f"p. {pages}" if pages else "", _text(cite, "Prefix"), _text(cite, "Suffix")
            )


def _read_bare(cite: Element) -> dict[str, Any]:
    """Return what a citation without its record tells of the work."""
    author = _text(cite, "Author")
    if not author:
        return {}
    return drop_empty(
        {
            "type": "article",
            "author": [{"family": author}],
            "issued": parse_date(_text(cite, "Year")),
        }
    )


def _read_record(record: Element) -> dict[str, Any]:
    kind = record.find("ref-type")
    number = _text(record, "accession-num")
    item = drop_empty(
        {
            "author": [parse_name(one) for one in _texts(record, "contributors/authors/author")],
            "editor": [
                parse_name(one) for one in _texts(record, "contributors/secondary-authors/author")
            ],
            "title": _text(record, "titles/title"),
            "container-title": _text(record, "periodical/full-title")
            or _text(record, "titles/secondary-title")
            or _text(record, "alt-periodical/full-title"),
            "publisher": _text(record, "publisher"),
            "publisher-place": _text(record, "pub-location"),
            "volume": _text(record, "volume"),
            "issue": _text(record, "number"),
            "page": _text(record, "pages"),
            "edition": _text(record, "edition"),
            "issued": parse_date(_text(record, "dates/year")),
            "DOI": _text(record, "electronic-resource-num"),
            "PMID": number if _PMID.fullmatch(number) else "",
            "URL": next(iter(_texts(record, "urls/related-urls/url")), ""),
        }
    )
    if "title" not in item and "author" not in item:
        return {}
    name = kind.get("name", "") if kind is not None else ""
    return {"type": _TYPES.get(name.casefold(), "article"), **item}


def _text(element: Element, path: str) -> str:
    return next(iter(_texts(element, path)), "")


def _texts(element: Element, path: str) -> list[str]:
    """Return the texts at a path; EndNote wraps parts of them in `<style>`."""
    found = (" ".join("".join(one.itertext()).split()) for one in element.findall(path))
    return [text for text in found if text]
