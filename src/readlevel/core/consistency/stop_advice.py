"""Advice in the lay text on stopping a medicine that the clinician text does not support."""

import re
from collections.abc import Iterable, Iterator, Sequence

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.stances.clause_words import get_clause_words, stands_before
from readlevel.core.claims.surroundings import get_general_topics
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.medicines import DrugMention, mentions_agree
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.tags import primary

_MIN_SHARED = 2
"""Topics in common by which two sentences on stopping are about the same medicine."""

_MAX_COMPARED = 200
"""Clinician sentences on stopping that are compared by their topics."""

_NOUN = re.compile(r"(?:\w+ )?(?:cessation|discontinuation|withdrawal)\b", re.IGNORECASE)
"""Words for stopping that tell what happened rather than what to do."""

_MEDICINE = {"en": "medicine", "es": "medicina"}


def find_unsupported_stop_advice(
    clinician: Sequence[SentenceFacts], lay: TextClaims
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the lay sentences on stopping a medicine that no clinician sentence is about.

    Each is the index of the sentence and the span of the advice in it.
    """
    language = lay.language
    medicine = frozenset(extract_word_topics(_MEDICINE.get(primary(language), ""), language))
    stopping = [facts for facts in clinician if _supports_stops(facts, language)]
    supporting = _StoppedDrugs(
        facts.drugs_in_context
        for facts in stopping
        if facts.drugs_in_context or medicine.intersection(facts.topics)
    )
    general = get_general_topics(primary(language))
    continued = _StoppedDrugs(
        facts.drugs_in_context
        for facts in clinician
        if _lists_continue(facts, language)
        and (facts.drugs_in_context or medicine.intersection(facts.topics))
    )
    stopped = [frozenset(facts.topics) - general for facts in stopping[:_MAX_COMPARED]]
    for sentence, facts in enumerate(lay.sentences):
        stops = _list_stops(facts, language)
        if (
            not stops
            or facts.statement.is_heading
            or not facts.drugs_in_context
            or any(one.is_research for one in lay.stances_of(sentence))
            or any(map(supporting.include, facts.drugs_in_context))
            or any(len(topics.intersection(facts.topics)) >= _MIN_SHARED for topics in stopped)
        ):
            continue
        keeps_on = any(one.stops and one.affirms for one in lay.stances_of(sentence))
        if keeps_on and any(map(continued.include, facts.drugs_in_context)):
            continue  # "Do not stop it" says what "it should be continued" does.
        denied = [
            (one.start, one.end)
            for one in lay.stances_of(sentence)
            if one.stops and one.start <= stops[0].start < one.end
        ]
        yield sentence, denied[0] if denied else (stops[0].start, stops[0].end)


def _find_stops(facts: SentenceFacts, language: str) -> Sequence[ClaimPhrase]:
    found = get_finder("stance", language).find(facts.text)
    return [one for one in found if one.value == "stop"]


def _list_stops(facts: SentenceFacts, language: str) -> Sequence[ClaimPhrase]:
    """Return the words by which a sentence tells to stop, rather than that somebody has."""
    return [
        one
        for one in _find_stops(facts, language)
        if not (_NOUN.match(facts.text, one.start) or _is_reported(facts, one, language))
    ]


def _supports_stops(facts: SentenceFacts, language: str) -> bool:
    """Return whether a sentence advises on stopping, rather than says that somebody has stopped."""
    return not all(_is_reported(facts, one, language) for one in _find_stops(facts, language))


def _is_reported(facts: SentenceFacts, stop: ClaimPhrase, language: str) -> bool:
    words, text = get_clause_words(language), facts.text
    is_participle = text[stop.start : stop.end].lower().endswith(words.participles)
    return is_participle and stands_before(words.reported, text, stop.start)


def _lists_continue(facts: SentenceFacts, language: str) -> bool:
    """Return whether a sentence says to go on, or that one may: "may be continued"."""
    finder = get_finder("stance", language)
    pattern = finder.values.get("continue")
    return (
        pattern is not None
        and finder.may_find(facts.text)
        and pattern.search(facts.text) is not None
    )


class _StoppedDrugs:
    """The medicines that sentences on stopping one are about; one without any is about all."""

    def __init__(self, mentions: Iterable[Sequence[DrugMention]]) -> None:
        self._any = False
        self._drugs: dict[tuple[frozenset[str], bool], DrugMention] = {}
        for drugs in mentions:
            self._any = self._any or not drugs
            self._drugs.update(((drug.names, drug.is_class), drug) for drug in drugs)
        self._names = frozenset[str]().union(*[names for names, _ in self._drugs])
        self._classes = [drug for (_, is_class), drug in self._drugs.items() if is_class]

    def include(self, drug: DrugMention) -> bool:
        """Return whether one of the medicines is `drug`, or one of its class."""
        if self._any or not self._names.isdisjoint(drug.names):
            return True
        others = self._drugs.values() if drug.is_class else self._classes
        return any(mentions_agree(other, drug) for other in others)
