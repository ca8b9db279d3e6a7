"""A difference between the clinician text and the lay text of an answer."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from readlevel.core.languages.words import split_words
from readlevel.core.text.source_positions import Span

_KEY_LENGTH = 32


def is_difference_key(text: str) -> bool:
    """Return whether `text` has the form of a difference's key."""
    return len(text) == _KEY_LENGTH and set(text) <= set("0123456789abcdef")


class DifferenceKind(StrEnum):
    """How the two texts differ in a fact."""

    CONFLICT = "conflict"
    """Both texts state it, with different values or with opposite polarity."""
    ONLY_LAY = "only_lay"
    """The clinician text does not support it."""
    ONLY_CLINICIAN = "only_clinician"
    """The lay text omits it."""


class Severity(StrEnum):
    """The harm a difference may do to a reader who follows the lay text."""

    COULD_HARM = "could_harm"
    DIFFERS = "differs"
    """The texts differ, but nobody is harmed by what the lay text says."""
    INFORMATION = "information"
    """The same in other words, or left out."""


NEW_NUMBERS = "new_numbers"
_STANCE_TYPES = frozenset({"negation", "modality", "action"})
_NUMBER_TYPES = frozenset({"number", "range", "comparison"})

MIN_ASKING_CONFIDENCE = 0.5
"""Confidence from which a difference that could harm needs an answer."""


_Words = tuple[str, ...]
_Identity = tuple[DifferenceKind, _Words, _Words, _Words]
"""A kind, the words of a fact, and those of both sentences."""


@dataclass(frozen=True, slots=True)
class FactLocation:
    """The position of a fact in one text."""

    text: str
    """The sentence with the fact."""
    span: Span | None
    """Span of the sentence in the Markdown, in characters; None if it was not found."""
    line: int
    """Line of the Markdown, from 1, on which the sentence's block begins."""
    fact: str = ""
    """The fact in the words of this text."""
    fact_span: Span | None = None
    """Span of the fact in `text`, in characters, if it is known."""
    before: str = ""
    after: str = ""
    """The sentences around it in its paragraph."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact in which the two texts differ."""

    kind: DifferenceKind
    fact: str
    """In the words of its text: `130/80 mmHg`, `do not stop`, `@rossaint2023`, `warfarin`; for a
    conflict, in the words of the lay text."""
    fact_type: str
    """What the fact is about: `number`, `range`, `comparison`, `citation`, `drug`, a kind of stance
    (`negation`, `modality`, `action`) or of claim (`ClaimKind`)."""
    clinician: FactLocation | None
    lay: FactLocation | None
    severity: Severity = Severity.COULD_HARM
    confidence: float = 1.0
    """How sure it is that the texts differ, from 0 to 1."""
    former_facts: tuple[str, ...] = ()
    """Other words that an earlier version marked, under which it may have been answered."""

    @property
    def asks(self) -> bool:
        """Whether an editor has to answer it: it could harm, and is sure enough."""
        return (
            self.kind is not DifferenceKind.ONLY_CLINICIAN
            and self.severity is Severity.COULD_HARM
            and self.confidence >= MIN_ASKING_CONFIDENCE
        )

    @property
    def question(self) -> str:
        """What an editor is asked: all numbers that only the lay text has are one question."""
        is_new = self.kind is DifferenceKind.ONLY_LAY and self.fact_type in _NUMBER_TYPES
        return NEW_NUMBERS if is_new else self.key

    @property
    def key(self) -> str:
        """Digest of the kind, the fact and the words of both sentences.

        Answers to differences are stored under it: it must not change.
        """
        return _digest(self.identity)

    @property
    def identity(self) -> _Identity:
        """What the key is the digest of, which is faster to compare."""
        return self._identify(self.kind, self.fact)

    def find_answer(self, answered: Collection[str]) -> str | None:
        """Return the key under which it is answered, if it is.

        An answer stays valid while both sentences are the same, even if an earlier version found
        the number in the lay text only, or marked another word of the contradiction.
        """
        return next((key for key in self._list_keys() if key in answered), None)

    def _list_keys(self) -> Iterator[str]:
        yield self.key
        for fact in self.former_facts:
            yield _digest(self._identify(self.kind, fact))
        if self.kind is DifferenceKind.CONFLICT and self.fact_type in _NUMBER_TYPES and self.lay:
            yield replace(self, kind=DifferenceKind.ONLY_LAY, clinician=None).key
        if self.fact_type in _STANCE_TYPES and self.lay:
            for word in dict.fromkeys(split_words(self.lay.text)):
                yield _digest(self._identify(self.kind, word))

    def _identify(self, kind: DifferenceKind, fact: str) -> _Identity:
        clinician, lay = self.clinician, self.lay
        return (
            kind,
            tuple(fact.split()),
            split_words(clinician.text) if clinician else (),
            split_words(lay.text) if lay else (),
        )


def _digest(identity: _Identity) -> str:
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:_KEY_LENGTH]
