"""Reads bibliographies of reference managers and databases: CSL-JSON, BibTeX, RIS, PubMed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from unicodedata import normalize

from readlevel.core.model.csl import read_item
from readlevel.interchange.files import records, strict_json
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import normalise
from readlevel.interchange.references.bibliography import (
    Bibliography,
    ParsedRecord,
    UnreadRecord,
    count_dropped,
)
from readlevel.interchange.references.bibtex import read_bibtex
from readlevel.interchange.references.bibtex_entries import BIBTEX_ENTRY, MAX_CHARACTERS
from readlevel.interchange.references.nbib import NBIB_RECORD, read_nbib
from readlevel.interchange.references.ris import RIS_RECORD, read_ris

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


def read_bibliography(text: str) -> Bibliography:
    """Return the references of a file's text in any of the four formats.

    References without a key get one made of author and year; keys are unique. Unreadable records
    are listed beside the rest. Raise `BadRecord` if the format is unknown or no record is readable.
    """
    text = normalise(text)
    if len(text) > MAX_CHARACTERS:
        raise BadRecord("The references have more than 2,000,000 characters. Split the file.")
    for looks_like, read in _FORMATS:
        if looks_like.search(text):
            return _gather(read(text))
    raise BadRecord("The format is not known. Give CSL-JSON, BibTeX, RIS or PubMed's .nbib.")


def _gather(found: Iterable[ParsedRecord | UnreadRecord]) -> Bibliography:
    parsed: list[ParsedRecord] = []
    unread: list[UnreadRecord] = []
    for record in found:
        if isinstance(record, ParsedRecord):
            parsed.append(record)
        else:
            unread.append(record)
    if not parsed:
        if unread:
            raise BadRecord(unread[0].reason, unread[0].line)
        raise BadRecord("No reference was found in it.")
    items = list(assign_keys(record.item for record in parsed))
    return Bibliography(records.read_references(items), tuple(unread), count_dropped(parsed))


def assign_keys(items: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield CSL-JSON items with unique keys as `id`: their own, or one of author and year."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    for item in items:
        key = wanted = str(item.get("id") or "") or _make_key(item)
        while key in taken:
            last[wanted] = last.get(wanted, 1) + 1
            key = f"{wanted}-{last[wanted]}"
        taken.add(key)
        yield {"id": key, **{name: value for name, value in item.items() if name != "id"}}


def _make_key(item: Mapping[str, Any]) -> str:
    described = read_item(item)
    people = described.get("author") or described.get("editor") or [{}]
    name = people[0].get("family") or people[0].get("literal") or ""
    year = described["issued"]["date-parts"][0][0] if "issued" in described else ""
    return f"{_NOT_IN_KEYS.sub('', normalize('NFKD', name).casefold()) or 'work'}{year}"


def _read_json(text: str) -> Iterator[ParsedRecord]:
    given = strict_json.load(text)
    if isinstance(given, Mapping):
        given = given.get("items", [given])
    for item in given if isinstance(given, list) else [given]:
        if not isinstance(item, Mapping):
            raise BadRecord("The references are not a list of CSL-JSON items.")
        yield ParsedRecord(dict(item))


_Read = Callable[[str], Iterator[ParsedRecord | UnreadRecord]]
_FORMATS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile(r"\A\s*[\[{]"), _read_json),
    (BIBTEX_ENTRY, read_bibtex),
    (RIS_RECORD, read_ris),
    (NBIB_RECORD, read_nbib),
)
"""How each format is recognised, and its reader."""
