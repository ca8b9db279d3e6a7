"""A text with its folded words, as entries of a wording table are matched against it."""

import re
from collections.abc import Sequence

from readlevel.core.glossary.word_boundaries import find_urls
from readlevel.core.languages.folding import FoldedText

_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
"""A word; the s of a possessive is a word of its own."""

_ASCII_WORD = re.compile(r"[a-z\d]+(?:'(?!s\b)[a-z\d]+)*", re.ASCII)
"""The same for folded texts without other characters, in half the time."""

_OPENS_SENTENCE = re.compile(r"[.!?:…\"“«(\[•¿¡]")


class TokenisedText:
    """A text with its folded words."""

    def __init__(self, source: str, folded: FoldedText) -> None:
        self.source = source
        self.folded = folded
        pattern = _ASCII_WORD if folded.text.isascii() else _WORD
        self.spans = list(map(re.Match[str].span, pattern.finditer(folded.text)))
        """Spans of the words in the folded text."""
        self.words: Sequence[str] = [folded.text[start:end] for start, end in self.spans]
        self.all_caps = source.isupper()
        """Whether everything is in capitals, which then do not mark names."""
        self.addresses: Sequence[tuple[int, int]] = list(find_urls(source))
        """Spans of the web addresses in the source."""

    def source_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span in the source of the words `first` to `last`."""
        start, end = self.spans[first][0], self.spans[last][1]
        return self.folded.starts[start], self.folded.ends[end]

    def between(self, left: int) -> str:
        """Return the source between the word at `left` and the next."""
        end, start = self.spans[left][1], self.spans[left + 1][0]
        return self.source[self.folded.ends[end] : self.folded.starts[start]]

    def is_joined(self, left: int) -> bool:
        """Return whether only space or a hyphen stands between the word at `left` and the next."""
        return left + 1 < len(self.words) and not self.between(left).strip(" \t\r\n\u00a0-\u2010")

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
        before = self.between(word - 1) if word else self.source[: self.source_span(0, 0)[0]]
        return word == 0 or _OPENS_SENTENCE.search(before) is not None
