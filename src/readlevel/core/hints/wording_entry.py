"""Entries of tables of plainer wordings, and the wording of one of their forms."""

from dataclasses import dataclass

KEEP_MARKER = "="

ONLY_AS_VERB = "verb"
"""Note of entries that may be another part of speech in their base form and with -s."""

ONLY_AS_NOUN = "noun"
"""Note of entries that may be an adjective, or stand before another noun."""

ONLY_AS_ADJECTIVE = "adjective"
"""Note of entries that may be a verb."""

BEFORE_NOUN = "before_noun"
AFTER_NOUN = "after_noun"


@dataclass(frozen=True, slots=True)
class WordingLimits:
    """Folded words on which it depends whether an entry is offered."""

    not_near: frozenset[str] = frozenset()
    """Words beside which the alternatives are wrong: "significant" near "p"."""
    not_behind: frozenset[str] = frozenset()
    """Words right before an entry with which they are wrong: "bone fracture"."""
    not_before: frozenset[str] = frozenset()
    """Words right behind an entry with which they are wrong: "difficult airway"."""
    only_near: frozenset[str] = frozenset()
    """Words of which one must be near; any text will do if there are none."""
    only_before: frozenset[str] = frozenset()
    """Words of which one must stand right behind: "considerably higher"."""


ANYWHERE = WordingLimits()


@dataclass(frozen=True, slots=True)
class WordingEntry:
    """One line of a table."""

    spellings: tuple[str, ...]
    alternatives: tuple[str, ...]
    """Alternatives, best first; empty if the entry is to be kept."""
    kind: str
    note: str | None
    limits: WordingLimits = ANYWHERE


@dataclass(frozen=True, slots=True)
class Wording:
    """The alternatives to one form of an entry."""

    alternatives: tuple[str, ...]
    note: str | None
    limits: WordingLimits = ANYWHERE
    is_verb: bool = False
    participles: tuple[str, ...] = ()
    """Alternatives as participles, if past and participle are spelled alike."""
    gender: str = ""
    """The kind of a noun or adjective in a language with genders: see its table."""
