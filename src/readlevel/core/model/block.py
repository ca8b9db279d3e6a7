"""Content blocks of a text: key points, advice by urgency, notes, and the question after it."""

from dataclasses import dataclass
from enum import StrEnum

ANSWER_ANCHOR = "said"
"""The anchor of the paragraph with the sentence that answers the question."""

NOT_SURE = -1
"""The choice "I am not sure", which each question has besides its own."""


class BlockKind(StrEnum):
    """The kind of a content block, as it is written after `:::`."""

    KEY_POINTS = "key-points"
    EMERGENCY = "emergency"
    """Signs for which the reader calls an emergency number."""
    URGENT = "urgent"
    """Signs for which the reader gets help the same day."""
    SEE_A_DOCTOR = "see-a-doctor"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ContentBlock:
    """One content block of a text."""

    kind: BlockKind
    title: str
    text: str
    """Its words, one line per paragraph or list item."""


@dataclass(frozen=True, slots=True)
class ComprehensionCheck:
    """A situation, what a reader could do, and the sentence of the text that answers it."""

    question: str
    choices: tuple[str, ...]
    right: int
    """The place of the right choice, from 0."""
    sentence: str
    """The sentence of the text that answers the question."""
    key: str
    """Changes with the question and its choices, so that answers are counted for these alone."""

    def has_choice(self, choice: int) -> bool:
        """Return whether a reader can choose this."""
        return choice == NOT_SURE or 0 <= choice < len(self.choices)
