"""What two variants of an answer say differently: facts that one has and the other lacks.

Plain text rightly leaves much out, so the kinds differ in weight: a conflict and a fact that only
the plain text has are answered one by one; what only the clinician text has is a quiet list.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from readlevel.core.positions import Span
from readlevel.core.statements import Statement, read_statements
from readlevel.core.words import split_words


class Kind(StrEnum):
    """What is the matter with a fact."""

    CONFLICT = "conflict"
    """Both have it, with another value or with its negation gone."""
    ONLY_LAY = "only_lay"
    """Nothing in the clinician text supports it."""
    ONLY_CLINICIAN = "only_clinician"
    """The plain text leaves it out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands in one text."""

    text: str
    """Its sentence."""
    span: Span | None
    """Where the sentence stands in the Markdown, in characters; None where it was not found."""
    line: int
    """Line of the Markdown, from 1, on which the block of the sentence begins."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the two texts do not share."""

    kind: Kind
    fact: str
    """As it is written: `130/80 mmHg`, `do not stop`, `@rossaint2023`, `warfarin`."""
    about: str
    """`number`, `range`, `comparison`, `negation`, `citation` or `drug`."""
    clinician: Place | None
    lay: Place | None

    @property
    def key(self) -> str:
        """Digest of kind, fact and the words of both sentences: it holds until one changes."""
        said = [list(split_words(place.text)) if place else [] for place in self._places]
        given = json.dumps([self.kind, self.fact.split(), *said])
        return hashlib.sha256(given.encode()).hexdigest()[:32]

    @property
    def _places(self) -> tuple[Place | None, Place | None]:
        return self.clinician, self.lay


_ORDER = tuple(Kind)


def compare(clinician: str, lay: str, language: str) -> tuple[Difference, ...]:
    """Return the differences between two texts in Markdown: conflicts, then the other kinds.

    Raise `UnreadableMarkdown` for what cannot be a text.
    """
    above, below = read_statements(clinician, language), read_statements(lay, language)
    found = _compare_citations(above, below)
    return tuple(sorted(found, key=lambda difference: _ORDER.index(difference.kind)))


def _compare_citations(
    above: tuple[Statement, ...], below: tuple[Statement, ...]
) -> list[Difference]:
    cited, cited_below = _first_uses(above), _first_uses(below)
    only_lay = [
        Difference(Kind.ONLY_LAY, f"@{key}", "citation", None, _place(statement))
        for key, statement in cited_below.items()
        if key not in cited
    ]
    only_clinician = [
        Difference(Kind.ONLY_CLINICIAN, f"@{key}", "citation", _place(statement), None)
        for key, statement in cited.items()
        if key not in cited_below
    ]
    return only_lay + only_clinician


def _first_uses(statements: tuple[Statement, ...]) -> dict[str, Statement]:
    uses: dict[str, Statement] = {}
    for statement in statements:
        for key in statement.citations:
            uses.setdefault(key, statement)
    return uses


def _place(statement: Statement) -> Place:
    return Place(statement.text, statement.span, statement.line)
