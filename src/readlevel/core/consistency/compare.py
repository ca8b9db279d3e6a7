"""Differences between the clinician text and the lay text of an answer.

A lay text rightly omits much. So an editor answers each conflict and each fact that only the lay
text states, while facts that only the clinician text states are just listed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from readlevel.core.consistency.citation_conflicts import (
    find_omitted_citations,
    find_unsupported_citations,
)
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.consistency.match_facts import Candidate, MatchResult, MatchRules, match_facts
from readlevel.core.consistency.negation_conflicts import find_negation_conflicts
from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.consistency.stop_advice import find_unsupported_stop_advice
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds
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
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.glossary.matcher import Glossary

_KIND_ORDER = tuple(DifferenceKind)
_MAX_EQUAL_FACTS = 100
"""Facts of equal value with which one fact is compared."""
_MAX_EXAMPLE_GAP = 40
"""Characters between "such as" and the medicine that it introduces."""


def compare_texts(
    clinician: str,
    lay: str,
    language: str,
    glossary: Glossary | None = None,
    thresholds: Thresholds = THRESHOLDS,
) -> tuple[Difference, ...]:
    """Return the differences between two texts in Markdown, conflicts first.

    Terms of the `glossary` help to align sentences. Raise `UnreadableMarkdown` for text that
    cannot be parsed.
    """
    clinician_facts = extract_facts(read_statements(clinician, language), language, glossary)
    lay_facts = extract_facts(read_statements(lay, language), language, glossary)
    comparison = _Comparison(clinician_facts, lay_facts, language, thresholds)
    found = [
        *comparison.compare_quantities(),
        *comparison.compare_drugs(),
        *comparison.compare_negations(),
        *comparison.compare_citations(),
    ]
    return tuple(sorted(found, key=lambda difference: _KIND_ORDER.index(difference.kind)))


class _Comparison:
    """The facts of two texts, compared one kind at a time."""

    def __init__(
        self,
        clinician: Sequence[SentenceFacts],
        lay: Sequence[SentenceFacts],
        language: str,
        thresholds: Thresholds,
    ) -> None:
        self._clinician, self._lay = clinician, lay
        self._language = language
        self._thresholds = thresholds
        self._alignment = SentenceAlignment(
            [facts.topic_weights for facts in lay], [facts.topic_weights for facts in clinician]
        )

    def compare_quantities(self) -> list[Difference]:
        facts = _list_candidates(self._clinician, "quantities")
        by_value = sorted(
            (value, index)
            for index, candidate in enumerate(facts)
            for value in candidate.fact.lookup_values()
        )
        values = [value for value, _ in by_value]

        def find_candidates(lay_fact: Candidate[Quantity]) -> list[Candidate[Quantity]]:
            found: set[int] = set()
            for value in lay_fact.fact.lookup_values():
                # Wider than any rounding that `quantities_agree` accepts.
                start = bisect_left(values, value * 0.88 - 1e-12)
                end = bisect_right(values, value * 1.13 + 1e-12)
                found.update(
                    index for _, index in by_value[start : min(end, start + _MAX_EQUAL_FACTS)]
                )
            return [facts[index] for index in sorted(found)]

        matched = self._match(facts, "quantities", find_candidates, QUANTITY_RULES)
        return self._list_differences(matched, lambda fact: fact.fact_type)

    def compare_drugs(self) -> list[Difference]:
        facts = _list_candidates(self._clinician, "drugs")
        named = {name for one in facts if not one.fact.is_class for name in one.fact.names}
        classes = [one for one in facts if one.fact.is_class]
        # If the clinician text names a medicine of a class, the class supports no other.
        open_classes = [one for one in classes if not _names_member_of(named, one.fact)]
        by_name: dict[str, list[Candidate[DrugMention]]] = {}
        for one in facts:
            if not one.fact.is_class:
                for name in one.fact.names:
                    by_name.setdefault(name, []).append(one)
        example = _example_pattern(self._language)

        def find_candidates(lay_fact: Candidate[DrugMention]) -> list[Candidate[DrugMention]]:
            if lay_fact.fact.is_class:
                return facts
            same = [
                one
                for name in lay_fact.fact.names
                for one in by_name.get(name, ())[:_MAX_EQUAL_FACTS]
            ]
            before = self._lay[lay_fact.sentence].text[: lay_fact.fact.start]
            is_example = example is not None and example.search(before)
            return same + (classes if is_example else open_classes)[:_MAX_EQUAL_FACTS]

        matched = self._match(facts, "drugs", find_candidates, DRUG_RULES)
        return self._list_differences(matched, lambda fact: "drug")

    def compare_negations(self) -> list[Difference]:
        found = []
        conflicts = find_negation_conflicts(
            self._clinician, self._lay, self._alignment, self._language, self._thresholds
        )
        for conflict in conflicts:
            clinician, lay = self._clinician[conflict.clinician], self._lay[conflict.lay]
            clinician_words = clinician.text[slice(*conflict.clinician_span)]
            lay_words = lay.text[slice(*conflict.lay_span)]
            found.append(
                Difference(
                    DifferenceKind.CONFLICT,
                    lay_words,
                    "negation",
                    _locate_fact(clinician.statement, clinician_words),
                    _locate_fact(lay.statement, lay_words),
                )
            )
        in_conflict = {difference.lay.text for difference in found if difference.lay}
        advice = find_unsupported_stop_advice(self._clinician, self._lay, self._language)
        for index, (start, end) in advice:
            sentence = self._lay[index]
            if sentence.text not in in_conflict:
                words = sentence.text[start:end]
                location = _locate_fact(sentence.statement, words)
                found.append(Difference(DifferenceKind.ONLY_LAY, words, "negation", None, location))
        return found

    def compare_citations(self) -> list[Difference]:
        found = []
        texts = self._clinician, self._lay, self._alignment
        for sentence, key in find_unsupported_citations(*texts):
            location = _locate_fact(self._lay[sentence].statement, f"@{key}")
            found.append(Difference(DifferenceKind.ONLY_LAY, f"@{key}", "citation", None, location))
        for sentence, key in find_omitted_citations(*texts):
            location = _locate_fact(self._clinician[sentence].statement, f"@{key}")
            found.append(
                Difference(DifferenceKind.ONLY_CLINICIAN, f"@{key}", "citation", location, None)
            )
        return found

    def _match(
        self,
        facts: Sequence[Candidate[Any]],
        name: str,
        find_candidates: Callable[[Candidate[Any]], list[Candidate[Any]]],
        rules: MatchRules[Any],
    ) -> MatchResult[Any]:
        lay = _list_candidates(self._lay, name)
        return match_facts(facts, lay, find_candidates, self._alignment, rules, self._thresholds)

    def _list_differences(
        self, matched: MatchResult[Any], fact_type: Callable[[Any], str]
    ) -> list[Difference]:
        def clinician(candidate: Candidate[Any]) -> FactLocation:
            return _locate_candidate(self._clinician, candidate)

        def lay(candidate: Candidate[Any]) -> FactLocation:
            return _locate_candidate(self._lay, candidate)

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


def _list_candidates(sentences: Sequence[SentenceFacts], name: str) -> list[Candidate[Any]]:
    return [
        Candidate(sentence, fact, fact_token(fact), replace(fact, start=0, end=0))
        for sentence, facts in enumerate(sentences)
        for fact in getattr(facts, name)
    ]


def _names_member_of(named: Collection[str], mention: DrugMention) -> bool:
    """Return whether one of the named medicines belongs to a class."""
    return any(is_of_class(drug, name) for drug in named for name in mention.names)


@cache
def _example_pattern(language: str) -> re.Pattern[str] | None:
    """Return a pattern for text that introduces a medicine as an example: "such as"."""
    cues = get_vocabulary(language).example_cues
    if not cues:
        return None
    phrases = "|".join(map(re.escape, cues))
    return re.compile(rf"\b(?:{phrases})[^.;:]{{0,{_MAX_EXAMPLE_GAP}}}\Z", re.IGNORECASE)


QUANTITY_RULES = MatchRules(
    agree=quantities_agree,
    are_comparable=are_comparable,
    agree_anywhere=have_like_units,
    is_weak=lambda quantity: quantity.weak,
    needs_no_support=lambda quantity: quantity.needs_no_support,
    weak_may_conflict=lambda clinician, lay: bool(clinician.dimension),
)
DRUG_RULES = MatchRules(
    agree=medicines.mentions_agree,
    are_comparable=lambda clinician, lay: not clinician.is_class and not lay.is_class,
    agree_anywhere=lambda clinician, lay: True,
    is_weak=lambda mention: mention.is_class,
    needs_no_support=lambda mention: mention.is_class,
    weak_may_conflict=lambda clinician, lay: False,
)


def _locate_candidate(
    sentences: Sequence[SentenceFacts], candidate: Candidate[Any]
) -> FactLocation:
    sentence = sentences[candidate.sentence]
    words = sentence.text[candidate.fact.start : candidate.fact.end]
    return _locate_fact(sentence.statement, words)


def _locate_fact(statement: Statement, fact: str) -> FactLocation:
    return FactLocation(statement.text, statement.span, statement.line, fact)
