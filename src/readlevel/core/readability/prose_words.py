"""The words of a prose, looked up once for its scores and for its difficulties."""

from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from readlevel.core.readability.difficulty_index import (
    LoadMeter,
    SentenceLoad,
    has_difficulty_index,
)
from readlevel.core.readability.statistics import (
    WordFeatures,
    collect_features,
    count_words_of,
    list_long_words,
)

if TYPE_CHECKING:
    from readlevel.core.text.prose import Prose


class ProseWords:
    """A prose with what is known of its words in a language (a tag)."""

    def __init__(self, prose: "Prose", language: str) -> None:
        self.prose = prose
        self.language = language

    @cached_property
    def features(self) -> Mapping[str, WordFeatures]:
        """The features of each distinct word."""
        return collect_features(self.prose.sentences, self.language)

    @cached_property
    def long_words(self) -> Set[str]:
        """The words of three syllables and more."""
        return list_long_words(self.features)

    @cached_property
    def polysyllables(self) -> Sequence[int]:
        """The number of words of three syllables and more in each sentence."""
        return count_words_of(self.long_words, self.prose.sentences)

    @cached_property
    def loads(self) -> Sequence[SentenceLoad]:
        """What makes each sentence hard."""
        meter = LoadMeter(self.prose.sentences, self.features)
        return list(map(meter.measure, self.prose.sentences))

    @cached_property
    def points(self) -> Sequence[float]:
        """The difficulty index of each sentence."""
        return [load.points for load in self.loads]

    @cached_property
    def difficulty_index(self) -> float | None:
        """The difficulty of the text in points, from 0 (easy) to about 80.

        None for a text without words of letters, and for languages whose words have no known
        frequency.
        """
        has_letters = any(one.lettered for one in self.features.values())
        if not has_letters or not has_difficulty_index(self.language):
            return None
        return sum(self.points) / len(self.points)
