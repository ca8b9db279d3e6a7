"""The glossary as CSV, one term a row, the first row naming the columns."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import localedata

from readlevel.core.languages.tags import primary
from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.term import Term
from readlevel.interchange.files import records
from readlevel.interchange.files.problems import BadRecord, Notice, RecordProblem
from readlevel.interchange.files.text_files import is_broken, normalise, read_bytes
from readlevel.interchange.glossary import entries
from readlevel.interchange.glossary.entries import FIELDS, MAX_BYTES, Item
from readlevel.interchange.glossary.spreadsheet import Table, decode, describe

COLUMNS = (
    "term",
    "language",
    "definition_lay",
    "definition_clinician",
    "other_forms",
    "acronym",
    "pronunciation",
    "source",
    "source_url",
    "see_also",
    "codes",
)

_ALIASES = {
    "abbreviation": "acronym",
    "name": "term",
    "plain_language_definition": "definition_lay",
    "synonyms": "other_forms",
    "url": "source_url",
    "word": "term",
}
"""What others call our columns; `definition` is that of the audience the reader is told."""

_FORMULA = re.compile(r"'*\s*[=+\-@\t＝＋－＠]")
"""How a field begins that a spreadsheet would take for a formula and run."""

_GUARD = "'"

_NO_SYSTEM_SIGN = re.compile("[^a-z0-9]")
"""What ICD-10-CM and SNOMED CT have more than the names of the systems here."""

_HTML = re.compile(r"</(?:a|b|br|em|i|li|p|span|strong|sub|sup|u|ul)\s*>|<br\s*/?>", re.IGNORECASE)


def read(
    path: Path, language: str | None, *, encoding: str | None = None, audience: str = "lay"
) -> Iterator[Item]:
    """Yield what each row of `path` says of a term, or what is wrong with it.

    `language` is that of rows that name none; without it the file's name says it (`en.csv`). A
    row speaks of all columns that the file has: an empty field empties that of the term.
    `audience` is whom a column `definition` is for.
    """
    aliases = {**_ALIASES, "definition": f"definition_{audience}"}
    try:
        table = Table(decode(read_bytes(path, MAX_BYTES), encoding), COLUMNS, aliases)
        _check_columns(table)
    except BadRecord as bad:
        yield RecordProblem(path, bad.line, "", bad.reason)
        return
    if table.renamed:
        taken = ", ".join(f"{records.shorten(name)} as {ours}" for name, ours in table.renamed)
        yield Notice(path, table.line, f"Columns with names of others are taken: {taken}.")
    if table.unknown:
        reason = (
            f"Left out, for no such columns are known: {describe(table.unknown)}. "
            f"Known are: {', '.join(COLUMNS)}."
        )
        yield Notice(path, table.line, reason)
    marked = 0
    for item in entries.assign_slugs(path, _read(path, table, language or _language_of(path))):
        marked += isinstance(item, entries.TermEntry) and _has_html(item.term)
        yield item
    if marked:
        reason = "Definitions that hold HTML show it as text; they are Markdown"
        yield Notice(path, None, f"{reason} ({marked:,}).")


def write(terms: Iterable[Term]) -> str:
    """Return terms as CSV, which `read` turns back into equal ones.

    A field that a spreadsheet would run as a formula begins with an apostrophe, which `read`
    takes away.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(field) for field in _row(term)] for term in terms)
    return table.getvalue()


def _has_html(term: Term) -> bool:
    definitions = (term.definition_lay, term.definition_clinician)
    return any(_HTML.search(definition) for definition in definitions if definition)


def _check_columns(table: Table) -> None:
    found = describe((*table.columns, *table.unknown)) or "nothing"
    if "term" not in table.columns:
        raise BadRecord(f"The first line must name the column term; it has: {found}.", table.line)
    if not {"definition_lay", "definition_clinician"}.intersection(table.columns):
        raise BadRecord(
            "The first line must name the column definition_lay or definition_clinician; "
            f"it has: {found}.",
            table.line,
        )


def _read(path: Path, table: Table, language: str | None) -> Iterator[Item]:
    says = [column for column in table.columns if column in FIELDS]
    for line, row in table:
        name = ""
        try:
            if isinstance(row, BadRecord):
                raise row
            name = records.shorten(row["term"])
            given = {column: _unguarded(field.strip()) for column, field in row.items()}
            yield _entry(given, language, line, says)
        except BadRecord as bad:
            yield RecordProblem(path, line, name, bad.reason)


def _entry(
    given: Mapping[str, str], language: str | None, line: int, says: list[str]
) -> entries.TermEntry:
    for column, text in given.items():
        if is_broken(text):
            raise BadRecord(_explain_broken(column, text))
    fields = {column: given[column] or None for column in says}
    return entries.make_entry(
        given["term"] or None,
        given.get("language") or language,
        {
            **fields,
            "other_forms": _parts(fields.get("other_forms")),
            "see_also": _parts(fields.get("see_also")),
            "codes": _codes(fields.get("codes")),
        },
        line=line,
        says=says,
    )


def _explain_broken(column: str, text: str) -> str:
    if "\0" in text:
        return f"{column} holds a NUL character. Remove it."
    return (
        f"{column} is not UTF-8. Save the table as CSV UTF-8, or give --encoding, "
        "for example windows-1252."
    )


def _parts(given: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (given or "").split("|") if part.strip())


def _codes(given: str | None) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for part in _parts(given):
        written, colon, code = (piece.strip() for piece in part.partition(":"))
        system = _NO_SYSTEM_SIGN.sub("", written.casefold())
        if not colon or system not in CODE_SYSTEMS or not code:
            raise BadRecord(
                f"codes has {records.shorten(part)!r}. Write system:code with a system of: "
                f"{', '.join(CODE_SYSTEMS)}."
            )
        codes[system] = (*codes.get(system, ()), code)
    return codes


def _row(term: Term) -> list[str]:
    codes = [f"{system}:{code}" for system, codes in term.codes.items() for code in codes]
    return [
        term.name,
        term.language,
        normalise(term.definition_lay or ""),
        normalise(term.definition_clinician or ""),
        "|".join(term.other_forms),
        term.acronym or "",
        term.pronunciation or "",
        term.source or "",
        term.source_url or "",
        "|".join(term.see_also),
        "|".join(codes),
    ]


def _guarded(field: str) -> str:
    return _GUARD + field if _FORMULA.match(field) else field


def _unguarded(field: str) -> str:
    return field[1:] if field.startswith(_GUARD) and _FORMULA.match(field) else field


def _language_of(path: Path) -> str | None:
    """Return the language that a file is named for, None where its name is another word."""
    try:
        tag = records.read_language(path.name.partition(".")[0], "The file's name")
    except BadRecord:
        return None
    return tag if localedata.exists(primary(tag)) else None
