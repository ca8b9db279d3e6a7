"""Readability of prose: counts, scores, a headline for readers, and its confidence.

Stored readability can be restored without importing the Markdown parser.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES
from readlevel.core.languages.tags import primary
from readlevel.core.readability.difficulty_index import INDEX_VERSION
from readlevel.core.readability.effort import Effort, find_effort
from readlevel.core.readability.grade_scales import (
    compute_scale_score,
    find_band,
    find_scale,
    grade_ages,
    school_year,
)
from readlevel.core.readability.headline_grade import find_grade_range
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.scores import compute_scores, has_formula, score_names
from readlevel.core.readability.statistics import (
    TextStatistics,
    compute_statistics,
    exclude_explained_words,
)

if TYPE_CHECKING:
    from readlevel.core.text.prose import Prose

MIN_SCORED_WORDS = 30
"""Texts with fewer words in full sentences get no score."""

_FAIR_WORDS, _GOOD_WORDS = 50, 150
"""The words in full sentences that a fair and a good confidence need: five to a sentence."""

WORDS_PER_MINUTE = 238
"""Silent reading of non-fiction: Brysbaert M. How many words do we read per minute? A review and
meta-analysis of reading rate. J Mem Lang 2019;109:104047."""


class Confidence(StrEnum):
    """The confidence of the headline, by the length of the prose."""

    NONE = "none"
    """Under 30 words in full sentences: no score at all."""
    LOW = "low"
    """Under 10 full sentences."""
    FAIR = "fair"
    """Under 30 full sentences, the sample size for which SMOG is defined."""
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a prose."""

    sentences: int
    words: int
    syllables: int
    polysyllables: int
    """Words of three syllables and more."""
    letters: int
    """Letters and digits."""
    difficult_words: int
    """English words that are not on the list of Dale and Chall; 0 in other languages."""
    uncommon_words: int
    """Words without digits that occur less than once in a million (Zipf frequency under 3.0)."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of any prose with words, however short; none of them is a grade."""

    mean_sentence_words: float | None
    longest_sentence_words: int
    """0 if there are no sentences, and in renderings stored by version 1 of the renderer."""
    hardness: float | None
    """In points (`ProseWords.difficulty_index`); None for languages without known frequencies."""
    reading_seconds: int
    version: int = 1
    """Of `hardness`, whose scale has changed: 2 now. Renderings stored before have none."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The summary for readers: school grades, or a band of a scale, and ages in years."""

    grade_low: int | None
    grade_high: int | None
    """None if the language's formula gives no grade."""
    age_low: int | None
    age_high: int | None
    """None with an `age_low` means university, which has no upper age."""
    uncommon_share: float
    """Share of uncommon words, 0 to 1."""
    confidence: Confidence
    band: str | None = None
    """Band of the score on its scale (`grade_scales`); None for languages without a scale."""


@dataclass(frozen=True, slots=True)
class Aside:
    """The headline without the words that the text explains to its readers.

    It is shown beside the headline, never instead of it.
    """

    grade_low: int | None
    grade_high: int | None
    uncommon_share: float
    words: int
    """Number of explained words: they count as words, but not as long or uncommon words."""


@dataclass(frozen=True, slots=True)
class Readability:
    """The scores of one prose; `reason` says why a score is None."""

    language: str
    counts: Counts
    scores: Mapping[str, float | None]
    headline: Headline
    measures: Measures
    reason: str | None
    """A code: `too_short`, `no_formula` or `too_long`; None if there are scores."""
    aside: Aside | None = None
    """None if nothing is explained or there is no score."""

    @property
    def knows_common_words(self) -> bool:
        """Whether uncommon words can be counted: the language has a list of common words."""
        return primary(self.language) in FREQUENCY_LANGUAGES

    @property
    def effort(self) -> Effort | None:
        """The effort that the text takes; None if it is unknown, or measured on the old scale."""
        measures = self.measures
        if measures.hardness is None or measures.version != INDEX_VERSION:
            return None
        return find_effort(measures.hardness)

    @property
    def scale(self) -> str | None:
        """The code of the scale to which the headline's band belongs."""
        scale = find_scale(self.language)
        return None if scale is None else scale.name

    @property
    def scale_score(self) -> float | None:
        """The score by which the text has its band."""
        current = self.measures.version == INDEX_VERSION
        hardness = self.measures.hardness if current else None
        return compute_scale_score(self.scores, self.language, hardness)

    @property
    def is_lowered_by_hard_words(self) -> bool:
        """Whether the band is that of a lower score than the formula's, for its hard words."""
        unchanged = compute_scale_score(self.scores, self.language, None)
        return self.scale_score != unchanged

    @property
    def school_years(self) -> tuple[int, int] | None:
        """The headline's grades as school years of the language's country, if they differ."""
        low, high = self.headline.grade_low, self.headline.grade_high
        if low is None or high is None:
            return None
        first, last = school_year(low, self.language), school_year(high, self.language)
        return None if first is None or last is None else (first, last)


