"""References in BibTeX."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.csl_fields import drop_empty, parse_date

MAX_CHARACTERS = 2_000_000
"""The longest list of references that is read."""

_LONGEST_FIELD = 100_000

_BIBTEX_TYPES = {
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
    "online": "webpage",
}
_BIBTEX_FIELDS = frozenset(
    {
        "title",
        "journal",
        "booktitle",
        "publisher",
        "school",
        "institution",
        "address",
        "volume",
        "number",
        "pages",
        "edition",
        "year",
        "date",
        "doi",
        "pmid",
        "url",
    }
)
"""The fields that are read, as `_from_bibtex` names them: abstracts need not be."""


def read_bibtex(text: str) -> Iterator[dict[str, Any]]:
    """Yield the CSL-JSON items of BibTeX `text`. Raise `BadRecord` if it cannot be read."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        for key, entry in _parse_bibtex(text):
            fields = {
                name: str(Text.from_latex(value)).strip()
                for name, value in entry.fields.items()
                if name.lower() in _BIBTEX_FIELDS
            }
            people = {
                role: [_bibtex_name(person) for person in persons]
                for role, persons in entry.persons.items()
                if role in ("author", "editor")
            }
            yield drop_empty({"id": key, **people, **_from_bibtex(entry.type, fields)})
    except (PybtexError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise BadRecord("This is not BibTeX as BibTeX reads it.", line) from error


def _parse_bibtex(text: str) -> Iterator[tuple[str, Any]]:
    """Yield entries with their keys; abbreviations are worth `MAX_CHARACTERS` in all.

    Each may be made of others, so that a few lines could grow beyond all bounds.
    """
    from pybtex.database.input.bibtex import Parser
    from pybtex.utils import CaseInsensitiveDict

    class Abbreviations(CaseInsensitiveDict):  # type: ignore[misc]  # pybtex is not typed
        left = MAX_CHARACTERS

        def __getitem__(self, name: str) -> str:
            value: str = super().__getitem__(name)
            self.left -= len(value)
            if self.left < 0:
                raise BadRecord("Its abbreviations (@string) make it too long. Split the file.")
            return value

    class Bounded(Parser):  # type: ignore[misc]  # pybtex is not typed
        def process_entry(
            self, entry_type: str, key: str, fields: list[tuple[str, list[str]]]
        ) -> None:
            # Names are taken apart in work that grows faster than they do.
            if any(sum(map(len, parts)) > _LONGEST_FIELD for _, parts in fields):
                raise BadRecord(f"A field of the entry {key} is longer than 100,000 characters.")
            super().process_entry(entry_type, key, fields)

    parser = Bounded()
    parser.macros = Abbreviations(parser.macros)
    yield from parser.parse_string(text).entries.items()


def _from_bibtex(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": _BIBTEX_TYPES.get(kind.lower(), "article"),
        "title": fields.get("title"),
        "container-title": fields.get("journal") or fields.get("booktitle"),
        "publisher": fields.get("publisher") or fields.get("school") or fields.get("institution"),
        "publisher-place": fields.get("address"),
        "volume": fields.get("volume"),
        "issue": fields.get("number"),
        "page": re.sub("[-–]+", "-", fields.get("pages", "")),
        "edition": fields.get("edition"),
        "issued": parse_date(fields.get("year") or fields.get("date")),
        "DOI": fields.get("doi"),
        "PMID": fields.get("pmid"),
        "URL": fields.get("url"),
    }


def _bibtex_name(person: Any) -> dict[str, str]:
    from pybtex.richtext import Text

    def plain(names: Iterable[str]) -> str:
        return " ".join(str(Text.from_latex(name)) for name in names)

    given = plain([*person.first_names, *person.middle_names])
    family = plain([*person.prelast_names, *person.last_names])
    if not given:
        return {"literal": family}
    return drop_empty({"family": family, "given": given, "suffix": plain(person.lineage_names)})
