"""By how much the level of a text changes if one of its sentences does."""

from collections.abc import Sequence
from dataclasses import fields, replace

from readlevel.core.readability.difficulty_index import LoadMeter, has_difficulty_index
from readlevel.core.readability.headline_grade import compute_headline_grade
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.scores import compute_scores, has_formula
from readlevel.core.readability.statistics import (
    TextStatistics,
    collect_features,
    compute_statistics,
)
from readlevel.core.simplify.proposal import Worth
from readlevel.core.text.prose import Sentence

_NOT_ADDED = frozenset({"longest_sentence"})
_ADDED = tuple(field.name for field in fields(TextStatistics) if field.name not in _NOT_ADDED)


class WorthMeter:
    """The grade and the difficulty of one text, and of the text with one sentence replaced."""

    def __init__(self, words: ProseWords) -> None:
        sentences = words.prose.sentences
        self._language = words.language
        self._count = len(sentences)
        self._tally = compute_statistics(sentences, words.language, words.features)
        self.grade = self._compute_grade(self._tally)
        """The school grade of the text; None if it has none."""
        self._loads = LoadMeter(sentences, words.features)
        self._points = sum(words.points)
        self.hardness = self._points / self._count if self._count else 0.0
        """The difficulty of the mean sentence in points; 0 for a language without an index."""

    def compute_worth(self, before: Sentence, after: Sequence[Sentence]) -> Worth:
        """Return by how much the level falls if `after` take the place of the sentence `before`."""
        grade = hardness = 0.0
        changed = self._replace(before, after)
        new = self._compute_grade(changed)
        if self.grade is not None and new is not None:
            grade = self.grade - new
        if has_difficulty_index(self._language) and self._count:
            own = LoadMeter(after, collect_features(after, self._language))
            points = self._points - self._loads.measure(before).points
            points += sum(own.measure(one).points for one in after)
            count = self._count - 1 + len(after)
            hardness = self._points / self._count - (points / count if count else 0.0)
        return Worth(grade, hardness)

    def _replace(self, before: Sentence, after: Sequence[Sentence]) -> TextStatistics:
        removed = compute_statistics([before], self._language)
        added = compute_statistics(after, self._language)
        return replace(
            self._tally,
            **{
                name: getattr(self._tally, name) - getattr(removed, name) + getattr(added, name)
                for name in _ADDED
            },
        )

    def _compute_grade(self, tally: TextStatistics) -> float | None:
        if not tally.words or not has_formula(self._language):
            return None
        return compute_headline_grade(compute_scores(tally, self._language), tally)
