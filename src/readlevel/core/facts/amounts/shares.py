"""Parser of shares: 14 of 100, 1 in 10, 14 people in 1,000."""

from readlevel.core.facts.amounts.measured_amounts import ParsedUnit
from readlevel.core.facts.amounts.quantity_maker import ParsedQuantity, QuantityMaker
from readlevel.core.facts.numbers.written_numbers import ParsedNumber
from readlevel.core.facts.quantities import QuantityShape

_SHARE_DENOMINATORS = frozenset({10, 100, 1000, 10_000, 100_000, 1_000_000})
"""Totals after a noun: 14 people in 1,000."""


def read_share(parser: QuantityMaker, index: int, first: ParsedNumber) -> ParsedQuantity | None:
    """Return "14 of 100", "1 in 10", "14 people in 1,000"."""
    for words in range(3):
        position = first.end + words
        if words and (
            not parser.token(position - 1).is_word or parser.has_role("to", position - 1)
        ):
            return None
        linked = parser.vocabulary.words["out_of"].find(parser.lowered, position)
        second = parser.read_number(position + linked[1]) if linked else None
        if second is not None and _is_total(parser, first, second, apart=words):
            return parser.make_quantity(
                index, first, second, measure=ParsedUnit("share"), shape=QuantityShape.SHARE
            )
    return None


def read_total(parser: QuantityMaker, part: ParsedNumber) -> ParsedNumber | None:
    """Return the total behind a part: the 100 of "2 in 100"."""
    linked = parser.vocabulary.words["out_of"].find(parser.lowered, part.end)
    total = parser.read_number(part.end + linked[1]) if linked else None
    return total if total is not None and _is_total(parser, part, total, apart=0) else None


def _is_total(
    parser: QuantityMaker, part: ParsedNumber, total: ParsedNumber, *, apart: int
) -> bool:
    if part.is_fraction or total.value < max(2, part.value) or total.value % 1:
        return False
    if apart and part.value != 1 and total.value not in _SHARE_DENOMINATORS:
        return False
    looks_like_year = 1900 <= total.value <= 2100 and total.significant_digits > 2
    # "Una presión de 160/110".
    begins_pair = parser.token(total.end).text == "/"
    return not (looks_like_year or begins_pair or parser.read_measure(total.end).end)
