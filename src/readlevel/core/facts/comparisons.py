"""Comparisons of quantities: below 130, at least 3, 5 or more, about 10."""

from dataclasses import replace

from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.tokens import SentenceTokens

_SIGNS = {"<": -1, "\u2264": -1, "\u2a7d": -1, ">": 1, "\u2265": 1, "\u2a7e": 1}
_HEDGES = frozenset("~\u2248")
_NEAR = 4
"""Words that may stand between a number and its comparison."""

_ASIDE = 8
"""Words that an aside between them may have: 38 °C (100.4 °F) or more."""


def read_comparison(tokens: SentenceTokens, quantity: Quantity, at: int, behind: int) -> Quantity:
    """Return a quantity with its direction, and as much as belongs to it as written."""
    start, end = quantity.start, quantity.end
    place = at
    hedged = False
    bound = 0
    for _ in range(_NEAR):
        bound, length = _bound_before(tokens, place)
        hedged = hedged or _is_hedged(tokens, place)
        lasts = quantity.dimension in ("time", "months") and tokens.has("over", place - 1)
        if lasts and _bound_after(tokens, behind, end)[0]:
            # "Over 4 weeks or more".
            bound = 0
            break
        if bound:
            start = tokens.at(place - length).start
            bound = _turned(tokens, bound, place - length)
            break
        if not tokens.has("fillers", place - 1):
            break
        place -= 1
    if not bound:
        bound, end = _bound_after(tokens, behind, end)
    return replace(quantity, start=start, end=end, bound=bound, hedged=hedged)


def _bound_before(tokens: SentenceTokens, place: int) -> tuple[int, int]:
    before = tokens.at(place - 1).text
    if before == "=" and tokens.at(place - 2).text in _SIGNS:
        return _SIGNS[tokens.at(place - 2).text], 2
    if before in _SIGNS:
        return _SIGNS[before], 1
    found = tokens.known.bounds.find_before(tokens.lows, place)
    return found or (0, 0)


def _turned(tokens: SentenceTokens, bound: int, place: int) -> int:
    """Return what a negation right before it makes of a comparison: "do not take more than"."""
    for back in range(1, _NEAR + 1):
        if tokens.has("not", place - back):
            return -bound
        if not tokens.has("quantity_verbs", place - back):
            break
    return bound


def _bound_after(tokens: SentenceTokens, behind: int, end: int) -> tuple[int, int]:
    if tokens.at(behind).text == "+":
        return 1, tokens.at(behind).end
    if tokens.at(behind).text == "(":
        closing = (one for one in range(behind, behind + _ASIDE) if tokens.at(one).text == ")")
        behind = next(closing, behind - 1) + 1
    for place in range(behind, behind + _NEAR):
        found = tokens.known.bounds_after.find(tokens.lows, place)
        if found is not None:
            return found[0], tokens.at(place + found[1] - 1).end
        if not (tokens.has("following", place) or tokens.known.periods.find(tokens.lows, place)):
            break
    return 0, end


def _is_hedged(tokens: SentenceTokens, place: int) -> bool:
    return (
        tokens.at(place - 1).text in _HEDGES
        or tokens.known.words["about"].find_before(tokens.lows, place) is not None
    )
