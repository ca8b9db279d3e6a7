"""Two texts that are compared: their facts, aligned sentences, and the differences they give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.consistency.match_facts import Candidate, MatchResult, MatchRules, match_facts
from readlevel.core.consistency.thresholds import Thresholds
from readlevel.core.facts.extract import SentenceFacts, fact_token
from readlevel.core.text.source_positions import Span


@dataclass(frozen=True)
class ComparedTexts:
    """The facts of the sentences of two texts in one language."""

    clinician: Sequence[SentenceFacts]
    lay: Sequence[SentenceFacts]
    language: str
    alignment: SentenceAlignment
    thresholds: Thresholds

    @cached_property
    def clinician_claims(self) -> TextClaims:
        """The claims of the clinician text."""
        return TextClaims(self.clinician, self.language)

    @cached_property
    def lay_claims(self) -> TextClaims:
        """The claims of the lay text."""
        return TextClaims(self.lay, self.language)

    def match(
        self,
        facts: Sequence[Candidate[Any]],
        name: str,
        find_candidates: Callable[[Candidate[Any]], list[Candidate[Any]]],
        rules: MatchRules[Any],
    ) -> MatchResult[Any]:
        """Match clinician facts with the lay facts of one kind, an attribute of `SentenceFacts`."""
        lay = list_candidates(self.lay, name)
        return match_facts(facts, lay, find_candidates, self.alignment, rules, self.thresholds)

    def list_differences(
        self, matched: MatchResult[Any], fact_type: Callable[[Any], str]
    ) -> list[Difference]:
        """Return the differences among matched facts: conflicts, only lay, only clinician."""

        def clinician(candidate: Candidate[Any]) -> FactLocation:
            return _locate_candidate(self.clinician, candidate)

        def lay(candidate: Candidate[Any]) -> FactLocation:
            return _locate_candidate(self.lay, candidate)

        def make(
            kind: DifferenceKind,
            candidate: Candidate[Any],
            clinician: FactLocation | None,
            lay: FactLocation | None,
        ) -> Difference:
            words = lay.fact if lay else clinician.fact if clinician else ""
            return Difference(kind, words, fact_type(candidate.fact), clinician, lay)

        return [
            *(
                make(DifferenceKind.CONFLICT, lay_fact, clinician(fact), lay(lay_fact))
                for fact, lay_fact in matched.conflicts
            ),
            *(make(DifferenceKind.ONLY_LAY, one, None, lay(one)) for one in matched.only_lay),
            *(
                make(DifferenceKind.ONLY_CLINICIAN, one, clinician(one), None)
                for one in matched.only_clinician
            ),
        ]

    def make_conflict(
        self,
        sentences: tuple[int, int],
        clinician_span: Span,
        lay_span: Span,
        fact_type: str,
        confidence: float,
    ) -> Difference:
        """Return the conflict of two sentences, given as (clinician, lay)."""
        lay = locate_fact(self.lay[sentences[1]], lay_span)
        return Difference(
            DifferenceKind.CONFLICT,
            lay.fact,
            fact_type,
            locate_fact(self.clinician[sentences[0]], clinician_span),
            lay,
            confidence=confidence,
        )


def list_candidates(sentences: Sequence[SentenceFacts], name: str) -> list[Candidate[Any]]:
    """Return the facts of one kind, an attribute of `SentenceFacts`, with their sentences."""
    facts = [
        (sentence, fact) for sentence, one in enumerate(sentences) for fact in getattr(one, name)
    ]
    if not facts:
        return []
    value_of = attrgetter(*_list_values(facts[0][1]))
    return [Candidate(sentence, fact, fact_token(fact), value_of(fact)) for sentence, fact in facts]


def _list_values(fact: Any) -> list[str]:
    """Return the names of the fields of a fact, but for those of its position."""
    return [one.name for one in fields(fact) if one.name not in ("start", "end")]


def _locate_candidate(
    sentences: Sequence[SentenceFacts], candidate: Candidate[Any]
) -> FactLocation:
    return locate_fact(sentences[candidate.sentence], (candidate.fact.start, candidate.fact.end))


def locate_fact(facts: SentenceFacts, span: Span) -> FactLocation:
    """Return the place of a fact in its text, by its span in the sentence."""
    statement, words = facts.statement, facts.text[slice(*span)]
    return FactLocation(facts.text, statement.span, statement.line, words, span)


def locate_citation(facts: SentenceFacts, key: str) -> FactLocation:
    """Return the place of a citation, which is not part of the sentence's text."""
    return FactLocation(facts.text, facts.statement.span, facts.statement.line, f"@{key}")
