"""Parser of comparisons: below 130, at least 3, 5 or more, about 10."""

from dataclasses import replace

from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.tokens import SentenceTokens

_SIGNS = {"<": -1, "\u2264": -1, "\u2a7d": -1, ">": 1, "\u2265": 1, "\u2a7e": 1}
_APPROXIMATE_SIGNS = frozenset("~\u2248")
_ALL_SIGNS = frozenset([*_SIGNS, *_APPROXIMATE_SIGNS, "+"])
_COMPARISON_WINDOW = 4
"""Words between a number and its comparison."""

_NEAR_WINDOW = 4
"""Words between a comparison and a negation, all of them like "take" or "use"."""

_FAR_WINDOW = 8
"""Words between "more than" and a negation in its clause."""

_MAX_PARENTHESIS_TOKENS = 8
"""Tokens of a parenthesis between them: 38 °C (100.4 °F) or more."""


def read_comparison(
    tokens: SentenceTokens, quantity: Quantity, index: int, next_index: int
) -> Quantity:
    """Return a quantity with its direction, and with the comparison in its span.

    It goes from the token `index` to before `next_index`.
    """
    if not (_may_compare(tokens) or quantity.direction or quantity.approximate):
        return quantity
    start, end = quantity.start, quantity.end
    position = index
    approximate = False
    direction = 0
    for _ in range(_COMPARISON_WINDOW):
        direction, length = _read_leading(tokens, position)
        approximate = approximate or _is_approximate(tokens, position)
        lasts = quantity.dimension in ("time", "months") and tokens.has_role("over", position - 1)
        if lasts and _read_trailing(tokens, next_index, end)[0]:
            # "Over 4 weeks or more".
            direction = 0
            break
        if direction:
            start = tokens.token(position - length).start
            direction = _negated_direction(tokens, direction, position - length, position)
            break
        if not tokens.has_role("fillers", position - 1):
            break
        position -= 1
    if not direction:
        direction, end = _read_trailing(tokens, next_index, end)
    if not (direction or approximate or quantity.direction or quantity.approximate):
        return quantity
    return replace(quantity, start=start, end=end, direction=direction, approximate=approximate)


def _may_compare(tokens: SentenceTokens) -> bool:
    """Return whether a sentence has a sign or a word of a comparison, which most have not."""
    lowered = tokens.lowered
    return not (_ALL_SIGNS.isdisjoint(lowered) and tokens.vocabulary.compared.isdisjoint(lowered))


def _read_leading(tokens: SentenceTokens, position: int) -> tuple[int, int]:
    before = tokens.token(position - 1).text
    if before == "=" and tokens.token(position - 2).text in _SIGNS:
        return _SIGNS[tokens.token(position - 2).text], 2
    if before in _SIGNS:
        return _SIGNS[before], 1
    found = tokens.vocabulary.comparators.find_before(tokens.lowered, position)
    return found or (0, 0)


def _negated_direction(tokens: SentenceTokens, direction: int, position: int, end: int) -> int:
    """Return the direction after a negation before it: "do not take more than".

    The comparison goes from the token `position` to before `end`. "More than" may stand further
    from the negation: "must not be used on more than 9 days".
    """
    if tokens.has_role("not", position):
        # "Ne prenez pas plus de": "pas plus de" has its denial.
        return direction
    exceeds = tokens.vocabulary.words["exceeds"].find(tokens.lowered, position)
    is_far = exceeds is not None and exceeds[1] == end - position
    is_near = True
    for index in range(position - 1, position - 1 - (_FAR_WINDOW if is_far else _NEAR_WINDOW), -1):
        if tokens.has_role("not", index) and (is_near or _forbids(tokens, index)):
            return -direction
        is_near = is_near and tokens.has_role("quantity_verbs", index)
        ends = not tokens.token(index).is_word or tokens.has_cue("breaks", index)
        if ends or not (is_near or is_far):
            break
    return direction


def _forbids(tokens: SentenceTokens, index: int) -> bool:
    """Return whether a negation forbids: "must not", "never", but not "does not help"."""
    return tokens.has_role_near("forbids", index - 1, index, index + 1)


def _read_trailing(tokens: SentenceTokens, next_index: int, end: int) -> tuple[int, int]:
    if tokens.token(next_index).text == "+":
        return 1, tokens.token(next_index).end
    if tokens.token(next_index).text == "(":
        closing = (
            one
            for one in range(next_index, next_index + _MAX_PARENTHESIS_TOKENS)
            if tokens.token(one).text == ")"
        )
        next_index = next(closing, next_index - 1) + 1
    for position in range(next_index, next_index + _COMPARISON_WINDOW):
        found = tokens.vocabulary.trailing_comparators.find(tokens.lowered, position)
        if found is not None:
            return found[0], tokens.token(position + found[1] - 1).end
        if not (
            tokens.has_role("following", position)
            or tokens.vocabulary.periods.find(tokens.lowered, position)
        ):
            break
    return 0, end


def _is_approximate(tokens: SentenceTokens, position: int) -> bool:
    return (
        tokens.token(position - 1).text in _APPROXIMATE_SIGNS
        or tokens.vocabulary.words["about"].find_before(tokens.lowered, position) is not None
    )
