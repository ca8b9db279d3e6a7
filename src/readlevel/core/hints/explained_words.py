"""The words of a prose and those that glossary terms explain, read once for all who need them."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from readlevel.core.languages.words import find_words

if TYPE_CHECKING:
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.core.text.prose import Prose

_SENTENCE_SEPARATOR = " | "
"""Separator of sentences, which no term matches across."""

_SENTENCE_OPENING = re.compile(r"(?:^|[:;|]\s*)[\"'“‘«(\[¿¡–—-]*$")
"""Text before a word that is capitalised in any case."""


class PlacedWord(NamedTuple):
    """The span of a word."""

    start: int
    end: int
    is_explained: bool
    """Whether it is in a glossary term."""


class ExplainedProse:
    """The sentences of a prose as one text, with its words."""

    def __init__(self, prose: "Prose", glossary: "Glossary", language: str) -> None:
        self.text = _SENTENCE_SEPARATOR.join(sentence.text for sentence in prose.sentences)
        self.language = language
        self._glossary = glossary

    @cached_property
    def words(self) -> list[PlacedWord]:
        """The words of the text, in order."""
        return list(self._iter_words())

    def _iter_words(self) -> Iterator[PlacedWord]:
        matches = self._glossary.find_matches(self.text, self.language)
        uses = iter([(match.start, match.end) for match in matches])
        use = next(uses, None)
        for start, end in find_words(self.text):
            while use is not None and use[1] <= start:
                use = next(uses, None)
            yield PlacedWord(start, end, use is not None and use[0] < end)

    def opens_sentence(self, start: int) -> bool:
        """Return whether a word at `start` is capitalised in any case."""
        return _SENTENCE_OPENING.search(self.text, max(0, start - 10), start) is not None
