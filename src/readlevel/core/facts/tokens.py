"""Tokens of a sentence: words, numbers and signs."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from readlevel.core.facts.vocabulary import FactVocabulary

_TOKEN = re.compile(r"\d+(?:[.,·٫٬،]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[½¼¾⅓⅔]|[^\w\s]")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
VULGAR_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


class FactToken(NamedTuple):
    """A word, number or sign."""

    text: str
    lower: str
    start: int
    end: int
    no_space_before: bool
    """It follows the previous token directly."""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdecimal() or self.text in VULGAR_FRACTIONS

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


class SentenceTokens:
    """The tokens of a sentence; any index is valid."""

    def __init__(self, tokens: Sequence[FactToken], vocabulary: FactVocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.lowered = [token.lower for token in tokens]
        """The tokens in lower case."""
        self._roles = vocabulary.list_roles(self.lowered)

    def __len__(self) -> int:
        return len(self.tokens)

    def token(self, index: int) -> FactToken:
        """Return a token, or an empty one for an index outside the sentence."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else _NO_TOKEN

    def has_role(self, role: str, index: int) -> bool:
        """Return whether a token is one of the words of a role."""
        if role not in self._roles:
            return False
        lowered = self.lowered
        return 0 <= index < len(lowered) and lowered[index] in self.vocabulary.words[role].single

    def has_word_of(self, role: str) -> bool:
        """Return whether any token is one of the words of a role."""
        return role in self._roles

    def has_word_of_any(self, roles: frozenset[str]) -> bool:
        """Return whether any token is one of the words of some roles."""
        return not roles.isdisjoint(self._roles)

    def has_role_near(self, role: str, *indices: int) -> bool:
        """Return whether one of some tokens is one of the words of a role."""
        return role in self._roles and any(self.has_role(role, index) for index in indices)

    def has_cue(self, role: str, index: int) -> bool:
        """Return whether a negation cue of a role begins at a token."""
        return (
            index >= 0 and self.vocabulary.negation_cues[role].find(self.lowered, index) is not None
        )

    def is_dash(self, index: int) -> bool:
        """Return whether a token is a hyphen or a dash."""
        return self.token(index).text in DASHES


_NO_TOKEN = FactToken("\0", "", 0, 0, no_space_before=False)


@lru_cache(maxsize=4096)
def split_tokens(text: str) -> tuple[FactToken, ...]:
    """Return the tokens of a sentence."""
    tokens: list[FactToken] = []
    # The class's own constructor takes twice as long.
    make, end = FactToken._make, -1
    for found in _TOKEN.finditer(text):
        written, (start, stop) = found[0], found.span()
        tokens.append(make((written, written.lower(), start, stop, start == end)))
        end = stop
    return tuple(tokens)


def list_words(text: str) -> list[str]:
    """Return the tokens of a sentence in lower case, which is faster than `split_tokens`."""
    return [written.lower() for written in _TOKEN.findall(text)]
