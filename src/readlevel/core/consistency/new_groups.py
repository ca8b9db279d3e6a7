"""Groups of people and routes that only the lay text names, where the clinician text names others.

A plain-language text on studies names fewer of them than the clinician text, and hardly ever
another: in 120 of the 240 pairs of Cochrane reviews, three times.
"""

from collections.abc import Collection, Iterator, Sequence

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.claims.stances import read_stances
from readlevel.core.consistency.compared_texts import ComparedTexts, locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.contradictions.claim_relations import are_compatible
from readlevel.core.facts.extract import SentenceFacts

_KINDS = frozenset({ClaimKind.POPULATION, ClaimKind.ROUTE})
_PLACES = frozenset({"eye", "ear", "nose", "joint", "spine", "cheek"})
"""Routes whose names may be those of a part of the body: an infection in the eye."""

_CONFIDENCE = 0.6


def find_new_groups(texts: ComparedTexts, reported: Collection[str]) -> Iterator[Difference]:
    """Yield the first mention of each group or route that is new, if its sentence is not reported.

    `reported` are the lay sentences with a conflict in a claim.
    """
    known = [claim for facts in texts.clinician for claim in _read(facts, texts.language)]
    seen: set[tuple[ClaimKind, str]] = set()
    for facts in texts.lay:
        for claim in _read(facts, texts.language):
            place = claim.kind, claim.value
            if (
                place in seen
                or not _is_new(claim, known)
                or not _is_research(facts, texts.language)
            ):
                continue
            seen.add(place)
            if facts.text not in reported:
                location = locate_fact(facts, (claim.start, claim.end))
                yield Difference(
                    DifferenceKind.ONLY_LAY,
                    location.fact,
                    str(claim.kind),
                    None,
                    location,
                    confidence=_CONFIDENCE,
                )


def _read(facts: SentenceFacts, language: str) -> Iterator[Claim]:
    if not facts.statement.is_heading:
        yield from (
            one
            for one in read_claims(facts.text, language)
            if one.kind in _KINDS and one.value not in _PLACES
        )


def _is_research(facts: SentenceFacts, language: str) -> bool:
    return any(one.is_research for one in read_stances(facts.text, language))


def _is_new(claim: Claim, known: Sequence[Claim]) -> bool:
    others = [one for one in known if one.kind is claim.kind and one.axis == claim.axis]
    return bool(others) and not any(are_compatible(one, claim) for one in others)
