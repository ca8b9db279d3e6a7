"""Content blocks of a text: key points, advice by urgency, and notes."""

from dataclasses import dataclass
from enum import StrEnum


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