def measure(prose: "Prose", language: str, explained: Collection[str] = ()) -> Readability:
    """Return the scores of `prose` by the formulas published for `language` (a tag).

    `explained` are the words that the text explains to its readers, one entry for each occurrence.
    Counts and the share of uncommon words are always computed. Scores are None if the prose was
    cut for its length, has fewer than 30 words, or no formula is known.
    """
    return measure_words(ProseWords(prose, language), explained)


def measure_words(words: ProseWords, explained: Collection[str] = ()) -> Readability:
    """Return the scores of a prose as `measure` does, given its words."""
    prose, language = words.prose, words.language
    tally = compute_statistics(prose.sentences, language, words.features, words.polysyllables)
    reason = _find_reason(prose, tally, language)
    scores = (
        compute_scores(tally, language) if reason is None else dict.fromkeys(score_names(language))
    )
    hardness = words.difficulty_index
    return Readability(
        language=language,
        counts=Counts(
            sentences=tally.sentences,
            words=tally.words,
            syllables=tally.syllables,
            polysyllables=tally.polysyllables,
            letters=tally.letters,
            difficult_words=tally.difficult_words,
            uncommon_words=tally.uncommon_words,
        ),
        scores=scores,
        headline=_headline(scores, tally, reason, language, hardness),
        measures=Measures(
            mean_sentence_words=tally.words / tally.sentences if tally.sentences else None,
            longest_sentence_words=tally.longest_sentence,
            hardness=hardness,
            reading_seconds=round(tally.words * 60 / WORDS_PER_MINUTE),
            version=INDEX_VERSION,
        ),
        reason=reason,
        aside=_set_aside(tally, explained, language) if explained and reason is None else None,
    )


def readability_to_json(readability: Readability) -> dict[str, Any]:
    """Return the JSON of `readlevel score --json`, with unrounded numbers.

    `aside` is present only if something is explained.
    """
    given = {
        "language": readability.language,
        "counts": asdict(readability.counts),
        "scores": dict(readability.scores),
        "headline": asdict(readability.headline),
        "measures": asdict(readability.measures),
        "reason": readability.reason,
    }
    if readability.aside is not None:
        given["aside"] = asdict(readability.aside)
    return given


def _find_reason(prose: "Prose", tally: TextStatistics, language: str) -> str | None:
    if prose.cut:
        return "too_long"
    if not has_formula(language):
        return "no_formula"
    return "too_short" if tally.full_sentence_words < MIN_SCORED_WORDS else None


def _find_confidence(tally: TextStatistics) -> Confidence:
    sentences, words = tally.full_sentences, tally.full_sentence_words
    if sentences < 10 or words < _FAIR_WORDS:
        return Confidence.LOW
    return Confidence.FAIR if sentences < 30 or words < _GOOD_WORDS else Confidence.GOOD


def _headline(
    scores: Mapping[str, float | None],
    tally: TextStatistics,
    reason: str | None,
    language: str,
    hardness: float | None = None,
) -> Headline:
    """Return the range of grades in which the score of a longer text would probably be.

    If no formula gives a grade, the language's scale may give a band and ages.
    """
    stage = find_band(scores, language, hardness)
    young, old = (stage.age_low, stage.age_high) if stage else (None, None)
    low = high = None
    grades = find_grade_range(scores, tally)
    if grades is not None:
        low, high = grades
        young, old = grade_ages(low, high)
    return Headline(
        grade_low=low,
        grade_high=high,
        age_low=young,
        age_high=old,
        uncommon_share=tally.uncommon_words / tally.lettered_words if tally.lettered_words else 0.0,
        confidence=_find_confidence(tally) if reason is None else Confidence.NONE,
        band=None if stage is None else stage.band,
    )


def _set_aside(tally: TextStatistics, explained: Collection[str], language: str) -> Aside:
    rest = exclude_explained_words(tally, explained, language)
    headline = _headline(compute_scores(rest, language), rest, None, language)
    return Aside(headline.grade_low, headline.grade_high, headline.uncommon_share, len(explained))
