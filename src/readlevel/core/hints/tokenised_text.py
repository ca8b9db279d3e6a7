"""A text with its folded words, as entries of a wording table are matched against it."""

import re
from collections.abc import Sequence
from itertools import accumulate

from readlevel.core.glossary.word_boundaries import find_urls, may_have_urls
from readlevel.core.languages.folding import FoldedText

_WORD = re.compile(r"([^\W_]+(?:'(?!s\b)[^\W_]+)*)")
"""A word; the s of a possessive is a word of its own."""

_ASCII_WORD = re.compile(r"([a-z0-9]++(?:'(?!s\b)[a-z0-9]++)*+)", re.ASCII)
"""The same for folded texts without other characters, in half the time."""

_JOINING = " \t\r\n\u00a0-\u2010"
_OPENS_SENTENCE = re.compile(r"[.!?:…\"“«(\[•¿¡]")


class TokenisedText:
    """A text with its folded words."""

    def __init__(self, source: str, folded: FoldedText) -> None:
        self.source = source
        self.folded = folded
        parts = (_ASCII_WORD if folded.text.isascii() else _WORD).split(folded.text)
        places = list(accumulate(map(len, parts)))
        self.words: Sequence[str] = parts[1::2]
        self.starts: Sequence[int] = places[:-1:2]
        self.ends: Sequence[int] = places[1::2]
        """Where the words begin and end in the folded text."""
        shifted = not isinstance(folded.starts, range)
        self._starts = list(map(folded.starts.__getitem__, self.starts)) if shifted else self.starts
        self._ends = list(map(folded.ends.__getitem__, self.ends)) if shifted else self.ends
        """The same in the source."""
        self.all_caps = source.isupper()
        """Whether everything is in capitals, which then do not mark names."""
        self.addresses: Sequence[tuple[int, int]] = (
            list(find_urls(source)) if may_have_urls(folded.text) else ()
        )
        """Spans of the web addresses in the source."""

    def source_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span in the source of the words `first` to `last`."""
        return self._starts[first], self._ends[last]

    def between(self, left: int) -> str:
        """Return the source between the word at `left` and the next."""
        return self.source[self._ends[left] : self._starts[left + 1]]

    def is_joined(self, left: int) -> bool:
        """Return whether only space or a hyphen stands between the word at `left` and the next."""
        if left + 1 >= len(self.words):
            return False
        between = self.source[self._ends[left] : self._starts[left + 1]]
        return between == " " or not between.strip(_JOINING)

    def word_before(self, word: int) -> str:
        """Return the word that is joined to the one at `word`, "" if there is none."""
        return self.words[word - 1] if word > 0 and self.is_joined(word - 1) else ""

    def is_capitalised(self, word: int) -> bool:
        """Return whether the word begins with a capital and continues in lower case."""
        if not 0 <= word < len(self.words):
            return False
        start, end = self.source_span(word, word)
        source = self.source[start:end]
        return source[0].isupper() and source[1:].islower()

    def opens_sentence(self, word: int) -> bool:
        """Return whether the word is the first of a sentence, a quotation or an item."""
        if word == 0:
            return True
        before = self.between(word - 1)
        return before != " " and _OPENS_SENTENCE.search(before) is not None
