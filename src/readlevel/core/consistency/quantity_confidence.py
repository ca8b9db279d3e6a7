"""How severe a difference in a quantity is, and how sure."""

import re
from functools import lru_cache

from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.consistency.compared_texts import ComparedTexts
from readlevel.core.consistency.difference import Severity
from readlevel.core.consistency.match_facts import Candidate
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import are_comparable
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.tags import primary

_SURE = 0.38
"""Similarity from which two sentences certainly speak of the same."""

_BASES = {"measured": 0.55, "share": 0.4, "bare": 0.0}
"""Least confidence, by what the two quantities have in common: a unit, a share, or nothing."""

_ONE_SIDED_PENALTY = 0.85
_OTHER_CONTEXT_PENALTY = 0.6
"""Factors where another sentence is more similar, and where no word around two bare numbers is the
same."""

_OTHER_NOUN_PENALTY = 0.7
"""Factor where two bare numbers do not count the same: four trials, five women."""

_LOOSE_PENALTY = 0.3
"""Factor for two numbers that are no slip for each other, before how closely the lay text follows
the clinician text is added."""

_WORD = re.compile(r"[^\W\d_]+")
_COUNTED_WORDS = 3
_COUNTED_LENGTH = 40
"""Words, and characters, behind a number that may say what it counts."""

_SLIP_DOUBT = 0.5
"""Factor of the doubt where one quantity may be a slip for the other: 48 hours, 4 hours."""

_MIN_SLIP_DIGITS = 3
_SLIP_CONFIDENCE = 0.8
_SHORT_SLIP_CONFIDENCE = 0.6
_LIKE_CONFIDENCE = 0.55
"""Confidence that two numbers without a counterpart are the same fact: where they differ in a digit
of three or more; in a digit, with the same words around them; and in the most similar sentence."""

_MIN_LIKE = 0.08
"""Similarity of that sentence."""

_CONTEXT_WORDS = 3
_NEW_CONFIDENCE = 0.8

_DOSE_DIMENSIONS = frozenset(
    {"mass", "volume", "activity", "items", "temperature", "pressure", "amount", "equivalents"}
)
"""Dimensions of doses and of limits that patients measure."""

_ADVICE_DIMENSIONS = frozenset({"time", "months", "share", "length", "energy"})
"""Dimensions that matter in advice, and are a mere detail in the description of a study."""


_Pair = tuple[Candidate[Quantity], Candidate[Quantity]]
"""A clinician quantity and a lay one."""


def rate_conflict(texts: ComparedTexts, pair: _Pair) -> float:
    """Return how sure it is that a clinician quantity and a lay one are meant to be the same."""
    own, other = pair
    similarity = min(1.0, texts.alignment.similarity(other.sentence, own.sentence) / _SURE)
    shares_context = _share_context(texts, pair)
    measured = bool(own.fact.dimension and other.fact.dimension)
    base = "share" if other.fact.dimension == "share" else "measured" if measured else "bare"
    confidence = _BASES[base] + (1 - _BASES[base]) * similarity
    best = texts.alignment.lay_sentences_like(own.sentence)
    if best and best[0] != other.sentence:
        confidence *= _ONE_SIDED_PENALTY
    is_like = base == "measured" and own.fact.factors == other.fact.factors
    if not (is_like or shares_context):
        confidence *= _OTHER_CONTEXT_PENALTY
    if base == "bare" and not _count_the_same(texts, pair):
        confidence *= _OTHER_NOUN_PENALTY
    if may_be_slip(own.fact, other.fact) and not (
        base == "bare" and _is_single(own.fact, other.fact)
    ):
        confidence = 1 - (1 - confidence) * _SLIP_DOUBT
    else:
        confidence *= min(1.0, _LOOSE_PENALTY + texts.alignment.closeness)
    return round(confidence, 2)


def rate_slip(texts: ComparedTexts, pair: _Pair) -> float:
    """Return how sure it is that a lay quantity is a slip for a clinician one that it lacks.

    It is 0 for quantities that differ in more than a digit.
    """
    own, other = pair
    if not are_comparable(own.fact, other.fact):
        return 0.0
    is_slip = may_be_slip(own.fact, other.fact)
    if is_slip and min(len(_digits(own.fact)), len(_digits(other.fact))) >= _MIN_SLIP_DIGITS:
        return _SLIP_CONFIDENCE
    if is_slip and (_share_context(texts, pair) or _count_the_same(texts, pair)):
        return _SHORT_SLIP_CONFIDENCE
    # "Within 48 hours" for "within 24 hours" in the sentence most like it.
    form = [(one.shape, one.factors, one.direction) for one in (own.fact, other.fact)]
    measured = own.fact.dimension == other.fact.dimension != "" and form[0] == form[1]
    best = find_most_similar(texts, other.sentence)
    return _LIKE_CONFIDENCE if measured and best == [own.sentence] else 0.0


