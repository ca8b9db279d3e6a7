"""Warnings of the clinician text that the lay text has nowhere."""

from collections.abc import Iterator

from readlevel.core.claims.claim import ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.claims.stances.stance import Modality
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.consistency.compared_texts import ComparedTexts
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation, Severity
from readlevel.core.text.source_positions import Span

_SAID_FROM = 0.15
"""Similarity from which a lay sentence may say what a clinician sentence warns of."""

_MOST_URGENT = 1.0
"""Rank of urgency up to which a sentence is a red flag: on the same day."""

_CONFIDENCE = 0.7

_FORBIDDING = frozenset({Modality.MUST.value, "forbidden", "discouraged"})
"""Values of the phrases that make a sentence forbid something."""


def find_omitted_warnings(texts: ComparedTexts) -> list[Difference]:
    """Return the warnings that no lay sentence is about, the most severe first.

    Emergencies come before what must not be done.
    """
    found = sorted(_iter_omitted(texts), key=lambda one: one[0])
    return [
        Difference(
            DifferenceKind.ONLY_CLINICIAN,
            place.fact,
            "warning",
            place,
            None,
            Severity.COULD_HARM,
            _CONFIDENCE,
        )
        for _, place in found
    ]


def _iter_omitted(texts: ComparedTexts) -> Iterator[tuple[int, FactLocation]]:
    for index, facts in enumerate(texts.clinician):
        if facts.statement.is_heading or texts.alignment.lay_sentences_like(index, _SAID_FROM):
            continue
        warning = _find_warning(texts.clinician_claims, index)
        if warning is not None:
            rank, span = warning
            yield rank, texts.locate_clinician(index, span)


def _find_warning(text: TextClaims, sentence: int) -> tuple[int, Span] | None:
    """Return the rank and the span of a warning: an emergency, or what is not to be done."""
    if not _may_warn(text.sentences[sentence].text, text.language):
        return None
    stances = text.stances_of(sentence)
    if any(one.is_research for one in stances):
        return None
    for claim in text.claims_of(sentence):
        is_urgent = claim.kind is ClaimKind.URGENCY and claim.number is not None
        if is_urgent and claim.number and claim.number[0] <= _MOST_URGENT:
            return 0, (claim.start, claim.end)
    for stance in stances:
        forbids = stance.modality is Modality.MUST or stance.is_forbidden or stance.is_discouraged
        if not stance.affirms and forbids and not stance.is_condition:
            return 1, (stance.start, stance.end)
    return None


def _may_warn(text: str, language: str) -> bool:
    """Return whether a sentence has a word of a warning, which is faster than reading it."""
    if any(get_finder(ClaimKind.URGENCY, language).find(text)):
        return True
    found = get_finder("stance", language).find(text)
    return any(phrase.value in _FORBIDDING for phrase in found)
