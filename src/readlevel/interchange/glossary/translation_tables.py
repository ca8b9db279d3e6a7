"""Glossaries of translation tools as tables: the text of OmegaT and the CSV of Weblate.

OmegaT writes a line for each term, without names of columns: the term in the source language, its
translation and a comment, separated by tabs. Lines that begin with `#` are remarks, and the first
of them names the format, unless the name of the file ends in `.tab` or `.utf8`. Weblate names its
columns. The translation is the term, and the comment its definition. What is written has as source
the name of the term of the site's first language that has a code in common, else the name itself.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.glossary.entries import FIELDS, WrittenGlossary, count_lost
from readlevel.interchange.glossary.spreadsheet import Row, Table, escape_formula

_TARGET = "target"
NEEDED = frozenset({"source", _TARGET})
"""The columns that every table of Weblate has."""
_FUZZY = "fuzzy"
"""The column of Weblate that says whether a translation still needs editing."""
_NOTES = ("explanation", "translator_comments", "developer_comments")
"""The columns of Weblate that may explain a term; the first that is not empty counts."""
_OMEGAT_SUFFIXES = frozenset({".tab", ".utf8"})
_OMEGAT_REMARK = "# Glossary in tab-separated format"
_OMEGAT_HEADER = f"{_OMEGAT_REMARK} -*- coding: utf-8 -*-"
_WEBLATE_COLUMNS = (
    *("location", "source", "target", "id", "fuzzy", "context"),
    *("translator_comments", "developer_comments"),
)


def find_rows(
    path: Path, text: str, names: Sequence[str], definition: str
) -> Iterator[tuple[int, Row]] | None:
    """Return the rows of a glossary of a translation tool, each with its line.

    A row has a `term`, and the comment on it under the name `definition`. `names` are those that
    the first line would give to columns. Return None for any other file. Raise `BadRecord` if the
    columns cannot be told apart.
    """
    if set(names) >= NEEDED and "term" not in names:
        return _read_weblate(Table(text, (_TARGET, _FUZZY, *_NOTES), {}), definition)
    if path.suffix.casefold() in _OMEGAT_SUFFIXES or text.startswith(_OMEGAT_REMARK):
        return _read_omegat(text, definition)
    return None


def _read_weblate(table: Table, definition: str) -> Iterator[tuple[int, Row]]:
    for line, row in table:
        if isinstance(row, BadRecord):
            yield line, row
        elif row.get(_FUZZY, "").strip().casefold() in ("true", "1"):
            reason = "The translation is marked as fuzzy: it still needs editing. Finish it first."
            yield line, BadRecord(reason)
        else:
            note = next((row[name] for name in _NOTES if row.get(name, "").strip()), "")
            yield line, {"term": row[_TARGET], definition: note}


def _read_omegat(text: str, definition: str) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            term, comment = (*line.split("\t")[1:], "", "")[:2]
            yield number, {"term": term, definition: comment}


def write_omegat(terms: Iterable[Term], source_language: str, language: str) -> WrittenGlossary:
    """Return the terms of a language as OmegaT reads them, each on one line."""
    rows = list(_pair(terms, source_language, language))
    lines = (
        "\t".join(map(_on_one_line, (source, term.name, _define(term)))) for source, term in rows
    )
    # A line that begins with # would be a remark.
    text = "\n".join([_OMEGAT_HEADER, *(f" {line}" if line[0] == "#" else line for line in lines)])
    return WrittenGlossary(text + "\n", _count_losses([term for _, term in rows]))


def write_weblate(terms: Iterable[Term], source_language: str, language: str) -> WrittenGlossary:
    """Return the terms of a language as Weblate's CSV."""
    rows = list(_pair(terms, source_language, language))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_WEBLATE_COLUMNS)
    for source, term in rows:
        fields = ("", source, term.name, "", "False", "", _define(term), "")
        writer.writerow(map(escape_formula, fields))
    return WrittenGlossary(table.getvalue(), _count_losses([term for _, term in rows]))


def _pair(terms: Iterable[Term], source_language: str, language: str) -> Iterator[tuple[str, Term]]:
    """Yield each term of a language after its name in the source language."""
    given = list(terms)
    names: dict[tuple[str, str], str] = {}
    for term in given:
        if term.language == source_language:
            for key in _list_codes(term):
                names.setdefault(key, term.name)
    for term in given:
        if term.language == language:
            known = (names[key] for key in _list_codes(term) if key in names)
            yield next(known, term.name), term


def _list_codes(term: Term) -> list[tuple[str, str]]:
    return [(system, code) for system, codes in term.codes.items() for code in codes]


def _define(term: Term) -> str:
    return term.definition_lay or term.definition_clinician or ""


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _count_losses(terms: Sequence[Term]) -> Counter[str]:
    """Count the terms with each field that the formats cannot express."""
    losses = count_lost(terms)
    for name in FIELDS:
        lost = sum(bool(getattr(term, name)) for term in terms if name != "definition_lay")
        if name == "definition_clinician":
            lost = sum(bool(term.definition_lay and term.definition_clinician) for term in terms)
        if lost:
            losses[name.replace("_", " ")] = lost
    return losses
