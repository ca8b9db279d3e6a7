"""Extraction of the facts of each sentence: what can be compared between two texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from readlevel.core.facts.medicines import DrugMention, find_drugs, find_generic_names
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.read_quantities import find_quantities
from readlevel.core.facts.statements import Statement
from readlevel.core.facts.tokens import split_tokens
from readlevel.core.facts.topics import extract_topics
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.glossary.matcher import Glossary

_HEADING_WEIGHT = 0.25
_CITATION_WEIGHT = 0.7
"""Weights of the topics of its heading and of cited works; a sentence's own topics have 1."""

_ANTECEDENT_WEIGHT = 0.25
"""Weight of the topics of the antecedent."""

_RXNORM = "rxnorm"


@dataclass(frozen=True)
class SentenceFacts:
    """A statement and its facts."""

    statement: Statement
    topics: Sequence[str]
    quantities: Sequence[Quantity]
    drugs: Sequence[DrugMention]
    term_slugs: Sequence[str] = field(default=())
    """Slugs of the glossary terms in it."""
    heading_topics: Sequence[str] = ()
    antecedent: "SentenceFacts | None" = None
    """The previous statement, if a pronoun refers to it: "do not stop it"."""

    @property
    def text(self) -> str:
        """The text of the statement."""
        return self.statement.text

    @property
    def drugs_in_context(self) -> Sequence[DrugMention]:
        """The medicines in the sentence, or those of its antecedent if it names none."""
        return self.drugs or (self.antecedent.drugs if self.antecedent else ())

    @property
    def own_topics(self) -> Sequence[str]:
        """Its own topics, and tokens of its medicines."""
        return [*self.topics, *map(fact_token, self.drugs)]

    @property
    def antecedent_weights(self) -> dict[str, float]:
        """Weights of the topics of the antecedent."""
        return dict.fromkeys(
            self.antecedent.own_topics if self.antecedent else (), _ANTECEDENT_WEIGHT
        )

    @cached_property
    def topic_weights(self) -> Mapping[str, float]:
        """Weights of its topics, terms, numbers (#), medicines (+) and cited works (@).

        A heading without a fact has none.
        """
        if self.statement.is_heading and not (self.quantities or self.drugs):
            return {}
        weights = dict.fromkeys(self.heading_topics, _HEADING_WEIGHT)
        weights.update(self.antecedent_weights)
        weights.update((f"@{key}", _CITATION_WEIGHT) for key in self.statement.citations)
        weights.update(
            dict.fromkeys((fact_token(one) for one in self.quantities if not one.weak), 1.0)
        )
        weights.update((fact_token(one), 1.0) for one in self.drugs if not one.is_class)
        weights.update((f"term {slug}", 1.0) for slug in self.term_slugs)
        weights.update(dict.fromkeys(self.topics, 1.0))
        return weights


def fact_token(fact: Quantity | DrugMention) -> str:
    """Return the topic that a fact adds to its sentence."""
    if isinstance(fact, Quantity):
        return f"#{fact.token()}"
    return "+" + "+".join(sorted(fact.names))


def extract_facts(
    statements: Sequence[Statement], language: str, glossary: Glossary | None
) -> list[SentenceFacts]:
    """Return the facts of each statement of a text.

    Glossary terms are topics; those with an RxNorm code are medicines.
    """
    texts = [statement.text for statement in statements]
    matches = glossary.find_matches_in(texts, language) if glossary else {}
    headings: dict[str, list[str]] = {}
    facts: list[SentenceFacts] = []
    for index, statement in enumerate(statements):
        if statement.heading not in headings:
            headings[statement.heading] = extract_topics(statement.heading, language)
        uses = [match for match in matches.get(index, ()) if len(match.terms) == 1]
        drugs = list(find_drugs(statement.text, language))
        for use in uses:
            term = use.terms[0]
            if term.codes.get(_RXNORM) and not any(
                one.start < use.end and use.start < one.end for one in drugs
            ):
                known = find_generic_names(term.name) or frozenset({term.slug})
                drugs.append(DrugMention(use.start, use.end, known))
        facts.append(
            SentenceFacts(
                statement,
                extract_topics(statement.text, language),
                find_quantities(statement.text, language),
                drugs,
                [use.terms[0].slug for use in uses],
                headings[statement.heading],
                facts[-1] if facts and _is_anaphoric(statement, facts[-1], language) else None,
            )
        )
    return facts


def _is_anaphoric(statement: Statement, before: SentenceFacts, language: str) -> bool:
    if statement.line != before.statement.line or before.statement.is_heading:
        return False
    anaphors = get_vocabulary(language).words["anaphors"].single
    return not anaphors.isdisjoint([token.lower for token in split_tokens(statement.text)])
