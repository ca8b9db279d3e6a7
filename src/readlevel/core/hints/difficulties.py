"""The difficulties of a text: what makes it hard to read, and where.

Spans are offsets into the source, in characters; None for what was not found in it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from readlevel.core.text.source_positions import LineIndex, Span


class DifficultyReason(StrEnum):
    """A reason why words or a sentence are hard to read."""

    LONG_SENTENCE = "long_sentence"
    """More than 25 words; data: `words`."""
    LIST_IN_SENTENCE = "list_in_sentence"
    """Four items or more, which a list would show better; data: `items`."""
    PASSIVE = "passive"
    """The passive voice (English only)."""
    LONG_WORD = "long_word"
    """Three syllables or more in English and German, four elsewhere; data: `syllables`."""
    UNCOMMON_WORD = "uncommon_word"
    """Less frequent than one in a million words, and in no glossary term."""
    PLAINER = "plainer"
    """It has plainer alternatives; data: `plainer`, best first, and `note`, a code or None."""


class DifficultyMark(NamedTuple):
    """One difficulty and its words."""

    reason: DifficultyReason
    span: Span | None
    text: str
    data: Mapping[str, Any]


class HardSentence(NamedTuple):
    """A sentence with its difficulties; its scores are those of the sentence alone."""

    text: str
    span: Span | None
    words: int
    score: float | None
    """By the formula of the headline; None if the language has none."""
    hardness: float | None
    share: float
    """Share, 0 to 1, of the long and uncommon words of the text that are in this sentence."""
    marks: tuple[DifficultyMark, ...]
    rarest: tuple[str, ...] = ()
    """Its words that are not easy, at most five, rarest first."""


class HardWord(NamedTuple):
    """A long or uncommon word, as first written."""

    text: str
    times: int
    syllables: int
    uncommon: bool
    explained: bool
    """Every occurrence is in a glossary term."""


@dataclass(frozen=True, slots=True)
class DifficultyReport:
    """The difficulties of one text."""

    formula: str | None
    """The formula of the sentences' `score`."""
    sentences: tuple[HardSentence, ...]
    """All sentences, in order."""
    words: tuple[HardWord, ...]
    """Heaviest first: by occurrences, counted twice if a word is both long and uncommon."""


def find_hardest(report: DifficultyReport) -> HardSentence | None:
    """Return the sentence with the highest difficulty index; None if no sentence has one."""
    known = [one for one in report.sentences if one.hardness is not None]
    return max(known, key=lambda one: one.hardness or 0, default=None)


def difficulties_to_json(reasons: DifficultyReport, source: str) -> dict[str, Any]:
    """Return a report as `readlevel score --why --json` prints it, numbers unrounded.

    Each `span` becomes a `place`: `line`, `column`, `end_line`, `end_column`, counted from 1.
    """
    lines = LineIndex(source)

    def placed(one: HardSentence | DifficultyMark) -> dict[str, Any]:
        values = one._asdict()
        span = values.pop("span")
        return {"place": asdict(lines.place(span)) if span else None, **values}

    return {
        "formula": reasons.formula,
        "sentences": [
            {**placed(sentence), "marks": [placed(mark) for mark in sentence.marks]}
            for sentence in reasons.sentences
        ],
        "words": [word._asdict() for word in reasons.words],
    }
