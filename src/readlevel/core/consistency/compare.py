"""Differences between the clinician text and the lay text of an answer.

A lay text rightly omits much. So an editor answers each conflict and each fact that only the lay
text states, while facts that only the clinician text states are just listed.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.stances.stance import Stance
from readlevel.core.consistency.citation_conflicts import (
    find_omitted_citations,
    find_unsupported_citations,
)
from readlevel.core.consistency.compared_texts import ComparedTexts, list_candidates
from readlevel.core.consistency.difference import Difference, DifferenceKind, Severity
from readlevel.core.consistency.difference_places import narrow_places
from readlevel.core.consistency.match_facts import Candidate, MatchRules
from readlevel.core.consistency.new_groups import CLOSE, find_new_groups
from readlevel.core.consistency.omitted_warnings import find_omitted_warnings
from readlevel.core.consistency.quantity_differences import find_quantity_differences
from readlevel.core.consistency.second_reading import SecondReader, add_second_reading
from readlevel.core.consistency.stop_advice import find_unsupported_stop_advice
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds
from readlevel.core.contradictions.claim_conflicts import find_claim_conflicts
from readlevel.core.contradictions.excepted_uses import (
    agree_by_exception,
    find_excepted_uses,
    share_exception,
)
from readlevel.core.contradictions.exchanged_groups import find_exchanged_groups
from readlevel.core.contradictions.stance_conflicts import find_stance_conflicts
from readlevel.core.facts import medicines
from readlevel.core.facts.extract import extract_facts
from readlevel.core.facts.medicines import DrugMention, is_of_class
from readlevel.core.facts.statements import read_statements
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.glossary.matcher import Glossary

_KIND_ORDER = tuple(DifferenceKind)
_MAX_EQUAL_FACTS = 100
"""Facts of equal value with which one fact is compared."""
_EXCEPTED = 0.7
"""Confidence of a use that the other text excepts."""

_LEAST_LISTED = 0.2
"""Confidence from which a contradiction is listed at all."""

_MAX_EXAMPLE_GAP = 40
"""Characters between "such as" and the medicine that it introduces."""


def compare_texts(
    clinician: str,
    lay: str,
    language: str,
    glossary: Glossary | None = None,
    thresholds: Thresholds = THRESHOLDS,
    second_reader: SecondReader | None = None,
) -> tuple[Difference, ...]:
    """Return the differences between two texts in Markdown, conflicts first.

    Terms of the `glossary` help to align sentences. A `second_reader` adds what it finds. Raise
    `UnreadableMarkdown` for text that cannot be parsed.
    """
    clinician_facts = extract_facts(read_statements(clinician, language), language, glossary)
    lay_facts = extract_facts(read_statements(lay, language), language, glossary)
    alignment = SentenceAlignment(
        [facts.topic_weights for facts in lay_facts],
        [facts.topic_weights for facts in clinician_facts],
    )
    texts = ComparedTexts(clinician_facts, lay_facts, language, alignment, thresholds)
    claims = _find_claim_differences(texts)
    found = [
        *find_quantity_differences(texts, claims),
        *_find_medicine_differences(texts),
        *_find_stance_differences(texts),
        *claims,
        *find_new_groups(texts, {one.lay.text for one in claims if one.lay and one.asks}),
        *_find_citation_differences(texts),
        *find_omitted_warnings(texts),
    ]
    if second_reader is not None:
        found = add_second_reading(found, texts, second_reader)
    unique = {one.identity: one for one in sorted(found, key=lambda one: one.confidence)}
    return tuple(sorted(unique.values(), key=_sort_key))


def _sort_key(one: Difference) -> tuple[int, bool, int]:
    place = one.lay or one.clinician
    line = place.line if place else 0
    return _KIND_ORDER.index(one.kind), not one.asks and one.fact_type != "warning", line


def _make_drug_rules(*, follows: bool) -> MatchRules[DrugMention]:
    """Return how medicines are matched; a class needs support only in a text that `follows`.

    Other plain texts say more of classes than their clinician text: "like other painkillers".
    """
    return MatchRules(
        agree=medicines.mentions_agree,
        are_comparable=lambda clinician, lay: not clinician.is_class and not lay.is_class,
        agree_anywhere=lambda clinician, lay: True,
        is_weak=lambda mention: mention.is_class,
        needs_no_support=lambda mention: mention.is_class and not follows,
        weak_may_conflict=lambda clinician, lay: False,
    )


def _find_medicine_differences(texts: ComparedTexts) -> list[Difference]:
    facts = list_candidates(texts.clinician, "drugs")
    named = {name for one in facts if not one.fact.is_class for name in one.fact.names}
    classes = [one for one in facts if one.fact.is_class]
    # If the clinician text names a medicine of a class, the class supports no other.
    open_classes = [one for one in classes if not _names_member_of(named, one.fact)]
    by_name: dict[str, list[Candidate[DrugMention]]] = {}
    for one in facts:
        if not one.fact.is_class:
            for name in one.fact.names:
                by_name.setdefault(name, []).append(one)
    example = _example_pattern(texts.language)

    def find_candidates(lay_fact: Candidate[DrugMention]) -> list[Candidate[DrugMention]]:
        if lay_fact.fact.is_class:
            return facts
        same = [
            one for name in lay_fact.fact.names for one in by_name.get(name, ())[:_MAX_EQUAL_FACTS]
        ]
        before = texts.lay[lay_fact.sentence].text[: lay_fact.fact.start]
        is_example = example is not None and example.search(before)
        return same + (classes if is_example else open_classes)[:_MAX_EQUAL_FACTS]

    follows = texts.alignment.closeness >= CLOSE
    rules = _make_drug_rules(follows=follows)
    matched = texts.match(facts, "drugs", find_candidates, rules)
    return list(_rate(texts.iter_differences(matched, lambda fact: "drug")))


def _rate(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Yield the differences with their severity.

    Of the medicines that only the lay text names, each is asked about once, and so are several in
    one sentence. A medicine that it does not name harms nobody: it may say "the medicine".
    """
    seen: set[str] = set()
    for one in differences:
        keys = {one.fact.casefold(), one.lay.text if one.lay else ""}
        is_known = one.kind is DifferenceKind.ONLY_LAY and not keys.isdisjoint(seen)
        if is_known or one.kind is DifferenceKind.ONLY_CLINICIAN:
            yield replace(one, severity=Severity.INFORMATION)
        else:
            yield one
        if one.kind is DifferenceKind.ONLY_LAY:
            seen |= keys


