"""The tests that two quantities measure the same kind of thing, and that they agree."""

from readlevel.core.facts.quantities import MAX_SMALL_NUMBER, Quantity, QuantityShape
from readlevel.core.facts.rounded_values import (
    FRACTION_TOLERANCE,
    ROUNDING_TOLERANCE,
    SHARE,
    is_near,
    values_agree,
)

_PERCENT_TOLERANCE = 0.0051
"""Absolute tolerance of a share: half a percentage point, and room for floating-point error."""

_MONTH_TOLERANCE = 0.085
"""Relative difference between weeks and the months that they are called: 12 weeks, 3 months."""

_MIN_CONVERTED_DAYS = 27
_DAY = 86_400
_DAYS_OF_MONTH = 30.44

_INTERVAL = "interval"
_RATIO = "ratio"
_ITEMS = "items"

_ROUGH_DIMENSIONS = frozenset({"", "time", "months", SHARE, _RATIO, _INTERVAL})
"""Dimensions whose values are rounded, or compared with those of another."""


def are_comparable(left: Quantity, right: Quantity) -> bool:
    """Return whether two quantities measure the same kind of thing."""
    if _RATIO in (left.dimension, right.dimension) and left.dimension != right.dimension:
        return {left.dimension, right.dimension} == {_RATIO, SHARE}
    if bool(left.rate_period) != bool(right.rate_period) and (
        not (left.dimension or right.dimension) or _ITEMS in (left.dimension, right.dimension)
    ):
        return False
    return left.dimension == right.dimension or (
        # "3 weeks" may be a slip for "3 months".
        {left.dimension, right.dimension} == {"time", "months"}
    )


def have_like_units(left: Quantity, right: Quantity) -> bool:
    """Return whether agreement of two quantities counts even between unrelated sentences.

    It does if they share a dimension, or if their numbers are too large to recur by chance.
    """
    same = left.dimension == right.dimension and (
        len(left.values) == len(right.values) or left.dimension == SHARE
    )
    same = same or {left.dimension, right.dimension} == {"time", "months"}
    large = min(*left.numbers, *right.numbers) > MAX_SMALL_NUMBER
    return same or large or left.is_interval or right.is_interval


def agrees_closely(quantity: Quantity) -> bool:
    """Return whether two quantities of which this is true agree within `ROUNDING_TOLERANCE` only.

    Others may be rounded or converted more roughly.
    """
    return (
        quantity.dimension not in _ROUGH_DIMENSIONS
        and quantity.exact_conversion
        and not (quantity.approximate or quantity.fahrenheit or quantity.is_interval)
        and quantity.shape not in (QuantityShape.SHARE, QuantityShape.FRACTION)
    )


def quantities_agree(left: Quantity, right: Quantity) -> bool:
    """Return whether the left quantity states the right one, in whatever unit and wording.

    It may state more: 130/80 mmHg states 130 mmHg.
    """
    if left.direction * right.direction < 0 or _differ_in_rate(left, right):
        return False
    if left.dimension != right.dimension:
        if _RATIO in (left.dimension, right.dimension):
            return _agree_with_ratio(left, right)
        if left.is_interval or right.is_interval:
            return _agree_in_frequency(left, right)
    if left.dimension == right.dimension:
        same_unit = left.factors == right.factors and left.fahrenheit is right.fahrenheit
        if left.numbers == right.numbers and same_unit:
            return True
        if _have_one_unit(left, right):
            return _agree_in_values(left, right, left.numbers, right.numbers)
        return _agree_in_values(left, right, left.values, right.values)
    if {left.dimension, right.dimension} == {"time", "months"}:
        return _agree_in_days(left, right)
    if not (left.dimension and right.dimension) or _INTERVAL in (left.dimension, right.dimension):
        # One of them has no unit: "from 3 to 4", "3-4 g".
        return _agree_in_values(left, right, left.numbers, right.numbers)
    return False


