"""Groups of people and routes that only the lay text names, where the clinician text names others.

A plain-language text on studies names fewer of them than the clinician text, and hardly ever
another: in 120 of the 240 pairs of Cochrane reviews, three times. Nor does a text that follows the
clinician text sentence by sentence, which names no other disease either.
"""

from collections.abc import Collection, Iterator, Sequence

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, may_have_phrase
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.consistency.compared_texts import ComparedTexts
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.contradictions.claim_relations import are_compatible
from readlevel.core.facts.extract import SentenceFacts

_KINDS = frozenset({ClaimKind.POPULATION, ClaimKind.ROUTE})
_CLOSE_KINDS = _KINDS | {ClaimKind.DISEASE}
CLOSE = 0.45
"""How closely a lay text has to follow the other for all its sentences to be looked at."""

_PLACES = frozenset({"eye", "ear", "nose", "joint", "spine", "cheek"})
"""Routes whose names may be those of a part of the body: an infection in the eye."""

_FORMS = frozenset({"tablet", "tablets", "pill", "pills", "capsule", "capsules"})
"""Plain words for a medicine as such."""

_CONFIDENCE = 0.6


def find_new_groups(texts: ComparedTexts, reported: Collection[str]) -> Iterator[Difference]:
    """Yield the first mention of each group or route that is new, if its sentence is not reported.

    `reported` are the lay sentences with a conflict in a claim.
    """
    is_close = texts.alignment.closeness >= CLOSE
    kinds = _CLOSE_KINDS if is_close else _KINDS
    known = [
        claim
        for index in range(len(texts.clinician))
        for claim in _read(texts.clinician_claims, index, kinds)
    ]
    seen: set[tuple[ClaimKind, str]] = set()
    asked: set[tuple[int, ClaimKind]] = set()
    for index, facts in enumerate(texts.lay):
        for claim in _read(texts.lay_claims, index, kinds):
            place = claim.kind, claim.value
            words = facts.text[claim.start : claim.end].lower()
            if (
                place in seen
                or _is_in_medicine(claim, facts)
                or words in _FORMS
                or not _is_new(claim, known)
                or not (is_close or _is_research(texts.lay_claims, index))
            ):
                continue
            seen.add(place)
            if facts.text not in reported and (index, claim.kind) not in asked:
                asked.add((index, claim.kind))
                location = texts.locate_lay(index, (claim.start, claim.end))
                yield Difference(
                    DifferenceKind.ONLY_LAY,
                    location.fact,
                    str(claim.kind),
                    None,
                    location,
                    confidence=_CONFIDENCE,
                )


def _read(text: TextClaims, sentence: int, kinds: Collection[ClaimKind]) -> Iterator[Claim]:
    facts = text.sentences[sentence]
    if not facts.statement.is_heading and _may_name_group(facts.text, text.language, kinds):
        for one in text.claims_of(sentence):
            if one.kind in kinds and one.value not in _PLACES:
                yield one


def _may_name_group(text: str, language: str, kinds: Collection[ClaimKind]) -> bool:
    """Return whether a sentence has a word of a group or route, which is faster than reading it."""
    return may_have_phrase(tuple(kinds), text, language) and any(
        True for kind in kinds for _ in get_finder(kind, language).find(text)
    )


def _is_in_medicine(claim: Claim, facts: SentenceFacts) -> bool:
    """Return whether a disease only names a medicine: "your diabetes medicine"."""
    return any(one.start <= claim.start and claim.end <= one.end for one in facts.drugs)


def _is_research(text: TextClaims, sentence: int) -> bool:
    return any(one.is_research for one in text.stances_of(sentence))


def _is_new(claim: Claim, known: Sequence[Claim]) -> bool:
    others = [one for one in known if one.kind is claim.kind and one.axis == claim.axis]
    return bool(others) and not any(are_compatible(one, claim) for one in others)
