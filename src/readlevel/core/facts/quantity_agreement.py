"""The tests that two quantities measure the same kind of thing, and that they agree."""

from readlevel.core.facts.quantities import MAX_SMALL_NUMBER, Quantity, QuantityShape

_MIN_ROUNDED = 100
"""Smallest count that a lay text may round without a word: 20,322 to 20,000."""

_CONVERSION_TOLERANCE = 0.04
"""Relative tolerance of conversions between units like pounds and grams, which are rounded."""

_FRACTION_TOLERANCE = 0.055
"""Absolute tolerance of a share that is called a half or a third."""

_TEMPERATURE_TOLERANCE = 0.12
"""Degrees Celsius between a temperature and its conversion, both rounded to about a tenth."""

_PERCENT_TOLERANCE = 0.0051
"""Absolute tolerance of a share: half a percentage point, and room for floating-point error."""

_ROUNDING_TOLERANCE = 0.003
"""Relative difference by which any number may be rounded without a word: 178.03 g to 178 g."""

_MONTH_TOLERANCE = 0.085
"""Relative difference between weeks and the months that they are called: 12 weeks, 3 months."""

_MIN_CONVERTED_DAYS = 27
_DAY = 86_400
_DAYS_OF_MONTH = 30.44
_LOOSEST_LIMIT = 10
_LOOSEST_FLOOR = 1.35
"""By how much a share may be below "fewer than 1 in 100", or above "more than half"."""

_INTERVAL = "interval"
_RATIO = "ratio"
_SHARE = "share"
_ITEMS = "items"

_ROUGH_DIMENSIONS = frozenset({"", "time", "months", _SHARE, _RATIO, _INTERVAL})
"""Dimensions whose values are rounded, or compared with those of another."""


def are_comparable(left: Quantity, right: Quantity) -> bool:
    """Return whether two quantities measure the same kind of thing."""
    if _RATIO in (left.dimension, right.dimension) and left.dimension != right.dimension:
        return {left.dimension, right.dimension} == {_RATIO, _SHARE}
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
        len(left.values) == len(right.values) or left.dimension == _SHARE
    )
    same = same or {left.dimension, right.dimension} == {"time", "months"}
    large = min(*left.numbers, *right.numbers) > MAX_SMALL_NUMBER
    return same or large or left.is_interval or right.is_interval


