"""An index of quantities by value, to find candidates that may agree with a given one."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import agrees_closely

_MAX_EQUAL = 100
"""Quantities of about one value that are looked at, the nearest first."""

_CLOSE = 0.996, 1.004
_ROUGH = 0.88, 1.13
"""Factors of a value between which others are looked at: for two quantities that agree closely,
which is wider than their rounding, and for any two. "About 1,000" for 1,400 is not found."""


class QuantityIndex:
    """The quantities of a text in order of their values."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        close = [index for index, one in enumerate(quantities) if agrees_closely(one)]
        rough = [index for index, one in enumerate(quantities) if not agrees_closely(one)]
        self._close = _SortedValues(quantities, close)
        self._rough = _SortedValues(quantities, rough)

    def find_like(self, quantity: Quantity) -> list[int]:
        """Return the indices of quantities that may agree with one, in order."""
        width = _CLOSE if agrees_closely(quantity) else _ROUGH
        found: set[int] = set()
        for value in quantity.lookup_values():
            found.update(self._close.find_near(value, width))
            found.update(self._rough.find_near(value, _ROUGH))
        return sorted(found)


class _SortedValues:
    """The values of some quantities of a text."""

    def __init__(self, quantities: Sequence[Quantity], indices: Sequence[int]) -> None:
        by_value = sorted(
            (value, index) for index in indices for value in quantities[index].lookup_values()
        )
        self._values = [value for value, _ in by_value]
        self._indices = [index for _, index in by_value]

    def find_near(self, value: float, width: tuple[float, float]) -> Sequence[int]:
        low, high = width
        start = bisect_left(self._values, value * low - 1e-12)
        end = bisect_right(self._values, value * high + 1e-12)
        if end - start > _MAX_EQUAL:
            middle = bisect_left(self._values, value)
            start = min(max(start, middle - _MAX_EQUAL // 2), end - _MAX_EQUAL)
            end = start + _MAX_EQUAL
        return self._indices[start:end]
