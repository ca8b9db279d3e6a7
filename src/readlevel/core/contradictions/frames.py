"""The words right beside a phrase, which are the same where a sentence was copied and changed."""

import re
from collections.abc import Sequence
from functools import lru_cache

from readlevel.core.languages.stopwords import get_function_words

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*|[;:()]")
_MAX_WORDS = 5
"""Words compared on each side."""

_FULL = 3.0
"""Weight of equal words from which a frame counts in full."""

_FUNCTION_WEIGHT = 0.25
"""Weight of a word such as "the", where one that means something has 1."""


def compare_frames(
    left: str, left_span: Span, right: str, right_span: Span, language: str
) -> float:
    """Return how far the words on both sides of two phrases are the same, from 0 to 1."""
    function_words = get_function_words(language)
    weight = 0.0
    for own, other in zip(_split(left, left_span), _split(right, right_span), strict=True):
        for word, opposite in zip(own, other, strict=False):
            if word != opposite:
                break
            weight += _FUNCTION_WEIGHT if word in function_words else 1.0
    return min(1.0, weight / _FULL)


def _split(text: str, span: Span) -> tuple[Sequence[str], Sequence[str]]:
    """Return the words before a phrase, the nearest first, and those after it."""
    words = _list_words(text)
    before = [word for word, _, end in words if end <= span[0]][-_MAX_WORDS:]
    after = [word for word, start, _ in words if start >= span[1]][:_MAX_WORDS]
    return before[::-1], after


@lru_cache(maxsize=1024)
def _list_words(text: str) -> Sequence[tuple[str, int, int]]:
    return [(found[0].lower(), *found.span()) for found in _WORD.finditer(text)]
