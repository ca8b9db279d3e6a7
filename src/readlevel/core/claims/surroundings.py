"""What the words around a phrase are about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from readlevel.core.claims.claim_vocabulary import get_words
from readlevel.core.facts.numbers.digits import normalize_digits
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.stopwords import get_generic_words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,٫٬،]\d+)*")

_WORD_DECAY = 0.88
_CLAUSE_DECAY = 0.7
"""Factors of the weight of a topic for each content word, and each end of a clause, between it and
the phrase that it surrounds."""

_FEW_WORDS = 2
"""Words right after a phrase that count even if they are those of any medical text."""

_MIN_WEIGHT = 0.12
"""Weight below which words are too far away to count."""


_GENERAL_SHARE = 0.5
"""Factor of the weight of a topic that any medical text has."""


@lru_cache(maxsize=8)
def get_general_topics(language: str) -> frozenset[str]:
    """Return the topics that do not by themselves show what words are about: risk, dose."""
    words = get_words("topics", "general", language)
    return frozenset(topic for word in words for topic in extract_word_topics(word, language))


@lru_cache(maxsize=8)
def _compile_breaks(language: str) -> re.Pattern[str]:
    """Compile the punctuation marks between clauses: no comma before an "and"."""
    listing = "|".join(map(re.escape, sorted(get_words("clause", "listing", language))))
    return re.compile(rf"[;:()]|,(?!\s?(?:{listing})\b)" if listing else "[;:(),]")


@dataclass(frozen=True)
class Surroundings:
    """A sentence whose phrases are looked at with the words around them."""

    text: str
    language: str

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return [word.span() for word in _WORD.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._words]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self._words]

    @cached_property
    def _breaks(self) -> list[tuple[int, int]]:
        """The punctuation marks between clauses."""
        return [mark.span() for mark in _compile_breaks(self.language).finditer(self.text)]

    def _list_following(self, end: int, stop: int | None = None) -> Iterable[tuple[int, int]]:
        """Return the words from `end`, up to `stop`."""
        first = bisect_left(self._starts, end)
        last = len(self._ends) if stop is None else bisect_right(self._ends, stop)
        return map(self._words.__getitem__, range(first, last))

    def _list_preceding(self, start: int, stop: int = 0) -> Iterable[tuple[int, int]]:
        """Return the words before `start`, the nearest first, back to `stop`."""
        last = bisect_right(self._ends, start)
        first = bisect_left(self._starts, stop)
        return map(self._words.__getitem__, range(last - 1, first - 1, -1))

    def topics_near(self, start: int, end: int, words: int) -> frozenset[str]:
        """Return the topics of so many content words on each side of a span."""
        return self.topics_before(start, words) | self.topics_after(end, words)

    def topics_after(self, end: int, words: int, stop: int | None = None) -> frozenset[str]:
        """Return the topics of the first content words from `end`, up to `stop`."""
        return self._collect(self._list_following(end, stop), words)

    def plain_topics_after(self, end: int, stop: int) -> frozenset[str]:
        """Return the topics of the next few words, of words that any medical text has too."""
        following = islice(self._list_following(end, stop), _FEW_WORDS)
        words = [self.text[first:last].lower() for first, last in following]
        return frozenset(
            topic for word in words for topic in extract_word_topics(word, self.language)
        )

    def topics_before(self, start: int, words: int, stop: int = 0) -> frozenset[str]:
        """Return the topics of the last content words before `start`, from `stop`."""
        return self._collect(self._list_preceding(start, stop), words)

    def weigh_context(self, start: int, end: int) -> Mapping[str, float]:
        """Return the topics around a span, its own words excluded; the nearest weigh most."""
        weights: dict[str, float] = {}
        general = get_general_topics(self.language)
        breaks = _compile_breaks(self.language)
        after, before = self._list_following(end), self._list_preceding(start)
        for spans, edge in ((after, end), (before, start)):
            weight = 1.0
            for first, last in spans:
                between = self.text[edge:first] if first >= edge else self.text[last:edge]
                edge = last if first >= edge else first
                weight *= _CLAUSE_DECAY if breaks.search(between) else 1
                topics = self._topics_of(first, last)
                for topic in topics:
                    own = weight * (_GENERAL_SHARE if topic in general else 1)
                    weights[topic] = max(own, weights.get(topic, 0.0))
                weight *= _WORD_DECAY if topics else 1
                if weight < _MIN_WEIGHT:
                    break
        return weights

    def clause_of(self, position: int) -> tuple[int, int]:
        """Return the span between the punctuation marks around a position."""
        following = bisect_left(self._breaks, (position, 0))
        start = self._breaks[following - 1][1] if following else 0
        end = self._breaks[following][0] if following < len(self._breaks) else len(self.text)
        return start, end

    def _collect(self, spans: Iterable[tuple[int, int]], words: int) -> frozenset[str]:
        found: set[str] = set()
        counted = 0
        for start, end in spans:
            topics = self._topics_of(start, end)
            if topics:
                found.update(topics)
                counted += 1
                if counted == words:
                    break
        return frozenset(found)

    def _topics_of(self, start: int, end: int) -> Sequence[str]:
        word = self.text[start:end].lower()
        if word in get_generic_words(self.language):
            return ()
        if word[0].isdecimal():
            return (normalize_digits(word),)
        return extract_word_topics(word, self.language)
