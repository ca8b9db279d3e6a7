"""Why a text is as hard as it is: what is hard in it, and where that stands in its source.

Spans are offsets into the source, in characters; None where something was not found in it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from readlevel.core.text.source_positions import LineIndex, Span


class DifficultyReason(StrEnum):
    """What makes a stretch of text hard."""

    LONG_SENTENCE = "long_sentence"
    """More than 25 words; data: `words`."""
    LIST_IN_SENTENCE = "list_in_sentence"
    """Four things and more in a row, which a list would show better; data: `items`."""
    PASSIVE = "passive"
    """The passive voice (English only)."""
    LONG_WORD = "long_word"
    """Three syllables and more in English and German, four elsewhere; data: `syllables`."""
    UNCOMMON_WORD = "uncommon_word"
    """Met less than once in a million words, and in no term of the glossary."""
    PLAINER = "plainer"
    """There is a plainer wording; data: `plainer`, best first, and `note`, a code or None."""


@dataclass(frozen=True, slots=True)
class DifficultyMark:
    """One reason, and the words it is about."""

    reason: DifficultyReason
    span: Span | None
    text: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HardSentence:
    """One sentence with what is hard in it; its numbers are those of this sentence alone."""

    text: str
    span: Span | None
    words: int
    score: float | None
    """By the formula of the headline; None where the language has none."""
    hardness: float | None
    share: float
    """How much of the long and uncommon words of the whole text stands here, 0 to 1."""
    marks: tuple[DifficultyMark, ...]


@dataclass(frozen=True, slots=True)
class HardWord:
    """A long or an uncommon word, as it is first written."""

    text: str
    times: int
    syllables: int
    uncommon: bool
    explained: bool
    """A term of the glossary holds it wherever it stands."""


@dataclass(frozen=True, slots=True)
class DifficultyReport:
    """Everything that makes one text hard."""

    formula: str | None
    """The formula by which each sentence has its `score`."""
    sentences: tuple[HardSentence, ...]
    """All sentences, in order."""
    words: tuple[HardWord, ...]
    """What weighs most comes first: times used, twice where a word is long and uncommon."""


def difficulties_to_json(reasons: DifficultyReport, source: str) -> dict[str, Any]:
    """Return `reasons` as `readlevel score --why --json` prints them, numbers unrounded.

    Each `span` becomes a `place`: `line`, `column`, `end_line`, `end_column`, counted from 1.
    """
    lines = LineIndex(source)

    def placed(one: HardSentence | DifficultyMark) -> dict[str, Any]:
        given = {field.name: getattr(one, field.name) for field in fields(one)}
        span = given.pop("span")
        return {"place": asdict(lines.place(span)) if span else None, **given}

    return {
        "formula": reasons.formula,
        "sentences": [
            {**placed(sentence), "marks": [placed(mark) for mark in sentence.marks]}
            for sentence in reasons.sentences
        ],
        "words": [asdict(word) for word in reasons.words],
    }
