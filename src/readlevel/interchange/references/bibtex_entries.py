"""Splits a BibTeX file into entries, so that a broken one does not hide those after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.bibliography import UnreadRecord

MAX_CHARACTERS = 2_000_000
"""Limit of the length of a bibliography, and of what abbreviations may add to it."""

BIBTEX_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)\s*([{(])", re.MULTILINE)

_LONGEST_FIELD = 100_000
_MAX_DEPTH = 200
_MISSING_COMMA = re.compile(r"""([}"\w])([ \t]*\n[ \t]*\w+[ \t]*=)""")
_MISSING_KEY = re.compile(r"\s*@\s*\w+\s*[{(]\s*(?=,)")
_SIGN = re.compile(r"\\[{}]|[{}()]|^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry with its key, as pybtex reads it."""

    line: int
    key: str
    entry: Any


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    line: int
    source: str
    is_closed: bool


def read_entries(text: str) -> Iterator[BibtexEntry | UnreadRecord]:
    """Yield the entries of BibTeX `text`, and those that cannot be read.

    Raise `BadRecord` if its abbreviations (@string) or one of its fields are too long.
    """
    from pybtex.exceptions import PybtexError

    bounded, macros = _make_parser()
    for block in _split(text):
        if block.kind in ("comment", "preamble"):
            continue
        if not block.is_closed:
            yield UnreadRecord(block.line, "This entry does not end: a brace is missing.")
            continue
        try:
            parsed = _parse(block.source, bounded, macros)
        except PybtexError as error:
            yield UnreadRecord(block.line, _reason(error))
        except RecursionError:
            yield UnreadRecord(block.line, "The braces of this entry are nested too deeply.")
        else:
            for key, entry in parsed.items():
                yield BibtexEntry(block.line, key, entry)


def _parse(source: str, make_parser: Any, macros: Any) -> Any:
    """Return the entries of `source`, which may lack its key, or a comma at the end of a line."""
    from pybtex.exceptions import PybtexError

    def parse(text: str) -> Any:
        parser = make_parser()
        parser.macros = macros
        return parser.parse_string(text).entries

    try:
        return parse(source)
    except PybtexError:
        if keyless := _MISSING_KEY.match(source):
            entries = parse(f"{keyless[0]}key{source[keyless.end() :]}")
            return dict(zip([""], entries.values(), strict=True))
        return parse(_MISSING_COMMA.sub(r"\1,\2", source))


def _reason(error: Exception) -> str:
    from pybtex.database.input.bibtex import UndefinedMacro

    reason = re.sub(r"^syntax error in line \d+: |^.* in line \d+: ", "", str(error))
    reason = " ".join(reason.split()).rstrip(".")
    if isinstance(error, UndefinedMacro):
        return f"No @string defines an abbreviation of this entry: {reason}."
    return f"This entry is not BibTeX: {reason}."


def _split(text: str) -> Iterator[_Block]:
    """Yield the blocks of `text` that begin with @; an unclosed one ends at the next."""
    position, line, counted = 0, 1, 0
    while start := BIBTEX_ENTRY.search(text, position):
        line += text.count("\n", counted, start.start())
        counted = start.start()
        end, is_closed = _find_end(text, start.end(), start[2])
        yield _Block(start[1].lower(), line, text[start.start() : end], is_closed)
        position = end


def _find_end(text: str, position: int, opening: str) -> tuple[int, bool]:
    """Return the end of the block that opens before `position`, and whether it is closed."""
    depth = 0
    for sign in _SIGN.finditer(text, position):
        match sign[0]:
            case "{":
                depth += 1
                if depth > _MAX_DEPTH:
                    return _next_block(text, sign.end()), False
            case "}" if depth == 0 and opening == "{":
                return sign.end(), True
            case "}":
                depth = max(depth - 1, 0)
            case ")" if depth == 0 and opening == "(":
                return sign.end(), True
            case other if "@" in other:
                return sign.start(), False
            case _:
                pass
    return len(text), False


def _next_block(text: str, position: int) -> int:
    following = BIBTEX_ENTRY.search(text, position)
    return following.start() if following else len(text)


def _make_parser() -> tuple[Any, Any]:
    """Return a parser of single entries and the abbreviations that they share.

    Abbreviations may use others, so a few lines could expand without bound.
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

    return Bounded, Abbreviations(Parser().macros)