def _have_one_unit(left: Quantity, right: Quantity) -> bool:
    shares = QuantityShape.SHARE in (left.shape, right.shape) or QuantityShape.FRACTION in (
        left.shape,
        right.shape,
    )
    return left.factors == right.factors and left.fahrenheit is right.fahrenheit and not shares


def _differ_in_rate(left: Quantity, right: Quantity) -> bool:
    if left.rate_period is None or right.rate_period is None:
        return False
    return left.rate_period[0] != right.rate_period[0] or not is_near(
        left.rate_period[1], right.rate_period[1], 1e-6
    )


def _agree_in_values(
    left: Quantity, right: Quantity, left_values: tuple[float, ...], right_values: tuple[float, ...]
) -> bool:
    if len(left_values) == len(right_values):
        return all(
            values_agree(
                left,
                right,
                left_value,
                right_value,
                min(place, len(left.significant_digits) - 1),
                min(place, len(right.significant_digits) - 1),
            )
            for place, (left_value, right_value) in enumerate(
                zip(left_values, right_values, strict=True)
            )
        )
    single, several = (left, right) if len(left_values) == 1 else (right, left)
    value, ends = (
        (left_values[0], right_values) if len(left_values) == 1 else (right_values[0], left_values)
    )
    if several.dimension == _INTERVAL:
        # "0.7 points less to 14.3 points more".
        return any(is_near(value, abs(end), ROUNDING_TOLERANCE) for end in ends)
    if several.shape is QuantityShape.RANGE:
        if _is_scale(several) and not single.direction:
            return is_near(value, ends[1], 1e-6)
        if ends[0] > ends[1]:
            # "Fell from 12% to 8%".
            return any(is_near(value, end, ROUNDING_TOLERANCE) for end in ends)
        # "Up to 6 months" is the upper end of "3 to 6 months".
        if not single.direction:
            return False
        return values_agree(single, several, value, ends[0 if single.direction > 0 else -1], 0, 0)
    if several.shape not in (QuantityShape.PAIR, QuantityShape.SHARE) or several is right:
        return False
    return any(is_near(value, end, 1e-6) for end in ends)


def _is_scale(quantity: Quantity) -> bool:
    """Return whether a range is that of a scale: 0 to 100."""
    return quantity.numbers[0] == 0 and quantity.dimension in ("", "points")


def _agree_in_days(left: Quantity, right: Quantity) -> bool:
    """Return whether times in days or weeks, and in months or years, are about the same."""
    if left.rate_period or right.rate_period or len(left.values) != len(right.values):
        return False
    pairs = zip(_list_days(left), _list_days(right), strict=True)
    return all(
        min(pair) >= _MIN_CONVERTED_DAYS and is_near(*pair, _MONTH_TOLERANCE) for pair in pairs
    )


def _list_days(quantity: Quantity) -> list[float]:
    seconds = quantity.dimension == "time"
    return [one / _DAY if seconds else one * _DAYS_OF_MONTH for one in quantity.values]


def _agree_in_frequency(left: Quantity, right: Quantity) -> bool:
    """Return whether an interval and a rate agree: "every 12 hours", "twice a day"."""
    interval, rate = (left, right) if left.is_interval else (right, left)
    if rate.dimension != f"rate/{interval.dimension}" or len(interval.values) != 1:
        return False
    # "Every 0 hours" has no rate.
    return bool(interval.values[0]) and is_near(1 / interval.values[0], rate.values[0], 1e-6)


def _agree_with_ratio(left: Quantity, right: Quantity) -> bool:
    """Return whether a ratio of risks and a share agree: 0.73 is 27% less."""
    ratio, share = (left, right) if left.dimension == _RATIO else (right, left)
    if share.dimension not in (SHARE, "") or len(ratio.numbers) != 1 or len(share.values) != 1:
        return False
    change = abs(1 - ratio.numbers[0])
    if share.shape is QuantityShape.FRACTION:
        return (
            min(abs(change - share.values[0]), abs(ratio.numbers[0] - share.values[0]))
            <= FRACTION_TOLERANCE
        )
    return share.dimension == SHARE and abs(change - share.values[0]) <= _PERCENT_TOLERANCE
