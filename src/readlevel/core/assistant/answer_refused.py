"""The error for an answer of a model that cannot become a draft."""

from collections.abc import Sequence
from enum import StrEnum


class RefusalCode(StrEnum):
    """Why an answer is refused."""

    EMPTY = "empty"
    THINKING = "thinking"
    """It has notes to itself that do not end."""
    OTHER_LANGUAGE = "other_language"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    """The Markdown parser refuses it."""
    LOST = "lost"
    """Something that was masked is missing."""
    DOUBLED = "doubled"
    """Something that was masked is there more often than in the source."""
    INVENTED = "invented"
    """A marker, citation, link or term mark that the source does not have."""


class AnswerRefused(ValueError):
    """An answer of a model cannot become a draft; `words` are the parts that are wrong."""

    def __init__(self, code: RefusalCode, words: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.words = tuple(words)
