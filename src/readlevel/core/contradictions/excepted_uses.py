"""What one text recommends for those whom the other excepts: "take it with food, except if …".

An exception is set against the sentences of the other text that are about the same people or time
and about what it is an exception from. They contradict it if they affirm that, unless another
sentence of their text excepts or denies it too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder, get_words
from readlevel.core.claims.stances.clause_words import get_clause_words
from readlevel.core.claims.stances.stance import Modality, Stance
from readlevel.core.claims.surroundings import get_general_topics
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.facts.topics import extract_topics, extract_word_topics
from readlevel.core.languages.stopwords import get_generic_words
from readlevel.core.languages.tags import primary
from readlevel.core.text.source_positions import Span

_ENDS = ".;:)("
_WORD = re.compile(r"[^\W\d_]+")
_MIN_COVERED = 0.6
"""Share of the weight of an exception that a sentence has to be about."""

_MAX_EXCEPTIONS = 40
"""Exceptions of a text that are looked for in the other, against hostile texts."""

_Stances = tuple[Stance, Stance]
"""A stance of the clinician text and one of the lay text."""

_MAX_IN_SENTENCE = 4

_EXCEPTS, _INCLUDES = "excepts", "includes"


@dataclass(frozen=True, slots=True)
class ExceptedUse:
    """Two sentences of which one recommends what the other excepts."""

    clinician: int
    lay: int
    clinician_span: Span
    lay_span: Span


@dataclass(frozen=True, slots=True)
class _Exception:
    sentence: int
    span: Span
    topics: frozenset[str]
    """Topics of those who are excepted."""
    main: frozenset[str]
    """Topics of what they are excepted from."""


def find_excepted_uses(
    clinician: TextClaims, lay: TextClaims, alignment: SentenceAlignment
) -> Iterator[ExceptedUse]:
    """Yield the sentences that recommend what the other text excepts, in either direction."""
    for one, sentence, span in _find_recommended(clinician, lay, alignment):
        yield ExceptedUse(one.sentence, sentence, one.span, span)
    for one, sentence, span in _find_recommended(lay, clinician, alignment):
        yield ExceptedUse(sentence, one.sentence, span, one.span)


def share_exception(
    clinician: TextClaims, clinician_index: int, lay: TextClaims, lay_index: int, span: Span
) -> bool:
    """Return whether a span of the lay sentence is in an exception that the other makes too."""
    known = list(_list_exceptions(clinician, clinician_index))
    return any(
        one.span[0] <= span[0] < one.span[1] and any(one.topics & other.topics for other in known)
        for one in _list_exceptions(lay, lay_index)
    )


def agree_by_exception(
    clinician: TextClaims, clinician_index: int, lay: TextClaims, lay_index: int, stances: _Stances
) -> bool:
    """Return whether one of two stances denies only what the other sentence excepts.

    "Continue it, except in renal impairment", and "do not take it if you have weak kidneys".
    """
    pairs = ((clinician, clinician_index, stances[1]), (lay, lay_index, stances[0]))
    return any(
        not other.affirms and len(one.topics & (other.topics | other.around)) * 2 >= len(one.topics)
        for text, index, other in pairs
        for one in _list_exceptions(text, index)
    )


def _find_recommended(
    excepting: TextClaims, other: TextClaims, alignment: SentenceAlignment
) -> Iterator[tuple[_Exception, int, Span]]:
    exceptions = [
        one
        for index in range(len(excepting.sentences))
        for one in _list_exceptions(excepting, index)
    ]
    for one in exceptions[:_MAX_EXCEPTIONS]:
        about = [
            index
            for index in range(len(other.sentences))
            if _is_about(one, other, index, alignment)
        ]
        places = [_find_recommendation(other, index, one) for index in about]
        if places and all(places):
            index, span = next((index, span) for index, span in zip(about, places, strict=True))
            if span is not None:
                yield one, index, span


def _list_exceptions(text: TextClaims, index: int) -> Iterator[_Exception]:
    facts, language = text.sentences[index], text.language
    if facts.statement.is_heading:
        return
    for phrase in _find_phrases(text, index, _EXCEPTS)[:_MAX_IN_SENTENCE]:
        end = _find_end(facts.text, phrase, language)
        before, after = facts.text[: phrase.start], facts.text[end:]
        main = before if _WORD.search(after) is None else f"{before} {after}"
        stances = [one for one in text.stances_of(index) if not (phrase.start <= one.start < end)]
        if any(not one.affirms or one.is_research or one.weighs_evidence for one in stances):
            continue
        excepted = _list_specific(facts.text[phrase.end : end], language)
        if excepted:
            own = frozenset(extract_topics(main, language)) - excepted
            yield _Exception(index, (phrase.start, end), excepted, own)


def _find_end(text: str, phrase: ClaimPhrase, language: str) -> int:
    """Return where the words of an exception end.

    They end at the verb of "All tablets except iron may be taken".
    """
    ends = [found for sign in _ENDS if (found := text.find(sign, phrase.end)) >= 0]
    comma = text.find(",", phrase.end)
    if comma >= 0 and text[phrase.end : comma].strip():
        ends.append(comma)
    auxiliaries, before = get_clause_words(language).auxiliaries, text[: phrase.start]
    is_advice = any(get_finder("address", language).find(before))
    if not is_advice and auxiliaries.isdisjoint(before.lower().split()):
        words = (found for found in _WORD.finditer(text, phrase.end))
        ends += [found.start() for found in words if found[0].lower() in auxiliaries][:1]
    return min(ends, default=len(text))


def _find_phrases(text: TextClaims, index: int, value: str) -> Sequence[ClaimPhrase]:
    found = get_finder("exception", text.language).find(text.sentences[index].text)
    return [one for one in found if one.value == value]


def _list_specific(words: str, language: str) -> frozenset[str]:
    found = frozenset(extract_topics(words, language))
    return found - get_general_topics(primary(language)) - _list_light_topics(primary(language))


@lru_cache(maxsize=8)
def _list_light_topics(language: str) -> frozenset[str]:
    """Return the topics that do not tell exceptions apart: those who take it, who had it."""
    words = get_generic_words(language) | get_words("light_topics", "exception", language)
    return frozenset(topic for word in words for topic in extract_word_topics(word, language))


def _is_about(one: _Exception, other: TextClaims, index: int, alignment: SentenceAlignment) -> bool:
    facts = other.sentences[index]
    topics = frozenset(facts.topics)
    if facts.statement.is_heading or not one.topics & topics:
        return False
    weights: Mapping[str, float] = alignment.weigh(dict.fromkeys(one.topics, 1.0))
    covered = sum(weight for topic, weight in weights.items() if topic in topics)
    is_likely = covered >= _MIN_COVERED * sum(weights.values())
    if not is_likely or len(one.topics & topics) * 2 <= len(one.topics):
        return False
    general = get_general_topics(primary(other.language))
    around = topics.union(facts.antecedent_weights, facts.heading_topics)
    return bool((one.main - general) & around)


def _find_recommendation(other: TextClaims, index: int, one: _Exception) -> Span | None:
    """Return what recommends the excepted use in a sentence, if all of it does."""
    stances = other.stances_of(index)
    text = other.sentences[index].text
    if not stances or not all(map(_affirms, stances)) or _find_phrases(other, index, _EXCEPTS):
        return None
    included = _find_phrases(other, index, _INCLUDES)
    if included:
        return included[0].start, included[0].end
    advice = [each for each in stances if each.modality in (Modality.MUST, Modality.MAY)]
    if advice:
        return advice[0].start, advice[0].end
    starts = {each.start for each in stances}
    spoken = (
        (found.start, found.end)
        for found in get_finder("address", other.language).find(text)
        if found.start in starts or text[: found.start].rstrip().endswith(",")
    )
    return next(spoken, None)


def _affirms(stance: Stance) -> bool:
    return stance.affirms and not (
        stance.hedges
        or stance.partial_hedges
        or stance.seeks_help
        or stance.stops
        or stance.is_research
        or stance.modality is Modality.NEED_NOT
    )
