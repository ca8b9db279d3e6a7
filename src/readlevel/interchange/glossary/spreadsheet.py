"""Tables saved by spreadsheets: encoding, separator and column names."""

import codecs
import csv
import io
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from readlevel.interchange.files.file_kinds import describe_binary
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.files.strict_values import shorten
from readlevel.interchange.files.text_files import normalise

SEPARATORS = (",", ";", "\t")

Row = dict[str, str] | BadRecord
"""The fields of a row by the names of their columns, or why it cannot be read."""

_FORMULA = re.compile(r"'*\s*[=+\-@\t＝＋－＠]")
"""The start of a field that a spreadsheet would run as a formula."""

_FORMULA_ESCAPE = "'"
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?\n', re.IGNORECASE)
_MARKS_OF_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WAY_OUT = 'Save it in the spreadsheet as "CSV UTF-8"'


def decode(raw: bytes, encoding: str | None) -> str:
    """Return the text of a saved table, its lines ending in LF.

    Without an `encoding` it is UTF-8, or UTF-16 if the file begins with a byte order mark; no other
    is guessed. A byte that is not UTF-8 becomes a lone surrogate, which makes only its own row
    invalid. Raise `BadRecord` for a workbook, and if `encoding` does not fit.
    """
    kind = describe_binary(raw)
    if kind:
        raise BadRecord(f"This is {kind}, not a table of text. {_WAY_OUT}.")
    if encoding is None and raw.startswith(_MARKS_OF_UTF16):
        encoding = "utf-16"
    if encoding is None:
        if raw[:200].count(0) > len(raw[:200]) / 4:
            raise BadRecord(f"This looks like UTF-16 without its mark. {_WAY_OUT}.")
        return normalise(raw.decode("utf-8", "surrogateescape"))
    try:
        return normalise(raw.decode(encoding))
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = raw.count(b"\n", 0, start) + 1
        raise BadRecord(f"The text is not {encoding}. {_WAY_OUT}.", line) from error


class Table:
    """The rows of a table, each with the line on which it begins, by known column names.

    The header may have any case and order, and spaces or hyphens for underscores. The separator is
    the one that gives the most known names, or that of a line `sep=;` above. `aliases` are other
    names of known columns; they count if the table has no column of the known name.
    """

    def __init__(self, text: str, known: Sequence[str], aliases: Mapping[str, str]) -> None:
        told = _SEPARATOR_LINE.match(text)
        self._above = 1 if told else 0
        body = text[told.end() :] if told else text
        separator = told[1] if told else _find_separator(body, {*known, *aliases})
        self._rows = csv.reader(io.StringIO(body), strict=True, delimiter=separator)
        self.line = 1 + self._above
        """The line of the header."""
        given = self._read_names()
        plain = [plain_name(name) for name in given]
        names = [name if aliases.get(name) in plain else aliases.get(name, name) for name in plain]
        self.columns = tuple(name for name in names if name in known)
        self.unknown = tuple(
            name for name, ours in zip(given, names, strict=True) if ours and ours not in known
        )
        self.renamed = tuple(
            (name, ours) for name, own, ours in zip(given, plain, names, strict=True) if own != ours
        )
        """Pairs of (alias in the file, known name)."""
        self._names = names
        for name in self.columns:
            if names.count(name) > 1:
                raise BadRecord(f"The column {name} is there twice. Keep one.", self.line)

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        while True:
            line = self._rows.line_num + 1 + self._above
            try:
                row = next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, BadRecord(_explain(error))
                continue
            if any(map(str.strip, row)):
                yield line, self._named(row)

    def _read_names(self) -> list[str]:
        try:
            return [name.strip() for name in next(self._rows, [])]
        except csv.Error as error:
            raise BadRecord(
                f"The names of the columns cannot be read: {error}. Check their quotes.", self.line
            ) from error

    def _named(self, row: Sequence[str]) -> Row:
        expected = len(self._names)
        if len(row) < expected or any(map(str.strip, row[expected:])):
            return BadRecord(
                f"The row has {len(row)} fields, the first line has {expected}. "
                "Check its separators and quotes."
            )
        named = zip(self._names, row, strict=False)
        return {name: field for name, field in named if name in self.columns}


def _explain(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end" in said:
        return (
            "A quote that opens in this row is never closed. All below it was taken for its text."
        )
    if "field limit" in said:
        return (
            f"A field has more than {csv.field_size_limit():,} characters. Is a quote in it never "
            "closed?"
        )
    return f"The row cannot be read: {said}. Check its quotes."


def read_names(text: str, known: Container[str]) -> list[str]:
    """Return the plain names of the columns by the separator that gives the most `known` ones.

    Return an empty list if they cannot be read.
    """
    told = _SEPARATOR_LINE.match(text)
    body = text[told.end() :] if told else text
    separator = told[1] if told else _find_separator(body, known)
    try:
        names = next(csv.reader(io.StringIO(body), strict=True, delimiter=separator), [])
    except csv.Error:
        return []
    return [plain_name(name) for name in names]


def describe(columns: Sequence[str]) -> str:
    """Return the names of columns for a message."""
    return ", ".join(shorten(name) for name in columns)


def _find_separator(body: str, known: Container[str]) -> str:
    def known_by(separator: str) -> int:
        try:
            names = next(csv.reader(io.StringIO(body), delimiter=separator), [])
        except csv.Error:
            return 0
        return sum(plain_name(name) in known for name in names)

    return max(SEPARATORS, key=known_by)


def plain_name(name: str) -> str:
    """Return the name of a column in lower case, with underscores between its words."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def escape_formula(field: str) -> str:
    """Return a field with an apostrophe in front if a spreadsheet would run it as a formula."""
    return _FORMULA_ESCAPE + field if _FORMULA.match(field) else field


def unescape_formula(field: str) -> str:
    """Return a field without the apostrophe that `escape_formula` adds."""
    return field[1:] if field.startswith(_FORMULA_ESCAPE) and _FORMULA.match(field) else field
