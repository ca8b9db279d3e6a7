"""What two variants of an answer say differently: facts that one has and the other lacks.

Plain text rightly leaves much out, so the kinds differ in weight: a conflict and a fact that only
the plain text has are answered one by one; what only the clinician text has is a quiet list.
"""

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from readlevel.core.consistency.citation_conflicts import (
    find_omitted_citations,
    find_unsupported_citations,
)
from readlevel.core.consistency.match_facts import Candidate, MatchResult, MatchRules, match_facts
from readlevel.core.consistency.negation_conflicts import find_negation_conflicts
from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.consistency.stop_advice import find_unsupported_stop_advice
from readlevel.core.facts import medicines
from readlevel.core.facts.extract import SentenceFacts, extract_facts, fact_token
from readlevel.core.facts.medicines import DrugMention, is_of_class
from readlevel.core.facts.quantities import (
    Quantity,
    are_comparable,
    have_like_units,
    quantities_agree,
)
from readlevel.core.facts.statements import Statement, read_statements
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.words import split_words
from readlevel.core.text.source_positions import Span

_KEY_LENGTH = 32


def is_difference_key(text: str) -> bool:
    """Tell whether `text` may be the key of a difference."""
    return len(text) == _KEY_LENGTH and set(text) <= set("0123456789abcdef")


class DifferenceKind(StrEnum):
    """What is the matter with a fact."""

    CONFLICT = "conflict"
    """Both have it, with another value or with its negation gone."""
    ONLY_LAY = "only_lay"
    """Nothing in the clinician text supports it."""
    ONLY_CLINICIAN = "only_clinician"
    """The plain text leaves it out."""


@dataclass(frozen=True, slots=True)
class FactLocation:
    """Where a fact stands in one text."""

    text: str
    """Its sentence."""
    span: Span | None
    """Where the sentence stands in the Markdown, in characters; None where it was not found."""
    line: int
    """Line of the Markdown, from 1, on which the block of the sentence begins."""
    fact: str = ""
    """The fact as it is written here."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the two texts do not share."""

    kind: DifferenceKind
    fact: str
    """As it is written: `130/80 mmHg`, `do not stop`, `@rossaint2023`, `warfarin`; of a conflict
    as the plain text has it."""
    about: str
    """`number`, `range`, `comparison`, `negation`, `citation` or `drug`."""
    clinician: FactLocation | None
    lay: FactLocation | None

    @property
    def key(self) -> str:
        """Digest of kind, fact and the words of both sentences: it holds until one changes."""
        said = [list(split_words(place.text)) if place else [] for place in self._places]
        given = json.dumps([self.kind, self.fact.split(), *said])
        return hashlib.sha256(given.encode()).hexdigest()[:_KEY_LENGTH]

    @property
    def _places(self) -> tuple[FactLocation | None, FactLocation | None]:
        return self.clinician, self.lay


_ORDER = tuple(DifferenceKind)
_EXAMPLE = re.compile(
    r"\b(?:such as|like|for example|for instance|e\.g\.|including|como|por ejemplo|wie|z\. ?B\."
    r"|comme|par exemple)[^.;:]{0,40}\Z",
    re.IGNORECASE,
)
"""What stands before a medicine that is but one of its class."""
_MOST_ALIKE = 100
"""Facts of one value that one is compared with; no text says the same so often."""


def compare_texts(
    clinician: str, lay: str, language: str, glossary: Glossary | None = None
) -> tuple[Difference, ...]:
    """Return the differences between two texts in Markdown: conflicts, then the other kinds.

    Terms of the `glossary` help to tell which sentences speak of the same thing. Raise
    `UnreadableMarkdown` for what cannot be a text.
    """
    above = extract_facts(read_statements(clinician, language), language, glossary)
    below = extract_facts(read_statements(lay, language), language, glossary)
    alignment = SentenceAlignment([told.bag for told in below], [told.bag for told in above])
    found = [
        *_compare_quantities(above, below, alignment),
        *_compare_drugs(above, below, alignment),
        *_compare_negations(above, below, alignment, language),
        *_compare_citations(above, below, alignment),
    ]
    return tuple(sorted(found, key=lambda difference: _ORDER.index(difference.kind)))


def _compare_quantities(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], alignment: SentenceAlignment
) -> list[Difference]:
    facts = _hold(above, "quantities")
    index = sorted(
        ((value, place) for place, one in enumerate(facts) for value in one.fact.sought()),
    )
    values = [value for value, _ in index]

    def alike(own: Candidate[Quantity]) -> list[Candidate[Quantity]]:
        places: set[int] = set()
        for value in own.fact.sought():
            start = bisect_left(values, value * 0.88 - 1e-12)
            end = bisect_right(values, value * 1.13 + 1e-12)
            places.update(place for _, place in index[start : min(end, start + _MOST_ALIKE)])
        return [facts[place] for place in sorted(places)]

    matched = match_facts(facts, _hold(below, "quantities"), alike, alignment, _QUANTITIES)
    return _differences(matched, above, below, lambda fact: fact.about)


