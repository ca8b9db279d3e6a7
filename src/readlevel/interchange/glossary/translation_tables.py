"""Glossaries of translation tools as tables: the text of OmegaT and the CSV of Weblate.

OmegaT writes a line for each term, without names of columns: the term in the source language, its
translation and a comment, separated by tabs. Lines that begin with `#` are remarks, and the first
of them names the format, unless the name of the file ends in `.tab` or `.utf8`. Weblate names its
columns. The translation is the term, and the comment its definition.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from readlevel.interchange.glossary.spreadsheet import plain_name

_NOTES = ("explanation", "translator_comments", "developer_comments")
"""The columns of Weblate that may explain a term; the first that is not empty counts."""
_OMEGAT_SUFFIXES = frozenset({".tab", ".utf8"})
_OMEGAT_REMARK = "# Glossary in tab-separated format"


@dataclass(frozen=True, slots=True)
class TranslationTable:
    """A glossary of a translation tool, rewritten with our names of columns."""

    text: str
    lines_added: int
    """How many lines it has above the first line of the file."""


def convert_table(path: Path, text: str, definition: str) -> TranslationTable | None:
    """Return a glossary of a translation tool with its comments in the column `definition`.

    Return None if the file is none.
    """
    first = text.partition("\n")[0]
    names = [plain_name(name) for name in next(csv.reader([first]), [])]
    if {"source", "target"} <= set(names) and "term" not in names:
        return TranslationTable(_rewrite_weblate(text, names, definition), 0)
    if path.suffix.casefold() in _OMEGAT_SUFFIXES or first.startswith(_OMEGAT_REMARK):
        return TranslationTable(_rewrite_omegat(text, definition), 1)
    return None


def _rewrite_weblate(text: str, names: Sequence[str], definition: str) -> str:
    notes = [names.index(name) for name in _NOTES if name in names]
    target = names.index("target")
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return _write(
        definition,
        (
            (row[target], next((row[i] for i in notes if row[i].strip()), ""))
            if len(row) == len(names)
            else row
            for row in rows
        ),
    )


def _rewrite_omegat(text: str, definition: str) -> str:
    lines = text.removesuffix("\n").split("\n")
    return _write(definition, (_read_omegat_line(line) for line in lines))


def _read_omegat_line(line: str) -> Sequence[str]:
    """Return translation and comment; nothing for a remark, so that others keep their numbers."""
    if line.startswith("#") or not line.strip():
        return ()
    return (*line.split("\t")[1:], "", "")[:2]


def _write(definition: str, rows: Iterable[Sequence[str]]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("term", definition))
    for row in rows:
        if row:
            writer.writerow(row)
        else:
            table.write("\n")
    return table.getvalue()
