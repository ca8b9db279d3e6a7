"""Glossaries of translation tools as tables: the text of OmegaT and the CSV of Weblate.

OmegaT writes a line for each term, without names of columns: the term in the source language, its
translation and a comment, separated by tabs. Lines that begin with `#` are remarks, and the first
of them names the format, unless the name of the file ends in `.tab` or `.utf8`. Weblate names its
columns. The translation is the term, and the comment its definition.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.glossary.spreadsheet import Row, Table

_TARGET = "target"
NEEDED = frozenset({"source", _TARGET})
"""The columns that every table of Weblate has."""
_FUZZY = "fuzzy"
"""The column of Weblate that says whether a translation still needs editing."""
_NOTES = ("explanation", "translator_comments", "developer_comments")
"""The columns of Weblate that may explain a term; the first that is not empty counts."""
_OMEGAT_SUFFIXES = frozenset({".tab", ".utf8"})
_OMEGAT_REMARK = "# Glossary in tab-separated format"


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
