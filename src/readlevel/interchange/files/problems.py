"""Problems of single records: which, where, and how to fix them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """One record that was left out; `reason` is a sentence for the person who wrote it."""

    path: Path
    line: int | None
    record: str
    reason: str

    def __str__(self) -> str:
        parts = [f"{self.path}:{self.line}" if self.line else str(self.path), self.record]
        return _on_one_line(": ".join(part for part in [*parts, self.reason] if part))


@dataclass(frozen=True, slots=True)
class Notice:
    """What a file has that is not imported, though no record is invalid; `reason` is a sentence."""

    path: Path
    line: int | None
    reason: str

    def __str__(self) -> str:
        return str(RecordProblem(self.path, self.line, "", self.reason))


class BadRecord(Exception):
    """An invalid record; `line` counts from 1, None if unknown.

    `key` is the dotted path of the invalid value, from which its line can be found.
    """

    def __init__(
        self, reason: str, line: int | None = None, path: Path | None = None, *, key: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.path = path
        self.key = key


def _on_one_line(text: str) -> str:
    """Escape control characters, so that a file cannot forge lines or control a terminal."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
