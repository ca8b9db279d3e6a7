"""What a denial leaves out: "do not drive until you are well", "cannot … without consent"."""

from collections.abc import Callable
from typing import NamedTuple

from readlevel.core.claims.stances.clause_words import ClauseWords
from readlevel.core.facts.tokens import SentenceTokens

_END = ".;:"
_LONGEST_WORDS = 3
"""Words of the longest phrase that begins an exception: "a menos que"."""


class Exceptions(NamedTuple):
    """The exceptions behind a token of a sentence."""

    words: frozenset[str]
    """The words that begin them: without, until, unless."""
    topics: frozenset[str]
    """What they are about."""


def find_exceptions(
    tokens: SentenceTokens,
    first: int,
    words: ClauseWords,
    list_topics: Callable[[range], frozenset[str]],
) -> Exceptions:
    """Return the exceptions from a token to the end of its part of the sentence."""
    found: set[str] = set()
    start = len(tokens)
    end = first
    while end < len(tokens) and tokens.token(end).text not in _END:
        phrase = _match(tokens, end, words.excepting)
        if phrase:
            found.add(phrase)
            start = min(start, end)
        elif found and tokens.token(end).lower in words.conditional:
            break
        end += 1
    return Exceptions(frozenset(found), list_topics(range(start, end)))


def _match(tokens: SentenceTokens, index: int, phrases: frozenset[str]) -> str:
    for length in range(_LONGEST_WORDS, 0, -1):
        phrase = " ".join(tokens.lowered[index : index + length])
        if phrase in phrases:
            return phrase
    return ""
