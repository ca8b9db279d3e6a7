"""What the words around a phrase are about."""

import re
from dataclasses import dataclass
from functools import cached_property

from readlevel.core.facts.topics import extract_topics
from readlevel.core.languages.stopwords import get_generic_words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_BREAK = re.compile(r"[;:()]|,(?!\s?(?:and|or|y|o)\b)")


@dataclass(frozen=True)
class Surroundings:
    """A sentence whose phrases are looked at with the words around them."""

    text: str
    language: str

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return [word.span() for word in _WORD.finditer(self.text)]

    def topics_near(self, start: int, end: int, words: int) -> frozenset[str]:
        """Return the topics of so many content words on each side of a span."""
        return self.topics_before(start, words) | self.topics_after(end, words)

    def topics_after(self, end: int, words: int, stop: int | None = None) -> frozenset[str]:
        """Return the topics of the first content words from `end`, up to `stop`."""
        limit = len(self.text) if stop is None else stop
        following = [span for span in self._words if span[0] >= end and span[1] <= limit]
        return self._collect(following, words)

    def topics_before(self, start: int, words: int, stop: int = 0) -> frozenset[str]:
        """Return the topics of the last content words before `start`, from `stop`."""
        before = [span for span in self._words if span[1] <= start and span[0] >= stop]
        return self._collect(before[::-1], words)

    def clause_of(self, position: int) -> tuple[int, int]:
        """Return the span between the punctuation marks around a position."""
        start, end = 0, len(self.text)
        for found in _BREAK.finditer(self.text):
            if found.start() >= position:
                end = found.start()
                break
            start = found.end()
        return start, end

    def _collect(self, spans: list[tuple[int, int]], words: int) -> frozenset[str]:
        found: set[str] = set()
        generic = get_generic_words(self.language)
        counted = 0
        for start, end in spans:
            word = self.text[start:end].lower()
            topics = extract_topics(word, self.language) if word not in generic else []
            if topics:
                found.update(topics)
                counted += 1
                if counted == words:
                    break
        return frozenset(found)
