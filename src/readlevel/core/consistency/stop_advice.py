"""Advice in the lay text on stopping a medicine that the clinician text does not support."""

from collections.abc import Iterator, Sequence

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.stances import read_stances
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.medicines import mentions_agree
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.tags import primary

_MEDICINE = {"en": "medicine", "es": "medicina"}


def find_unsupported_stop_advice(
    clinician: Sequence[SentenceFacts], lay: Sequence[SentenceFacts], language: str
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the lay sentences on stopping a medicine that no clinician sentence is about.

    Each is the index of the sentence and the span of the advice in it.
    """
    medicine = frozenset(extract_word_topics(_MEDICINE.get(primary(language), ""), language))
    supporting = [
        facts
        for facts in clinician
        if (facts.drugs_in_context or medicine.intersection(facts.topics))
        and _list_stops(facts, language)
    ]
    for sentence, facts in enumerate(lay):
        stops = _list_stops(facts, language)
        if (
            not stops
            or facts.statement.is_heading
            or not facts.drugs_in_context
            or any(one.is_research for one in read_stances(facts.text, language))
            or any(_concern_same_drug(other, facts) for other in supporting)
        ):
            continue
        denied = [
            (one.start, one.end)
            for one in read_stances(facts.text, language)
            if one.stops and one.start <= stops[0].start < one.end
        ]
        yield sentence, denied[0] if denied else (stops[0].start, stops[0].end)


def _list_stops(facts: SentenceFacts, language: str) -> Sequence[ClaimPhrase]:
    found = get_finder("stance", language).find(facts.text)
    return [one for one in found if one.value == "stop"]


def _concern_same_drug(clinician: SentenceFacts, lay: SentenceFacts) -> bool:
    """Return whether two sentences share a medicine, or the first is about any medicine."""
    return not clinician.drugs_in_context or any(
        mentions_agree(clinician_drug, lay_drug)
        for clinician_drug in clinician.drugs_in_context
        for lay_drug in lay.drugs_in_context
    )
