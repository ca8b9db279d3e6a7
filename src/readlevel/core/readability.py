"""Reading scores of a prose: what was counted, what it means, and how far to trust it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How far the headline can be trusted, by the length of the prose."""

    NONE = "none"
    """Under 30 words: no score at all."""
    LOW = "low"
    """Under 10 sentences."""
    FAIR = "fair"
    """Under 30 sentences, on which SMOG was defined."""
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a prose."""

    sentences: int
    words: int
    syllables: int
    polysyllables: int
    letters: int
    difficult_words: int
    uncommon_words: int


@dataclass(frozen=True, slots=True)
class Headline:
    """The one sentence a reader gets: a band of school grades, and of ages in years."""

    grade_low: int | None
    grade_high: int | None
    age_low: int | None
    age_high: int | None
    uncommon_share: float
    """Share of words that are uncommon, 0 to 1."""
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Readability:
    """The scores of one prose; a score that cannot be given is None and `reason` says why."""

    language: str
    counts: Counts
    scores: Mapping[str, float | None]
    headline: Headline
    reason: str | None
    """A code: `too_short`, `no_formula`, `too_long`; None where every score is given."""
    reading_seconds: int