def _find_claim_differences(texts: ComparedTexts) -> list[Difference]:
    pair = texts.clinician_claims, texts.lay_claims
    conflicts = find_claim_conflicts(*pair, texts.alignment)
    found = [
        texts.make_conflict(
            (one.clinician, one.lay),
            (one.clinician_claim.start, one.clinician_claim.end),
            (one.lay_claim.start, one.lay_claim.end),
            str(one.lay_claim.kind),
            one.confidence,
        )
        for one in conflicts
        if one.confidence >= _LEAST_LISTED
        and not (
            one.lay_claim.kind is ClaimKind.CONDITION
            and share_exception(pair[0], one.clinician, pair[1], one.lay, _span(one.lay_claim))
        )
    ]
    in_conflict = {one.lay.text for one in found if one.lay and one.asks}
    found += [
        texts.make_conflict(
            (one.clinician, one.lay), one.clinician_span, one.lay_span, "condition", _EXCEPTED
        )
        for one in find_excepted_uses(*pair, texts.alignment)
        if texts.lay[one.lay].text not in in_conflict
    ]
    exchanged = find_exchanged_groups(texts.clinician, texts.lay, texts.alignment, texts.language)
    return found + [
        texts.make_conflict(
            (one.clinician, one.lay), one.clinician_span, one.lay_span, "arm", one.confidence
        )
        for one in exchanged
    ]


def _span(statement: Claim | Stance) -> tuple[int, int]:
    return statement.start, statement.end


def _find_stance_differences(texts: ComparedTexts) -> list[Difference]:
    pair = texts.clinician_claims, texts.lay_claims
    conflicts = find_stance_conflicts(*pair, texts.alignment)
    found = [
        narrow_places(
            texts.make_conflict(
                (one.clinician, one.lay),
                (one.clinician_stance.start, one.clinician_stance.end),
                (one.lay_stance.start, one.lay_stance.end),
                one.fact_type,
                one.confidence,
            ),
            texts.language,
        )
        for one in conflicts
        if one.confidence >= _LEAST_LISTED
        and not share_exception(pair[0], one.clinician, pair[1], one.lay, _span(one.lay_stance))
        and not agree_by_exception(
            pair[0], one.clinician, pair[1], one.lay, (one.clinician_stance, one.lay_stance)
        )
    ]
    in_conflict = {one.lay.text for one in found if one.lay and one.asks}
    for index, span in find_unsupported_stop_advice(texts.clinician, texts.lay_claims):
        place = texts.locate_lay(index, span)
        if place.text not in in_conflict:
            found.append(Difference(DifferenceKind.ONLY_LAY, place.fact, "negation", None, place))
    return found


def _find_citation_differences(texts: ComparedTexts) -> list[Difference]:
    found = []
    compared = texts.clinician, texts.lay, texts.alignment
    for sentence, key in find_unsupported_citations(*compared):
        place = texts.locate_lay(sentence, key)
        found.append(Difference(DifferenceKind.ONLY_LAY, place.fact, "citation", None, place))
    for sentence, key in find_omitted_citations(*compared):
        place = texts.locate_clinician(sentence, key)
        found.append(Difference(DifferenceKind.ONLY_CLINICIAN, place.fact, "citation", place, None))
    return found


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
