"""Advice in the lay text on stopping a medicine that the clinician text does not support."""

from collections.abc import Iterator, Sequence

from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.medicines import mentions_agree
from readlevel.core.facts.negations import read_polarity
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.tags import primary

_STOP_AND_MEDICINE = {"en": ("stop", "medicine"), "es": ("suspender", "medicina")}
"""The two words in each language that has a list of concepts."""


def find_unsupported_stop_advice(
    clinician: Sequence[SentenceFacts], lay: Sequence[SentenceFacts], language: str
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the lay sentences on stopping a medicine that no clinician sentence is about.

    Each is the index of the sentence and the span of the advice in it.
    """
    words = _STOP_AND_MEDICINE.get(primary(language), ())
    if not words:
        return
    stop, medicine = (extract_word_topics(word, language)[0] for word in words)
    supporting = [
        facts
        for facts in clinician
        if stop in facts.topics and (facts.drugs_in_context or medicine in facts.topics)
    ]
    for sentence, facts in enumerate(lay):
        if (
            facts.statement.is_heading
            or stop not in facts.topics
            or not facts.drugs_in_context
            or any(_concern_same_drug(other, facts) for other in supporting)
        ):
            continue
        polarity = read_polarity(facts.text, language)
        negated = [(one.start, one.end) for one in polarity.negations if stop in one.topics]
        span = negated[0] if negated else polarity.asserted.get(stop)
        if span is not None:
            yield sentence, span


def _concern_same_drug(clinician: SentenceFacts, lay: SentenceFacts) -> bool:
    """Return whether two sentences share a medicine, or the first is about any medicine."""
    return not clinician.drugs_in_context or any(
        mentions_agree(clinician_drug, lay_drug)
        for clinician_drug in clinician.drugs_in_context
        for lay_drug in lay.drugs_in_context
    )
