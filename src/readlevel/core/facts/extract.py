"""The facts of a text: what each of its sentences says that can be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from readlevel.core.facts.medicines import Mention, find_drugs, find_generic
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.read_quantities import find_quantities
from readlevel.core.facts.statements import Statement
from readlevel.core.facts.tokens import split_tokens
from readlevel.core.facts.topics import list_topics
from readlevel.core.facts.vocabulary import get_fact_words
from readlevel.core.glossary.matcher import Glossary

_OF_HEADING = 0.25
_OF_CITATION = 0.7
"""How much a heading and a cited work tell of what a sentence is about; its own words tell 1."""

_OF_BEFORE = 0.25
"""The same of what is pointed back to."""

_RXNORM = "rxnorm"


@dataclass(frozen=True)
class Told:
    """One statement, and the facts in it."""

    statement: Statement
    topics: Sequence[str]
    quantities: Sequence[Quantity]
    drugs: Sequence[Mention]
    terms: Sequence[str] = field(default=())
    """Slugs of the terms of the glossary that it uses."""
    heading_topics: Sequence[str] = ()
    points_at: "Told | None" = None
    """The statement before, where it points back to that: "do not stop it"."""

    @property
    def text(self) -> str:
        """The words of the statement."""
        return self.statement.text

    @property
    def medicines(self) -> Sequence[Mention]:
        """Those that it names, or else points back to."""
        return self.drugs or (self.points_at.drugs if self.points_at else ())

    @property
    def named(self) -> Sequence[str]:
        """What it names itself: topics and medicines."""
        return [*self.topics, *map(token_of, self.drugs)]

    @cached_property
    def bag(self) -> Mapping[str, float]:
        """What it is about, by weight: topics, terms, numbers (#), medicines (+), works (@).

        A heading without a fact says nothing by itself.
        """
        if self.statement.is_heading and not (self.quantities or self.drugs):
            return {}
        bag = dict.fromkeys(self.heading_topics, _OF_HEADING)
        bag.update(dict.fromkeys(self.points_at.named if self.points_at else (), _OF_BEFORE))
        bag.update((f"@{key}", _OF_CITATION) for key in self.statement.citations)
        bag.update(dict.fromkeys((token_of(one) for one in self.quantities if not one.soft), 1.0))
        bag.update((token_of(one), 1.0) for one in self.drugs if not one.is_class)
        bag.update((f"term {slug}", 1.0) for slug in self.terms)
        bag.update(dict.fromkeys(self.topics, 1.0))
        return bag


def token_of(fact: Quantity | Mention) -> str:
    """Return the mark that a fact leaves in what its sentence is about."""
    if isinstance(fact, Quantity):
        return f"#{fact.token()}"
    return "+" + "+".join(sorted(fact.drugs))


def read_facts(
    statements: Sequence[Statement], language: str, glossary: Glossary | None
) -> list[Told]:
    """Return what each of the statements of a text says.

    Terms of the glossary tell that two sentences are about the same; those with a code of RxNorm
    are medicines.
    """
    texts = [statement.text for statement in statements]
    matches = glossary.find_matches_in(texts, language) if glossary else {}
    headings: dict[str, list[str]] = {}
    told: list[Told] = []
    for place, statement in enumerate(statements):
        if statement.heading not in headings:
            headings[statement.heading] = list_topics(statement.heading, language)
        uses = [match for match in matches.get(place, ()) if len(match.terms) == 1]
        drugs = list(find_drugs(statement.text, language))
        for use in uses:
            term = use.terms[0]
            if term.codes.get(_RXNORM) and not any(
                one.start < use.end and use.start < one.end for one in drugs
            ):
                known = find_generic(term.name) or frozenset({term.slug})
                drugs.append(Mention(use.start, use.end, known))
        told.append(
            Told(
                statement,
                list_topics(statement.text, language),
                find_quantities(statement.text, language),
                drugs,
                [use.terms[0].slug for use in uses],
                headings[statement.heading],
                told[-1] if told and _points_back(statement, told[-1], language) else None,
            )
        )
    return told


def _points_back(statement: Statement, before: Told, language: str) -> bool:
    if statement.line != before.statement.line or before.statement.is_heading:
        return False
    words = get_fact_words(language).words["pointing"]
    return any(token.low in words for token in split_tokens(statement.text))
