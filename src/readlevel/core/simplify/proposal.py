"""What an editor may change to make a text easier to read."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from readlevel.core.house_style.house_rule import RuleLevel
from readlevel.core.text.source_positions import Span


class ProposalKind(StrEnum):
    """What is hard about a passage, or not in the style of the site."""

    HOUSE_STYLE = "house_style"
    """A wording that the house style does not want; with its `reason` and `level`."""
    SPLIT = "split"
    """A sentence that can be divided between two of its clauses."""
    LIST = "list"
    """Items in a sentence that can be a list."""
    LONG_SENTENCE = "long_sentence"
    """A long sentence without a division that is sure to be right; data: `words`."""
    ACTIVE = "active"
    """A passive whose agent is named, or may be."""
    VERB = "verb"
    """A noun for an action, with a verb that says nothing: "perform an assessment of"."""
    POSITIVE = "positive"
    """A double negative."""
    ACRONYM = "acronym"
    """An acronym that the text never spells out."""
    STATISTIC = "statistic"
    """A ratio or confidence interval instead of how many people."""
    PERSON_FIRST = "person_first"
    """A word that puts an illness before the person."""
    YOU = "you"
    """A sentence about patients that may speak to the reader."""
    WORD = "word"
    """A word or phrase with plainer alternatives."""
    UNCOMMON_WORD = "uncommon_word"
    """A rare word that no term explains."""
    BRACKETS = "brackets"
    """A remark in brackets that interrupts a sentence."""
    LONG_PARAGRAPH = "long_paragraph"
    """A paragraph of more than five sentences; data: `sentences`."""
    NO_HEADING = "no_heading"
    """A long passage without a heading; data: `words`."""
    LONG_LIST = "long_list"
    """A list of more than seven items; data: `items`."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other wordings for `text[start:end]` of one passage, best first."""

    kind: ProposalKind
    start: int
    end: int
    options: tuple[str, ...]
    note: str | None = None
    """A code of when an option is right, as in `Suggestion`; `blanks`: numbers are to be added."""


@dataclass(frozen=True, slots=True)
class Worth:
    """By how much a change lowers the level of the whole text; negative if it raises it."""

    grade: float
    """School grades; 0 for a language without grades."""
    hardness: float
    """Points of the difficulty index; 0 for a language without one."""


ABOUT_WORDS = frozenset({ProposalKind.WORD, ProposalKind.UNCOMMON_WORD, ProposalKind.ACRONYM})
"""Kinds that may be ignored for a word, wherever it is in the text."""

NOTHING = Worth(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One passage that makes a text hard, and what it may be instead."""

    kind: ProposalKind
    span: Span
    """Where `text` is in the source, in characters."""
    text: str
    sentence: str
    """The sentence or passage around it, as written."""
    options: tuple[str, ...]
    """Other wordings for `text`, best first; empty if only a person can tell."""
    note: str | None
    worth: Worth
    """That of the first option; without options, that of the best that can be hoped for."""
    data: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    """Why, in the words of the site."""
    term: str = ""
    """What the glossary calls it, if that is to be used."""
    level: RuleLevel | None = None
    """How much it matters to the site; None if it is not about the house style."""

    @property
    def key(self) -> str:
        """Return what identifies a proposal while the sentence around it stays as it is."""
        named = "\0".join((self.kind, self.text, self.sentence))
        return hashlib.sha256(named.encode()).hexdigest()[:16]
