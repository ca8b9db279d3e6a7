"""The difficulty of a text or sentence as one number: rare words, length, acronyms and numbers.

SMOG measures the length of words and how many of them are in a sentence, so "hyperkalaemia" counts
as no harder than "afterwards". This index counts what makes sentences of medicine hard to read,
above all how rare their rarest words are. It ranks texts and single sentences, on one scale; it is
not a grade.

A sentence has, in points:

* 4 for each point of rarity of its five rarest words (`familiarity.compute_rarity`), 50 at most
* 0.15 for each word, and 0.5 more for each word beyond 30
* 6 times the square root of its number of acronyms; one that the text spells out counts half
* 4 times the square root of its number of numerals
* 6 times the square root of its number of statistical signs and abbreviations: CI, RR, =, <

A text has the mean of its sentences. Every part only ever adds: a longer sentence, a rarer word or
one more acronym never lowers the number. The square roots say that the fifth number of a sentence
is less of an additional burden than the first.

The order of the weights was fitted on 240 pairs of an abstract of a Cochrane review and its plain
summary, rounded, and kept so that rare words are the largest part, because people who rate single
sentences go by them more than by numbers. docs/score.md has the results and how they were checked.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from readlevel.core.languages.acronyms import KNOWN_ACRONYMS, find_spelled_out_acronyms
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES
from readlevel.core.languages.tags import primary
from readlevel.core.readability.statistics import WordFeatures

if TYPE_CHECKING:
    from readlevel.core.text.prose import Sentence

INDEX_VERSION = 2
"""Version 1 was the SMOG grade plus half a point for each percent of rare words."""

RAREST_WORDS = 5

POINTS_PER_RARITY = 4.0
POINTS_PER_WORD = 0.15
POINTS_PER_WORD_BEYOND = 0.5
LONG_SENTENCE_WORDS = 30
POINTS_FOR_ACRONYMS = 6.0
POINTS_FOR_NUMERALS = 4.0
POINTS_FOR_STATISTICS = 6.0

SPELLED_OUT_SHARE = 0.5
"""What an acronym that the text spells out counts: readers still have to remember it."""

_STATISTICAL_SIGNS = re.compile("[=<>±≤≥]")
_STATISTICAL_ACRONYMS = frozenset(("CI", "RR", "OR", "HR", "MD", "SMD", "WMD", "SD", "IQR"))


class SentenceLoad(NamedTuple):
    """What makes one sentence hard, as far as it can be counted."""

    rarity: float
    """Sum over the five rarest words."""
    words: int
    acronyms: float
    numerals: int
    statistics: int
    rare: Sequence[str] = ()
    """Its rarest words, five at most, rarest first; one that it uses twice is there twice."""

    @property
    def points(self) -> float:
        """The difficulty index of the sentence."""
        return (
            POINTS_PER_RARITY * self.rarity
            + POINTS_PER_WORD * self.words
            + POINTS_PER_WORD_BEYOND * max(0, self.words - LONG_SENTENCE_WORDS)
            + POINTS_FOR_ACRONYMS * sqrt(self.acronyms)
            + POINTS_FOR_NUMERALS * sqrt(self.numerals)
            + POINTS_FOR_STATISTICS * sqrt(self.statistics)
        )


def has_difficulty_index(language: str) -> bool:
    """Return whether the frequency of words is known for `language` (a tag)."""
    return primary(language) in FREQUENCY_LANGUAGES


class LoadMeter:
    """Counts what makes the sentences of one text hard."""

    def __init__(
        self, sentences: "Iterable[Sentence]", features: Mapping[str, WordFeatures]
    ) -> None:
        """Prepare a text; `features` are those of all its words."""
        self._rarities = {word: one.rarity for word, one in features.items() if one.rarity}
        acronyms = [word for word, one in features.items() if one.acronym]
        spelled_out = frozenset(
            acronym
            for one in (sentences if acronyms else ())
            if "(" in one.text
            for acronym in find_spelled_out_acronyms(one.text)
        )
        self._acronyms = {word: _weigh_acronym(word, spelled_out) for word in acronyms}
        self._numerals = frozenset(word for word, one in features.items() if one.numeral)
        self._marked = self._numerals.union(acronyms)

    def measure(self, sentence: "Sentence") -> SentenceLoad:
        """Count what makes a sentence of the text hard."""
        words, rarities = sentence.words, self._rarities
        rare = sorted(filter(rarities.__contains__, words), key=rarities.__getitem__, reverse=True)
        del rare[RAREST_WORDS:]
        acronyms, numerals, statistics = 0.0, 0, 0
        if not self._marked.isdisjoint(words):
            weights = [self._acronyms[word] for word in words if word in self._acronyms]
            numerals = sum(map(self._numerals.__contains__, words))
            if weights:
                acronyms = sum(weights)
                statistics = sum(map(_STATISTICAL_ACRONYMS.__contains__, words))
        if _STATISTICAL_SIGNS.search(sentence.text):
            statistics += len(_STATISTICAL_SIGNS.findall(sentence.text))
        rarity = sum(map(rarities.__getitem__, rare))
        return SentenceLoad(rarity, len(words), acronyms, numerals, statistics, rare)


def _weigh_acronym(acronym: str, spelled_out: Collection[str]) -> float:
    """Return what an acronym counts: less if the text spells it out, 0 if it is known to all."""
    single = acronym.removesuffix("s")
    if single in KNOWN_ACRONYMS:
        return 0.0
    return SPELLED_OUT_SHARE if single in spelled_out else 1.0
