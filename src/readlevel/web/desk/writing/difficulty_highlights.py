"""Highlights of difficult passages, for the editor in the browser."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

from readlevel.core.hints.difficulties import DifficultyMark, DifficultyReason, DifficultyReport
from readlevel.core.house_style.find_wordings import WordingUse

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


def list_style_highlights(uses: Iterable[WordingUse], source: str) -> list[dict[str, Any]]:
    """Return the marks of wordings that the house style does not want, as `list_highlights` does.

    What to say instead is left out where markup within the wording would be lost.
    """
    offsets = Utf16Offsets(source)
    return [
        {
            "from": offsets.in_script(use.span[0]),
            "to": offsets.in_script(use.span[1]),
            "reason": "glossary_name" if use.term else "house_style",
            "term": use.term,
            "text": use.text,
            "plainer": use.options if source[slice(*use.span)] == use.text else (),
            "why": use.reason,
        }
        for use in uses
        if use.span is not None
    ]


def _marks(reasons: DifficultyReport) -> Iterator[tuple[int, DifficultyMark]]:
    """Yield the marks with the numbers of their sentences."""
    for number, sentence in enumerate(reasons.sentences):
        for mark in sentence.marks:
            whole = mark.reason in _WHOLE_SENTENCE and mark.span is None
            placed = mark._replace(span=sentence.span) if whole else mark
            yield number, placed


class Utf16Offsets:
    """Converts offsets in code points into offsets in UTF-16 units."""

    def __init__(self, source: str) -> None:
        self._wide = [place for place, sign in enumerate(source) if sign > "\uffff"]

    def in_script(self, offset: int) -> int:
        """Return an offset in code points as one in UTF-16 units."""
        return offset + bisect_left(self._wide, offset)
