"""Two texts that are compared: their facts, aligned sentences, and the differences they give."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.consistency.difference import (
    Difference,
    DifferenceKind,
    FactLocation,
    Severity,
)
from readlevel.core.consistency.match_facts import Candidate, MatchResult, MatchRules, match_facts
from readlevel.core.consistency.thresholds import Thresholds
from readlevel.core.consistency.translations.phrase_claims import read_claims_in_context
from readlevel.core.facts.extract import SentenceFacts, fact_token
from readlevel.core.text.source_positions import Span

_CERTAIN = Severity.COULD_HARM, 1.0


def _rate_as_certain(_candidate: Candidate[Any]) -> tuple[Severity, float]:
    return _CERTAIN


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
        return TextClaims(self.clinician, self.language, read_claims_in_context)

    @cached_property
    def lay_claims(self) -> TextClaims:
        """The claims of the lay text."""
        return TextClaims(self.lay, self.language, read_claims_in_context)

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

    def iter_differences(
        self,
        matched: MatchResult[Any],
        fact_type: Callable[[Any], str],
        rate_new: Callable[[Candidate[Any]], tuple[Severity, float]] = _rate_as_certain,
    ) -> Iterator[Difference]:
        """Yield the differences among matched facts: conflicts, only lay, only clinician.

        `rate_new` returns the severity and confidence of a fact that only the lay text states.
        """

        def clinician(candidate: Candidate[Any]) -> FactLocation:
            fact = candidate.fact
            return self.locate_clinician(candidate.sentence, (fact.start, fact.end))

        def lay(candidate: Candidate[Any]) -> FactLocation:
            fact = candidate.fact
            return self.locate_lay(candidate.sentence, (fact.start, fact.end))

        def make(
            kind: DifferenceKind,
            candidate: Candidate[Any],
            clinician: FactLocation | None,
            lay: FactLocation | None,
            rating: tuple[Severity, float] = _CERTAIN,
        ) -> Difference:
            words = lay.fact if lay else clinician.fact if clinician else ""
            return Difference(kind, words, fact_type(candidate.fact), clinician, lay, *rating)

        for fact, lay_fact in matched.conflicts:
            yield make(DifferenceKind.CONFLICT, lay_fact, clinician(fact), lay(lay_fact))
        for one in matched.only_lay:
            yield make(DifferenceKind.ONLY_LAY, one, None, lay(one), rate_new(one))
        for one in matched.only_clinician:
            yield make(DifferenceKind.ONLY_CLINICIAN, one, clinician(one), None)

    def make_conflict(
        self,
        sentences: tuple[int, int],
        clinician_span: Span,
        lay_span: Span,
        fact_type: str,
        confidence: float,
    ) -> Difference:
        """Return the conflict of two sentences, given as (clinician, lay)."""
        lay = self.locate_lay(sentences[1], lay_span)
        return Difference(
            DifferenceKind.CONFLICT,
            lay.fact,
            fact_type,
            self.locate_clinician(sentences[0], clinician_span),
            lay,
            confidence=confidence,
        )

    def locate_clinician(self, sentence: int, fact: Span | str) -> FactLocation:
        """Return the place of a fact of the clinician text, with the sentences around it.

        The fact is a span in the sentence, or the key of a work that it cites.
        """
        return _locate_among(self.clinician, sentence, fact)

    def locate_lay(self, sentence: int, fact: Span | str) -> FactLocation:
        """Return the place of a fact of the lay text in the same way."""
        return _locate_among(self.lay, sentence, fact)


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


def _locate_among(sentences: Sequence[SentenceFacts], index: int, fact: Span | str) -> FactLocation:
    around = (
        _find_neighbour(sentences, index, index - 1),
        _find_neighbour(sentences, index, index + 1),
    )
    if isinstance(fact, str):
        return locate_citation(sentences[index], fact, *around)
    return locate_fact(sentences[index], fact, *around)


def _find_neighbour(sentences: Sequence[SentenceFacts], index: int, other: int) -> str:
    """Return the text of a sentence if it is in the same block as another."""
    if not 0 <= other < len(sentences):
        return ""
    own, near = sentences[index].statement, sentences[other].statement
    return near.text if near.line == own.line and not near.is_heading else ""


def locate_fact(
    facts: SentenceFacts, span: Span, before: str = "", after: str = ""
) -> FactLocation:
    """Return the place of a fact in its text, by its span in the sentence."""
    statement = facts.statement
    text, (start, end) = statement.text, span
    return FactLocation(text, statement.span, statement.line, text[start:end], span, before, after)


def locate_citation(
    facts: SentenceFacts, key: str, before: str = "", after: str = ""
) -> FactLocation:
    """Return the place of a citation, which is not part of the sentence's text."""
    statement = facts.statement
    return FactLocation(
        statement.text, statement.span, statement.line, f"@{key}", None, before, after
    )
