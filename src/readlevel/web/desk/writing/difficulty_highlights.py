"""Highlights of difficult passages, for the editor in the browser."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from readlevel.core.hints.difficulties import DifficultyMark, DifficultyReason, DifficultyReport

_WHOLE_SENTENCE = frozenset({DifficultyReason.LONG_SENTENCE, DifficultyReason.LIST_IN_SENTENCE})


def list_highlights(reasons: DifficultyReport, source: str) -> list[dict[str, Any]]:
    """Return the marks with their spans in `source`, counted in UTF-16 units as JavaScript does."""
    offsets = Utf16Offsets(source)
    return [
        {
            "from": offsets.in_script(mark.span[0]),
            "to": offsets.in_script(mark.span[1]),
            "reason": mark.reason,
            "sentence": sentence,
            "text": mark.text,
            **mark.data,
        }
        for sentence, mark in _marks(reasons)
        if mark.span is not None
    ]


def _marks(reasons: DifficultyReport) -> Iterator[tuple[int, DifficultyMark]]:
    """Yield the marks with the numbers of their sentences."""
    for number, sentence in enumerate(reasons.sentences):
        for mark in sentence.marks:
            whole = mark.reason in _WHOLE_SENTENCE and mark.span is None
            placed = replace(mark, span=sentence.span) if whole else mark
            yield number, placed


class Utf16Offsets:
    """Converts offsets in code points into offsets in UTF-16 units."""

    def __init__(self, source: str) -> None:
        self._wide = [place for place, sign in enumerate(source) if sign > "\uffff"]

    def in_script(self, offset: int) -> int:
        """Return an offset in code points as one in UTF-16 units."""
        return offset + bisect_left(self._wide, offset)
