"""A bibliography as it was read: its works, and what was not imported."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from readlevel.core.model.answer import Reference


@dataclass(frozen=True, slots=True)
class UnreadRecord:
    """A record that could not be read; `reason` is a sentence for the person who has the file."""

    line: int
    """Where the record begins, from 1."""
    reason: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """One work as CSL-JSON, and the names of the fields that CSL-JSON has no place for."""

    item: dict[str, Any]
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works of a file, in order."""

    references: tuple[Reference, ...]
    unread: tuple[UnreadRecord, ...]
    dropped: tuple[tuple[str, int], ...]
    """Names of fields that are not kept, with the number of records that have them."""

    @property
    def notices(self) -> Iterator[str]:
        """Yield a sentence for each record that was not read, and one for what was dropped."""
        yield from map(str, self.unread)
        if self.dropped:
            names = ", ".join(f"{name} ({count})" for name, count in self.dropped)
            yield f"Not kept, with the number of references that have it: {names}."


def count_dropped(records: Iterable[ParsedRecord]) -> tuple[tuple[str, int], ...]:
    """Return the names of dropped fields with the number of records, most frequent first."""
    return tuple(Counter(name for record in records for name in record.dropped).most_common())
