"""Highlights of difficult passages, for the editor in the browser."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from readlevel.core.hints.difficulties import DifficultyMark, DifficultyReason, DifficultyReport

_WHOLE_SENTENCE = frozenset({DifficultyReason.LONG_SENTENCE, DifficultyReason.LIST_IN_SENTENCE})


def list_highlights(reasons: DifficultyReport, source: str) -> list[dict[str, Any]]:
    """Return the marks with their spans in `source`, counted in UTF-16 units as JavaScript does."""
    offsets = _Utf16Offsets(source)
    return [
        {
            "from": offsets.in_script(mark.span[0]),
            "to": offsets.in_script(mark.span[1]),
            "reason": mark.reason,
            "text": mark.text,
            **mark.data,
        }
        for mark in _marks(reasons)
        if mark.span is not None
    ]


def _marks(reasons: DifficultyReport) -> Iterator[DifficultyMark]:
    for sentence in reasons.sentences:
        for mark in sentence.marks:
            whole = mark.reason in _WHOLE_SENTENCE and mark.span is None
            yield (
                DifficultyMark(mark.reason, sentence.span, mark.text, mark.data) if whole else mark
            )


class _Utf16Offsets:
    """Converts offsets in code points into offsets in UTF-16 units."""

    def __init__(self, source: str) -> None:
        self._wide = [place for place, sign in enumerate(source) if sign > "\uffff"]

    def in_script(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)
