"""What is wrong with one record: which, where, and the way out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One record that was left out; `reason` is a sentence for the person who wrote it."""

    path: Path
    line: int | None
    record: str
    reason: str

    def __str__(self) -> str:
        place = str(self.path) if self.line is None else f"{self.path}:{self.line}"
        return (
            f"{place}: {self.record}: {self.reason}" if self.record else f"{place}: {self.reason}"
        )


class BadRecord(Exception):
    """Raised while a record is read; `line` is where, from 1, as far as it is known."""

    def __init__(self, reason: str, line: int | None = None, path: Path | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.path = path