def _compare_drugs(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], alignment: SentenceAlignment
) -> list[Difference]:
    facts = _hold(above, "drugs")
    named = {name for one in facts if not one.fact.is_class for name in one.fact.drugs}
    every_class = [one for one in facts if one.fact.is_class]
    classes = [one for one in every_class if not _has_member(one.fact, named)]
    by_name: dict[str, list[Candidate[DrugMention]]] = {}
    for one in facts:
        if not one.fact.is_class:
            for name in one.fact.drugs:
                by_name.setdefault(name, []).append(one)

    def alike(own: Candidate[DrugMention]) -> list[Candidate[DrugMention]]:
        if own.fact.is_class:
            return facts
        named = [one for name in own.fact.drugs for one in by_name.get(name, ())[:_MOST_ALIKE]]
        is_example = _EXAMPLE.search(below[own.place].text[: own.fact.start])
        return named + (every_class if is_example else classes)[:_MOST_ALIKE]

    matched = match_facts(facts, _hold(below, "drugs"), alike, alignment, _DRUGS)
    return _differences(matched, above, below, lambda fact: "drug")


def _compare_negations(
    above: Sequence[SentenceFacts],
    below: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
    language: str,
) -> list[Difference]:
    found = []
    for one in find_negation_conflicts(above, below, alignment, language):
        upper, lower = above[one.above], below[one.below]
        said, own = upper.text[slice(*one.fact_above)], lower.text[slice(*one.fact_below)]
        places = _place(upper.statement, said), _place(lower.statement, own)
        found.append(Difference(DifferenceKind.CONFLICT, own, "negation", *places))
    at_odds = {one.lay.text for one in found if one.lay}
    for below_place, (start, end) in find_unsupported_stop_advice(above, below, language):
        lower = below[below_place]
        if lower.text not in at_odds:
            own = lower.text[start:end]
            at = _place(lower.statement, own)
            found.append(Difference(DifferenceKind.ONLY_LAY, own, "negation", None, at))
    return found


def _hold(told: Sequence[SentenceFacts], name: str) -> list[Candidate[Any]]:
    return [
        Candidate(place, fact, fact_token(fact), replace(fact, start=0, end=0))
        for place, one in enumerate(told)
        for fact in getattr(one, name)
    ]


def _differences(
    matched: MatchResult[Any],
    above: Sequence[SentenceFacts],
    below: Sequence[SentenceFacts],
    about: Callable[[Any], str],
) -> list[Difference]:
    def written(told: Sequence[SentenceFacts], one: Candidate[Any]) -> str:
        return told[one.place].text[one.fact.start : one.fact.end]

    found = [
        Difference(
            DifferenceKind.CONFLICT,
            written(below, own),
            about(own.fact),
            _place(above[one.place].statement, written(above, one)),
            _place(below[own.place].statement, written(below, own)),
        )
        for one, own in matched.conflicts
    ]
    found += [
        Difference(
            DifferenceKind.ONLY_LAY,
            written(below, own),
            about(own.fact),
            None,
            _place(below[own.place].statement, written(below, own)),
        )
        for own in matched.only_below
    ]
    found += [
        Difference(
            DifferenceKind.ONLY_CLINICIAN,
            written(above, one),
            about(one.fact),
            _place(above[one.place].statement, written(above, one)),
            None,
        )
        for one in matched.only_above
    ]
    return found


def _has_member(kind: DrugMention, named: Collection[str]) -> bool:
    """Tell whether a text that names a class also names what belongs to it: then those count."""
    return any(is_of_class(drug, name) for drug in named for name in kind.drugs)


_QUANTITIES = MatchRules(
    quantities_agree,
    are_comparable,
    have_like_units,
    lambda quantity: quantity.soft,
    lambda quantity: quantity.quiet,
    lambda one, other: bool(one.dimension),
)
_DRUGS = MatchRules(
    medicines.mentions_agree,
    lambda one, other: not one.is_class and not other.is_class,
    lambda one, other: True,
    lambda mention: mention.is_class,
    lambda mention: mention.is_class,
    lambda one, other: False,
)


def _compare_citations(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], alignment: SentenceAlignment
) -> list[Difference]:
    found = []
    for place, key in find_unsupported_citations(above, below, alignment):
        at = _place(below[place].statement, f"@{key}")
        found.append(Difference(DifferenceKind.ONLY_LAY, f"@{key}", "citation", None, at))
    for place, key in find_omitted_citations(above, below, alignment):
        at = _place(above[place].statement, f"@{key}")
        found.append(Difference(DifferenceKind.ONLY_CLINICIAN, f"@{key}", "citation", at, None))
    return found


def _place(statement: Statement, fact: str) -> FactLocation:
    return FactLocation(statement.text, statement.span, statement.line, fact)