def agrees_closely(quantity: Quantity) -> bool:
    """Return whether two quantities of which this is true agree within `_ROUNDING_TOLERANCE` only.

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
    return left.rate_period[0] != right.rate_period[0] or not _is_near(
        left.rate_period[1], right.rate_period[1], 1e-6
    )


def _agree_in_values(
    left: Quantity, right: Quantity, left_values: tuple[float, ...], right_values: tuple[float, ...]
) -> bool:
    if len(left_values) == len(right_values):
        return all(
            _values_agree(
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
        return any(_is_near(value, abs(end), _ROUNDING_TOLERANCE) for end in ends)
    if several.shape is QuantityShape.RANGE:
        if _is_scale(several) and not single.direction:
            return _is_near(value, ends[1], 1e-6)
        if ends[0] > ends[1]:
            # "Fell from 12% to 8%".
            return any(_is_near(value, end, _ROUNDING_TOLERANCE) for end in ends)
        # "Up to 6 months" is the upper end of "3 to 6 months".
        if not single.direction:
            return False
        return _values_agree(single, several, value, ends[0 if single.direction > 0 else -1], 0, 0)
    if several.shape not in (QuantityShape.PAIR, QuantityShape.SHARE) or several is right:
        return False
    return any(_is_near(value, end, 1e-6) for end in ends)


def _is_scale(quantity: Quantity) -> bool:
    """Return whether a range is that of a scale: 0 to 100."""
    return quantity.numbers[0] == 0 and quantity.dimension in ("", "points")


def _agree_in_days(left: Quantity, right: Quantity) -> bool:
    """Return whether times in days or weeks, and in months or years, are about the same."""
    if left.rate_period or right.rate_period or len(left.values) != len(right.values):
        return False
    pairs = zip(_list_days(left), _list_days(right), strict=True)
    return all(
        min(pair) >= _MIN_CONVERTED_DAYS and _is_near(*pair, _MONTH_TOLERANCE) for pair in pairs
    )


def _list_days(quantity: Quantity) -> list[float]:
    seconds = quantity.dimension == "time"
    return [one / _DAY if seconds else one * _DAYS_OF_MONTH for one in quantity.values]


def _is_within_limit(value: float, limit: float, direction: int) -> bool:
    """Return whether a share is fairly told by a limit: 0.4% by "fewer than 1 in 100"."""
    if direction < 0:
        return limit / _LOOSEST_LIMIT <= value < limit
    return limit < value <= limit * _LOOSEST_FLOOR


def _is_past_limit(left: Quantity, right: Quantity, left_value: float, right_value: float) -> bool:
    """Return whether a share or count is not within the limit that the other one tells.

    Rounding would hide it: 1.2% is not "fewer than 1 in 100". "About 1 in 100" may be either.
    """
    if left.dimension != right.dimension or left.dimension not in ("", _SHARE):
        return False
    if left.direction and right.direction:
        # What a plain text tells may be the looser limit, never the tighter one.
        return (left_value - right_value) * left.direction < 0
    limit, value = (left_value, right_value) if left.direction else (right_value, left_value)
    is_rough = left.approximate or right.approximate
    return not is_rough and (value - limit) * (left.direction or right.direction) < 0


def _values_agree(
    left: Quantity,
    right: Quantity,
    left_value: float,
    right_value: float,
    left_index: int,
    right_index: int,
) -> bool:
    if _is_near(left_value, right_value, 1e-6):
        return True
    if _SHARE == left.dimension == right.dimension and right.direction:
        return _is_within_limit(left_value, right_value, right.direction)
    if _is_past_limit(left, right, left_value, right_value):
        return False
    if QuantityShape.FRACTION in (left.shape, right.shape):
        return abs(left_value - right_value) <= _FRACTION_TOLERANCE * (
            left.shape is not right.shape
        )
    if _is_one_in(left, right_value) or _is_one_in(right, left_value):
        return True
    if not (left.exact_conversion and right.exact_conversion) and left.factors != right.factors:
        return _is_near(left_value, right_value, _CONVERSION_TOLERANCE)
    if left.fahrenheit is not right.fahrenheit:
        return abs(left_value - right_value) < _TEMPERATURE_TOLERANCE
    if _is_near(left_value, right_value, _ROUNDING_TOLERANCE) and (
        left.significant_digits[left_index] != right.significant_digits[right_index]
    ):
        return True
    if not _may_be_rounded(left, right, left_value, right_value):
        return False
    left_is_rough = left.significant_digits[left_index] < right.significant_digits[right_index]
    rough, fine = (left, right) if left_is_rough else (right, left)
    rounded, value = (left_value, right_value) if left_is_rough else (right_value, left_value)
    fewer, more = sorted(
        (left.significant_digits[left_index], right.significant_digits[right_index])
    )
    return fewer < more and _may_round_to(rough, fine) and _rounds_to(value, fewer, rounded)


def _is_one_in(left: Quantity, share: float) -> bool:
    """Return whether a quantity like "about 1 in 4" is the nearest one for a share: 26%."""
    if left.shape is not QuantityShape.SHARE or not left.approximate or not share:
        return False
    return left.numbers[0] == 1 and round(1 / share) == left.numbers[1]


def _may_round_to(rough: Quantity, fine: Quantity) -> bool:
    """Return whether a number may be a rounded form of another.

    Decimals of percentages may be dropped without a word, and so may digits of counts.
    """
    if rough.approximate and not fine.approximate:
        return True
    if rough.dimension == _SHARE:
        return any(round(value * 100, 9) % 1 for value in fine.values)
    return not rough.dimension


def _may_be_rounded(left: Quantity, right: Quantity, left_value: float, right_value: float) -> bool:
    if left.approximate or right.approximate:
        return True
    if left.dimension == _SHARE or right.dimension == _SHARE:
        return True
    return (
        not left.dimension and not right.dimension and min(left_value, right_value) >= _MIN_ROUNDED
    )


def _rounds_to(fine: float, digits: int, rough: float) -> bool:
    """Return whether `fine` rounded to so many significant `digits` is `rough`."""
    place = (
        10.0 ** (len(str(int(abs(rough)))) - digits)
        if abs(rough) >= 1
        else 10.0 ** (_magnitude(rough) + 1 - digits)
    )
    return abs(fine - rough) <= 0.5 * place * (1 + 1e-9)


def _magnitude(value: float) -> int:
    return int(f"{value:e}".rpartition("e")[2])


def _agree_in_frequency(left: Quantity, right: Quantity) -> bool:
    """Return whether an interval and a rate agree: "every 12 hours", "twice a day"."""
    interval, rate = (left, right) if left.is_interval else (right, left)
    if rate.dimension != f"rate/{interval.dimension}" or len(interval.values) != 1:
        return False
    # "Every 0 hours" has no rate.
    return bool(interval.values[0]) and _is_near(1 / interval.values[0], rate.values[0], 1e-6)


def _agree_with_ratio(left: Quantity, right: Quantity) -> bool:
    """Return whether a ratio of risks and a share agree: 0.73 is 27% less."""
    ratio, share = (left, right) if left.dimension == _RATIO else (right, left)
    if share.dimension not in (_SHARE, "") or len(ratio.numbers) != 1 or len(share.values) != 1:
        return False
    change = abs(1 - ratio.numbers[0])
    if share.shape is QuantityShape.FRACTION:
        return (
            min(abs(change - share.values[0]), abs(ratio.numbers[0] - share.values[0]))
            <= _FRACTION_TOLERANCE
        )
    return share.dimension == _SHARE and abs(change - share.values[0]) <= _PERCENT_TOLERANCE


def _is_near(left_value: float, right_value: float, tolerance: float) -> bool:
    return abs(left_value - right_value) <= tolerance * max(abs(left_value), abs(right_value))