def find_most_similar(texts: ComparedTexts, lay_sentence: int) -> list[int]:
    """Return the clinician sentence in which a lay quantity may be a slip for any like it."""
    return texts.alignment.clinician_sentences_like(lay_sentence, _MIN_LIKE)[:1]


def list_slip_keys(quantity: Quantity) -> set[str]:
    """Return keys; two quantities share one if one may be a slip for the other."""
    digits = _digits(quantity)
    # Two that differ in one digit are equal without it.
    return {digits, *[digits[:place] + digits[place + 1 :] for place in range(len(digits))]}


def may_be_slip(left: Quantity, right: Quantity) -> bool:
    """Return whether two quantities may be meant to be the same.

    They differ in one digit, in two exchanged ones, in their units, or in direction only.
    """
    if left.numbers == right.numbers:
        return True
    own, other = _digits(left), _digits(right)
    if len(own) == len(other):
        if _find_points(left) != _find_points(right):
            return False
        differing = sum(a != b for a, b in zip(own, other, strict=True))
        is_exchanged = differing == 2 and sorted(own) == sorted(other)
        return len(own) > 1 and (differing == 1 or is_exchanged)
    shorter, longer = sorted((own, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


def _is_single(left: Quantity, right: Quantity) -> bool:
    """Return whether one of two numbers has a single digit, and the other has more: 2, 52."""
    shorter, longer = sorted((len(_digits(left)), len(_digits(right))))
    return shorter == 1 < longer


def _find_points(quantity: Quantity) -> list[int]:
    """Return where the decimal points of a quantity's numbers are."""
    return [f"{number:g}".find(".") for number in quantity.numbers]


def _digits(quantity: Quantity) -> str:
    """Return the digits of a quantity's numbers."""
    return " ".join(f"{number:g}".replace(".", "") for number in quantity.numbers)


def _count_the_same(texts: ComparedTexts, pair: _Pair) -> bool:
    """Return whether two bare numbers count the same: four trials, five trials."""
    own, other = pair
    counted = _find_counted(texts.clinician[own.sentence].text, own.fact.end, texts.language)
    return bool(
        counted & _find_counted(texts.lay[other.sentence].text, other.fact.end, texts.language)
    )


@lru_cache(maxsize=4096)
def _find_counted(text: str, end: int, language: str) -> frozenset[str]:
    words = _WORD.findall(text, end, end + _COUNTED_LENGTH)[:_COUNTED_WORDS]
    return frozenset(topic for word in words for topic in extract_word_topics(word, language))


def _share_context(texts: ComparedTexts, pair: _Pair) -> bool:
    own, other = pair
    return bool(
        _context(texts.clinician[own.sentence], own.fact, texts.language)
        & _context(texts.lay[other.sentence], other.fact, texts.language)
    )


def _context(facts: SentenceFacts, quantity: Quantity, language: str) -> frozenset[str]:
    return _topics_near(facts.text, quantity.start, quantity.end, primary(language))


@lru_cache(maxsize=4096)
def _topics_near(text: str, start: int, end: int, language: str) -> frozenset[str]:
    return Surroundings(text, language).topics_near(start, end, _CONTEXT_WORDS)


def rate_new(facts: SentenceFacts, quantity: Quantity, language: str) -> tuple[Severity, float]:
    """Return the severity and confidence of a quantity that only the lay text has.

    A dose could harm wherever it stands, a time limit where it is advice.
    """
    dimensions = quantity.dimension.split("/")
    is_dose = bool(_DOSE_DIMENSIONS.intersection(dimensions)) or quantity.is_interval
    limits = bool(_ADVICE_DIMENSIONS.intersection(dimensions)) or bool(quantity.direction)
    values = {one.value for one in get_finder("stance", language).find(facts.text)}
    is_advice = bool(values & {"must", "may", "stop", "continue"}) or bool(
        list(get_finder("address", language).find(facts.text))
    )
    could_harm = "research" not in values and (is_dose or (limits and is_advice))
    return (Severity.COULD_HARM if could_harm else Severity.DIFFERS), _NEW_CONFIDENCE
