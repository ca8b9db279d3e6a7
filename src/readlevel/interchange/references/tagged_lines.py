"""Records of tagged lines, as in RIS and nbib."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

OUTSIDE = ""
"""The tag of lines that belong to no record."""


@dataclass(slots=True)
class TaggedRecord:
    """The fields of a record in order, and the line where it begins (from 1)."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)

    def first(self, *tags: str) -> str | None:
        """Return the first non-empty value of the first of `tags` that has one."""
        return next((value for tag in tags for value in self.all(tag)), None)

    def all(self, *tags: str) -> list[str]:
        """Return the non-empty values of `tags`, in the order of the file."""
        return [value for tag, value in self.fields if tag in tags and value]

    def other_than(self, tags: Collection[str]) -> frozenset[str]:
        """Return the tags that have a value and are not in `tags`."""
        return frozenset(tag for tag, value in self.fields if value and tag not in tags)


def read_tagged_lines(
    text: str, tagged: re.Pattern[str], begins: Collection[str], ends: Collection[str]
) -> Iterator[TaggedRecord]:
    """Yield the records of `text`.

    `tagged` matches a line with a tag: its groups are the tag and the value. Other lines continue
    the previous value. A record begins with a tag in `begins`, or with any tag after one in `ends`
    or, if `begins` is empty, after a blank line. With `begins`, lines outside of records are one
    of their own, with the tag `OUTSIDE`.
    """
    record: TaggedRecord | None = None
    blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        match = tagged.fullmatch(line.rstrip())
        if match:
            tag, value = match[1].strip().upper(), (match[2] or "").strip()
            if tag in ends:
                yield from _filled(record)
                record = None
                continue
            if record is None or tag in begins or (blank and not begins):
                yield from _filled(record)
                record = TaggedRecord(number)
            record.fields.append((tag, value))
        elif record and record.fields and line.strip():
            tag, value = record.fields[-1]
            record.fields[-1] = tag, f"{value} {line.strip()}".strip()
        elif begins and line.strip():
            record = TaggedRecord(number, [(OUTSIDE, line.strip())])
        blank = not line.strip()
    yield from _filled(record)


def _filled(record: TaggedRecord | None) -> Iterable[TaggedRecord]:
    return [record] if record and any(value for _, value in record.fields) else []
