"""The glossary as CSV: a header row, then one term per row."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from babel import localedata

from readlevel.core.languages.tags import primary
from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.term import FIELD_KINDS, FieldKind, Term
from readlevel.interchange.files import strict_values
from readlevel.interchange.files.problems import BadRecord, Notice, RecordProblem
from readlevel.interchange.files.text_files import has_unstorable_characters, normalise, read_bytes
from readlevel.interchange.glossary import entries, translation_tables
from readlevel.interchange.glossary.entries import FIELDS, MAX_BYTES, ImportRecord
from readlevel.interchange.glossary.spreadsheet import (
    Row,
    Table,
    decode,
    describe,
    escape_formula,
    read_names,
    unescape_formula,
)

COLUMNS = ("term", "language", *FIELDS)

_OWN = ("search_words", "not_in")
"""The columns that are only written if a term has any: other tools know the others."""

_DEFINITIONS = frozenset({"definition_lay", "definition_clinician"})

_ALIASES = {
    "abbreviation": "acronym",
    "name": "term",
    "plain_language_definition": "definition_lay",
    "synonyms": "other_forms",
    "url": "source_url",
    "word": "term",
}
"""Other names of our columns; `definition` is for the audience in the options."""

_TRANSLATIONS = (
    "This is a glossary of a translation tool. Its translations are imported as terms, and the "
    "comments on them as definitions."
)

_NO_SYSTEM_SIGN = re.compile("[^a-z0-9]")
"""Characters of code-system names that our keys omit, as in ICD-10-CM and SNOMED CT."""

_HTML = re.compile(r"</(?:a|b|br|em|i|li|p|span|strong|sub|sup|u|ul)\s*>|<br\s*/?>", re.IGNORECASE)


def read(
    path: Path, language: str | None, *, encoding: str | None = None, audience: str = "lay"
) -> Iterator[ImportRecord]:
    """Yield the term of each row of `path`, or its problem.

    `language` is for rows that name none; by default it is in the file's name (`en.csv`). A row
    gives a value to every column of the file: an empty field clears that of the term. `audience`
    is for a column `definition`.
    """
    definition = f"definition_{audience}"
    try:
        text = decode(read_bytes(path, MAX_BYTES), encoding)
        columns, rows, notices = _open(path, text, definition)
    except BadRecord as bad:
        yield RecordProblem(path, bad.line, "", bad.reason)
        return
    yield from notices
    given = [column for column in columns if column in FIELDS]
    read_rows = _read(path, rows, given, language or _language_of(path))
    marked = 0
    for item in entries.assign_slugs(path, read_rows):
        marked += isinstance(item, entries.TermEntry) and _has_html(item.term)
        yield item
    if marked:
        reason = "Definitions that hold HTML show it as text; they are Markdown"
        yield Notice(path, None, f"{reason} ({marked:,}).")


def write(terms: Iterable[Term]) -> str:
    """Return terms as CSV, from which `read` yields equal ones.

    A field that a spreadsheet would run as a formula is prefixed with an apostrophe, which `read`
    removes.
    """
    terms = list(terms)
    unused = [name for name in _OWN if not any(getattr(term, name) for term in terms)]
    columns = [name for name in COLUMNS if name not in unused]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([escape_formula(field) for field in _row(term, columns)] for term in terms)
    return table.getvalue()


def _has_html(term: Term) -> bool:
    definitions = (term.definition_lay, term.definition_clinician)
    return any(_HTML.search(definition) for definition in definitions if definition)


def _open(
    path: Path, text: str, definition: str
) -> tuple[Sequence[str], Iterator[tuple[int, Row]], Sequence[Notice]]:
    """Return the columns of a table, its rows with their lines, and the messages about it.

    A column `definition` is taken as the one named `definition`. Raise `BadRecord` if there are
    columns missing.
    """
    aliases = {**_ALIASES, "definition": definition}
    names = read_names(text, {*COLUMNS, *aliases, *translation_tables.NEEDED})
    if not _has_needed({aliases.get(name, name) for name in names}):
        rows = translation_tables.find_rows(path, text, names, definition)
        if rows is not None:
            return ("term", definition), rows, [Notice(path, None, _TRANSLATIONS)]
    table = Table(text, COLUMNS, aliases)
    _check_columns(table)
    return table.columns, iter(table), list(_describe_columns(path, table))


def _has_needed(columns: Collection[str]) -> bool:
    return "term" in columns and not _DEFINITIONS.isdisjoint(columns)


def _describe_columns(path: Path, table: Table) -> Iterator[Notice]:
    """Yield messages about columns that are not named like ours."""
    if table.renamed:
        taken = ", ".join(
            f"{strict_values.shorten(name)} as {ours}" for name, ours in table.renamed
        )
        yield Notice(path, table.line, f"Columns with names of others are taken: {taken}.")
    if table.unknown:
        reason = (
            f"Left out, for no such columns are known: {describe(table.unknown)}. "
            f"Known are: {', '.join(COLUMNS)}."
        )
        yield Notice(path, table.line, reason)


def _check_columns(table: Table) -> None:
    found = describe((*table.columns, *table.unknown)) or "nothing"
    if "term" not in table.columns:
        raise BadRecord(f"The first line must name the column term; it has: {found}.", table.line)
    if not _DEFINITIONS.intersection(table.columns):
        raise BadRecord(
            "The first line must name the column definition_lay or definition_clinician; "
            f"it has: {found}.",
            table.line,
        )


def _read(
    path: Path, rows: Iterable[tuple[int, Row]], says: list[str], language: str | None
) -> Iterator[ImportRecord]:
    for line, row in rows:
        name = ""
        try:
            if isinstance(row, BadRecord):
                raise row
            name = strict_values.shorten(row["term"])
            given = {column: unescape_formula(field.strip()) for column, field in row.items()}
            yield _entry(given, language, line, says)
        except BadRecord as bad:
            yield RecordProblem(path, line, name, bad.reason)


def _entry(
    given: Mapping[str, str], language: str | None, line: int, says: list[str]
) -> entries.TermEntry:
    for column, text in given.items():
        if has_unstorable_characters(text):
            raise BadRecord(_explain_broken(column, text))
    return entries.make_entry(
        given["term"] or None,
        given.get("language") or language,
        {column: _read_field(column, given[column]) for column in says},
        line=line,
        given_fields=says,
    )


def _explain_broken(column: str, text: str) -> str:
    if "\0" in text:
        return f"{column} holds a NUL character. Remove it."
    return (
        f"{column} is not UTF-8. Save the table as CSV UTF-8, or give --encoding, "
        "for example windows-1252."
    )


def _read_field(name: str, given: str) -> object:
    kind = FIELD_KINDS[name]
    if kind is FieldKind.LIST:
        return _parts(given)
    return _codes(given) if kind is FieldKind.CODES else given or None


def _parts(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split("|") if part.strip())


def _codes(given: str) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for part in _parts(given):
        written, colon, code = (piece.strip() for piece in part.partition(":"))
        system = _NO_SYSTEM_SIGN.sub("", written.casefold())
        if not colon or system not in CODE_SYSTEMS or not code:
            raise BadRecord(
                f"codes has {strict_values.shorten(part)!r}. Write system:code with a system of: "
                f"{', '.join(CODE_SYSTEMS)}."
            )
        codes[system] = (*codes.get(system, ()), code)
    return codes


def _row(term: Term, columns: list[str]) -> list[str]:
    fields = (_write_field(term, name) for name in FIELDS if name in columns)
    return [term.name, term.language, *fields]


def _write_field(term: Term, name: str) -> str:
    kind, value = FIELD_KINDS[name], getattr(term, name)
    if kind is FieldKind.LIST:
        return "|".join(value)
    if kind is FieldKind.CODES:
        return "|".join(f"{system}:{code}" for system, codes in value.items() for code in codes)
    return normalise(value or "") if name in _DEFINITIONS else value or ""


def _language_of(path: Path) -> str | None:
    """Return the language in a file's name, or None."""
    try:
        tag = strict_values.read_language(path.name.partition(".")[0], "The file's name")
    except BadRecord:
        return None
    return tag if localedata.exists(primary(tag)) else None
