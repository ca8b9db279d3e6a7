"""Reads the citations that reference managers, and Word itself, keep in fields of Word files.

Zotero and Mendeley keep CSL-JSON in the field's instruction, Mendeley Cite in the tag of a content
control, EndNote its own XML (`endnote_fields`). Word names sources of the file (`word_sources`).
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from readlevel.interchange.documents.cited_works import CitedWork
from readlevel.interchange.word import word_sources
from readlevel.interchange.word.endnote_fields import read_endnote
from readlevel.interchange.word.word_sources import Sources

_CSL = re.compile(r"\s*ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\b\s*", re.IGNORECASE)
_ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE(?!\.)\s*", re.IGNORECASE)
_ENDNOTE_DATA = re.compile(r"\s*ADDIN\s+EN\.CITE\.DATA\b", re.IGNORECASE)
_BIBLIOGRAPHY = re.compile(
    r"\s*ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley\s+Bibliography|CSL_BIBLIOGRAPHY)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\s*TOC\b")
_UNCITED = re.compile(r'"uncited"\s*:\s*\[\s*\[')
"""Works that Zotero lists though the text does not cite them."""
_CITATION_TAG = re.compile(r"MENDELEY_CITATION_v\d+_")
_BIBLIOGRAPHY_TAG = "MENDELEY_BIBLIOGRAPHY"

_LABELS = {
    "book": "bk.",
    "chapter": "ch.",
    "column": "col.",
    "figure": "fig.",
    "folio": "fol.",
    "issue": "no.",
    "line": "l.",
    "note": "n.",
    "page": "p.",
    "paragraph": "para.",
    "part": "pt.",
    "section": "sec.",
    "supplement": "supp.",
    "table": "table",
    "verse": "v.",
    "volume": "vol.",
}
"""CSL's labels of locators as they are abbreviated in English."""

_SEVERAL = re.compile(r"\d\s*[-\u2013,&]\s*\d")


class GeneratedFieldKind(StrEnum):
    """What a field that a program fills is."""

    CITATION = "citation"
    CITATION_DATA = "citation_data"
    """Only carries the data of the field around it."""
    BIBLIOGRAPHY = "bibliography"
    FULL_BIBLIOGRAPHY = "full_bibliography"
    """Has works that the text does not cite."""
    SOURCES = "sources"
    """Word's own list of all sources of the file."""
    CONTENTS = "contents"
    """Word's own table of contents."""


def find_field_kind(instruction: str) -> GeneratedFieldKind | None:
    """Return what a field with this instruction is; None for any other field."""
    if any(one.match(instruction) for one in (_CSL, _ENDNOTE, word_sources.CITATION)):
        return GeneratedFieldKind.CITATION
    if _ENDNOTE_DATA.match(instruction):
        return GeneratedFieldKind.CITATION_DATA
    if _CONTENTS.match(instruction):
        return GeneratedFieldKind.CONTENTS
    if word_sources.BIBLIOGRAPHY.match(instruction):
        return GeneratedFieldKind.SOURCES
    if _BIBLIOGRAPHY.match(instruction) is None:
        return None
    has_uncited = _UNCITED.search(instruction) is not None
    return GeneratedFieldKind.FULL_BIBLIOGRAPHY if has_uncited else GeneratedFieldKind.BIBLIOGRAPHY


def find_tag_kind(tag: str) -> GeneratedFieldKind | None:
    """Return what a content control with this tag is."""
    if _CITATION_TAG.match(tag):
        return GeneratedFieldKind.CITATION
    return GeneratedFieldKind.BIBLIOGRAPHY if tag.startswith(_BIBLIOGRAPHY_TAG) else None


def read_field(instruction: str, data: str, sources: Sources) -> list[CitedWork]:
    """Return the works of a citation field; `data` is the base 64 that may belong to it.

    `sources` are those of the file.

    They are none if it is no such field, describes none, or cannot be read.
    """
    csl = _CSL.match(instruction)
    if csl is not None:
        return _read_json(instruction[csl.end() :])
    if word_sources.CITATION.match(instruction):
        return word_sources.read_citation(instruction, sources)
    return read_endnote(instruction, data) if _ENDNOTE.match(instruction) else []


def read_tag(tag: str) -> list[CitedWork]:
    """Return the works of a content control of Mendeley Cite."""
    begin = _CITATION_TAG.match(tag)
    if begin is None:
        return []
    packed = tag[begin.end() :]
    try:
        return _read_json(b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8"))
    except ValueError:
        return []


def _read_json(text: str) -> list[CitedWork]:
    try:
        given, _ = json.JSONDecoder().raw_decode(text.strip())
    except (ValueError, RecursionError):
        return []
    items = given.get("citationItems") if isinstance(given, dict) else None
    works = list(_read_items(items)) if isinstance(items, list) else []
    # A citation is read whole or not at all: a work without its description would be lost.
    return works if isinstance(items, list) and len(works) == len(items) else []


def _read_items(items: list[Any]) -> Iterator[CitedWork]:
    for cited in items:
        item = cited.get("itemData") if isinstance(cited, dict) else None
        if isinstance(item, dict) and (item.get("title") or item.get("author")):
            yield CitedWork(
                {name: value for name, value in item.items() if name != "id"},
                _read_locator(cited),
                _text(cited, "prefix"),
                _text(cited, "suffix"),
            )


def _read_locator(cited: Mapping[str, Any]) -> str:
    place = _text(cited, "locator")
    label = _LABELS.get(_text(cited, "label") or "page", "")
    if label == "p." and _SEVERAL.search(place):
        label = "pp."
    return f"{label} {place}".strip() if place else ""


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""
