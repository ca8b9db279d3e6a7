"""Parser of several items with an amount each: two 500 mg tablets, 2 x 500 mg."""

from readlevel.core.facts.amounts.quantity_maker import ParsedQuantity, QuantityMaker
from readlevel.core.facts.numbers.written_numbers import ParsedNumber
from readlevel.core.facts.quantities import QuantityShape
from readlevel.core.facts.units import UNITS

_MULTIPLYING = frozenset({"x", "×"})
_ITEM_WINDOW = 5
"""Tokens between "two tablets" and the amount of each."""

_MAX_ITEMS = 20
"""Tablets taken at once, at most."""


def read_items(parser: QuantityMaker, index: int, first: ParsedNumber) -> ParsedQuantity | None:
    """Return the amount of "two 500 mg tablets" or "2 x 500 mg": 1,000 mg."""
    listed = _read_items_of(parser, index, first)
    if listed is not None:
        return listed
    times = parser.token(first.end).lower in _MULTIPLYING
    second = parser.read_number(first.end + times)
    if second is None or second.in_words or not 1 < first.value <= _MAX_ITEMS or first.value % 1:
        return None
    measure = parser.read_measure(second.end)
    named = parser.vocabulary.units.find(parser.lowered, measure.end)
    is_item = named is not None and UNITS[named[0]].dimension == "items"
    if not measure.dimension or not (times or is_item):
        return None
    product = second._replace(value=first.value * second.value)
    quantity, end = parser.make_quantity(
        index, product, measure=measure, shape=QuantityShape.SINGLE
    )
    return quantity, end + (named[1] if named and is_item else 0)


def _read_items_of(parser: QuantityMaker, index: int, first: ParsedNumber) -> ParsedQuantity | None:
    """Return the amount of "two tablets of 500 mg", "2 tablets (500 mg each)": 1,000 mg."""
    named = parser.vocabulary.units.find(parser.lowered, first.end)
    if (
        named is None
        or UNITS[named[0]].dimension != "items"
        or not 1 < first.value <= _MAX_ITEMS
        or first.value % 1
    ):
        return None
    start = first.end + named[1]
    for position in range(start, start + _ITEM_WINDOW):
        number = parser.read_number(position) if parser.token(position).is_number else None
        if number is not None:
            measure = parser.read_measure(number.end)
            of = parser.has_role("of", position - 1)
            if measure.dimension != "mass" or not (of or parser.has_role("each", measure.end)):
                return None
            product = number._replace(value=first.value * number.value)
            return parser.make_quantity(index, product, measure=measure, shape=QuantityShape.SINGLE)
        if not (parser.token(position).is_word or parser.token(position).text == "("):
            break
    return None
