"""The glossary as CSV, one term a row, the first row naming the columns."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from readlevel.core.answer import CODE_SYSTEMS
from readlevel.core.term import Term
from readlevel.interchange import glossary, records
from readlevel.interchange.glossary import MAX_DEFINITION, Placed
from readlevel.interchange.problem import BadRecord, Problem
from readlevel.interchange.texts import is_broken, normalise, read_bytes

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
MAX_BYTES = 200_000_000


def read(path: Path, language: str | None) -> Iterator[Term | Problem]:
    """Yield the term of each row of `path`, or what is wrong with it.

    `language` is that of rows that name none; without it the file's name says it (`en.csv`).
    """
    try:
        # What is not UTF-8 becomes a surrogate, so that it spoils its own row only.
        text = normalise(read_bytes(path, MAX_BYTES).decode("utf-8", "surrogateescape"))
        table = _Table(text)
    except BadRecord as bad:
        yield Problem(path, bad.line, "", bad.reason)
        return
    yield from glossary.tell_apart(path, _read(path, table, language or _language_of(path)))


def write(terms: Iterable[Term]) -> str:
    """Return terms as CSV, which `read` turns back into equal ones."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, terms))
    return table.getvalue()


class _Table:
    """The rows of a CSV, each with the line on which it begins."""

    def __init__(self, text: str) -> None:
        self._rows = csv.reader(io.StringIO(text), strict=True)
        try:
            self._header = [name.strip() for name in next(self._rows, [])]
        except csv.Error as error:
            raise BadRecord(f"The first line cannot be read: {error}.", 1) from error
        unknown = [name for name in self._header if name not in COLUMNS]
        if unknown:
            raise BadRecord(
                f"The column {records.shorten(unknown[0])!r} is unknown. The first line names "
                f"columns of: {', '.join(COLUMNS)}.",
                1,
            )
        if "term" not in self._header or len(set(self._header)) < len(self._header):
            raise BadRecord("The first line must name the column term, and no column twice.", 1)

    def __iter__(self) -> Iterator[tuple[int, dict[str, str] | BadRecord]]:
        while True:
            line = self._rows.line_num + 1
            try:
                row = next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, BadRecord(f"The row cannot be read: {error}. Check its quotes.")
                continue
            if any(row):
                yield line, self._named(row)

    def _named(self, row: Sequence[str]) -> dict[str, str] | BadRecord:
        if len(row) != len(self._header):
            return BadRecord(
                f"The row has {len(row)} fields, the first line has {len(self._header)}. "
                "Check its commas and quotes."
            )
        return dict(zip(self._header, row, strict=True))


def _read(path: Path, table: _Table, language: str | None) -> Iterator[Placed]:
    for line, row in table:
        name = ""
        try:
            if isinstance(row, BadRecord):
                raise row
            name = records.shorten(row["term"])
            yield line, _term(row, language)
        except BadRecord as bad:
            yield line, Problem(path, line, name, bad.reason)


def _term(row: Mapping[str, str], language: str | None) -> Term:
    given = {column: text.strip() or None for column, text in row.items()}
    for column, text in given.items():
        if text and is_broken(text):
            raise BadRecord(f"{column} is not UTF-8, or holds a NUL character. Save it as UTF-8.")
    name = records.read_string(given.get("term"), "term")
    tag = given.get("language") or language
    if tag is None:
        raise BadRecord("The language is missing. Fill the column, or give --language.")
    lay, clinician = given.get("definition_lay"), given.get("definition_clinician")
    if not (lay or clinician):
        raise BadRecord("The term has no definition. Write a lay or a clinician one.")
    if max(len(lay or ""), len(clinician or "")) > MAX_DEFINITION:
        raise BadRecord(f"A definition has more than {MAX_DEFINITION:,} characters. Shorten it.")
    return glossary.make_term(
        name,
        records.read_language(tag, "language"),
        definition_lay=lay,
        definition_clinician=clinician,
        other_forms=_parts(given.get("other_forms")),
        acronym=given.get("acronym"),
        pronunciation=given.get("pronunciation"),
        source=given.get("source"),
        source_url=_address(given.get("source_url")),
        see_also=_parts(given.get("see_also")),
        codes=_codes(given.get("codes")),
    )


def _parts(given: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (given or "").split("|") if part.strip())


def _address(given: str | None) -> str | None:
    if given is not None and not given.startswith(("https://", "http://")):
        raise BadRecord(
            f"source_url is {records.shorten(given)!r}. Write an address that begins with https://."
        )
    return given


def _codes(given: str | None) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for part in _parts(given):
        system, colon, code = part.partition(":")
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


def _language_of(path: Path) -> str | None:
    try:
        return records.read_language(path.name.partition(".")[0], "The file's name")
    except BadRecord:
        return None
