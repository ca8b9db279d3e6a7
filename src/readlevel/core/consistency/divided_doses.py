"""Doses that are told as a total in one text and by the single dose in the other.

"1.5 g per day in three divided doses" is "500 mg three times a day".
"""

from readlevel.core.claims.abbreviated_frequencies import EVERY
from readlevel.core.claims.frequencies import find_frequencies
from readlevel.core.consistency.compared_texts import ComparedTexts
from readlevel.core.consistency.match_facts import Candidate
from readlevel.core.facts.quantities import Quantity, QuantityShape

_TOLERANCE = 0.02
_DAY = 86_400


def are_one_daily_dose(
    texts: ComparedTexts, pair: tuple[Candidate[Quantity], Candidate[Quantity]]
) -> bool:
    """Return whether one of two quantities is the daily total of the other."""
    own, other = pair
    if own.fact.dimension != other.fact.dimension or own.fact.direction != other.fact.direction:
        return False
    sides = (
        (own.fact, texts.clinician[own.sentence].text),
        (other.fact, texts.lay[other.sentence].text),
    )
    for (total, _), (single, text) in (sides, sides[::-1]):
        amount = _find_total(total)
        times = _count_doses(single, text, texts.language)
        if amount and times and abs(amount - single.values[0] * times) <= _TOLERANCE * amount:
            return True
    return False


def _find_total(quantity: Quantity) -> float:
    """Return the amount of a day, 0 if the quantity is none."""
    if quantity.rate_period is None or quantity.shape is not QuantityShape.SINGLE:
        return 0.0
    dimension, length = quantity.rate_period
    return quantity.values[0] * _DAY / length if dimension == "time" else 0.0


def _count_doses(quantity: Quantity, text: str, language: str) -> float:
    """Return how often a day a single dose is taken, 0 if that is not told."""
    if quantity.rate_period or quantity.shape is not QuantityShape.SINGLE:
        return 0.0
    found = {one.number for one in find_frequencies(text, language) if one.value == EVERY}
    number = found.pop() if len(found) == 1 else None
    return number[0] if number and number[0] == number[1] else 0.0
