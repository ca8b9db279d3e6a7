"""References as reference managers and databases write them: CSL-JSON, BibTeX, RIS, PubMed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from unicodedata import normalize

from readlevel.core.model.answer import Reference
from readlevel.core.model.csl import read_item
from readlevel.interchange.files import records, strict_json
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.text_files import normalise
from readlevel.interchange.references.bibtex import MAX_CHARACTERS, read_bibtex
from readlevel.interchange.references.nbib import read_nbib
from readlevel.interchange.references.ris import read_ris

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


def read_bibliography(text: str) -> tuple[Reference, ...]:
    """Return the references of a file's text, whichever of the four formats it is in.

    Those without a key get one made of author and year; no two keys are the same. Raise `BadRecord`
    if the format is not known, or the text cannot be read in it.
    """
    text = normalise(text)
    if len(text) > MAX_CHARACTERS:
        raise BadRecord("The references have more than 2,000,000 characters. Split the file.")
    for looks_like, read in _FORMATS:
        if looks_like.search(text):
            items = list(read(text))
            if not items:
                raise BadRecord("No reference was found in it.")
            return records.read_references(list(_with_keys(items)))
    raise BadRecord("The format is not known. Give CSL-JSON, BibTeX, RIS or PubMed's .nbib.")


def _with_keys(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
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


def _read_json(text: str) -> Iterator[dict[str, Any]]:
    given = strict_json.load(text)
    if isinstance(given, Mapping):
        given = given.get("items", [given])
    for item in given if isinstance(given, list) else [given]:
        if not isinstance(item, Mapping):
            raise BadRecord("The references are not a list of CSL-JSON items.")
        yield dict(item)


_FORMATS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[dict[str, Any]]]], ...] = (
    (re.compile(r"\A\s*[\[{]"), _read_json),
    (re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE), read_bibtex),
    (re.compile(r"^PMID ?- ", re.MULTILINE), read_nbib),
    (re.compile(r"^TY  - ", re.MULTILINE), read_ris),
)
"""How each format is known, and what reads it."""
