"""When two numbers may state the same value: rounded, converted, or told by a limit."""

from readlevel.core.facts.quantities import Quantity, QuantityShape

SHARE = "share"
"""The dimension of percentages, fractions and "1 in 20"."""

ROUNDING_TOLERANCE = 0.003
"""Relative difference by which any number may be rounded without a word: 178.03 g to 178 g."""

FRACTION_TOLERANCE = 0.055
"""Absolute tolerance of a share that is called a half or a third."""

_MIN_ROUNDED = 100
"""Smallest count that a lay text may round without a word: 20,322 to 20,000."""

_CONVERSION_TOLERANCE = 0.04
"""Relative tolerance of conversions between units like pounds and grams, which are rounded."""

_TEMPERATURE_TOLERANCE = 0.12
"""Degrees Celsius between a temperature and its conversion, both rounded to about a tenth."""

_LOOSEST_LIMIT = 10
_LOOSEST_FLOOR = 1.35
"""By how much a share may be below "fewer than 1 in 100", or above "more than half"."""


def is_near(left_value: float, right_value: float, tolerance: float) -> bool:
    """Return whether two values differ by no more than a share, `tolerance`, of the larger one."""
    return abs(left_value - right_value) <= tolerance * max(abs(left_value), abs(right_value))


def values_agree(
    left: Quantity,
    right: Quantity,
    left_value: float,
    right_value: float,
    left_index: int,
    right_index: int,
) -> bool:
    """Return whether a value of the left quantity may state one of the right quantity.

    The indices are those of the values' significant digits.
    """
    if is_near(left_value, right_value, 1e-6):
        return True
    if SHARE == left.dimension == right.dimension and right.direction:
        return _is_within_limit(left_value, right_value, right.direction)
    if _is_past_limit(left, right, left_value, right_value):
        return False
    if QuantityShape.FRACTION in (left.shape, right.shape):
        return abs(left_value - right_value) <= FRACTION_TOLERANCE * (left.shape is not right.shape)
    if _is_one_in(left, right_value) or _is_one_in(right, left_value):
        return True
    if not (left.exact_conversion and right.exact_conversion) and left.factors != right.factors:
        return is_near(left_value, right_value, _CONVERSION_TOLERANCE)
    if left.fahrenheit is not right.fahrenheit:
        return abs(left_value - right_value) < _TEMPERATURE_TOLERANCE
    if is_near(left_value, right_value, ROUNDING_TOLERANCE) and (
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


def _is_within_limit(value: float, limit: float, direction: int) -> bool:
    """Return whether a share is fairly told by a limit: 0.4% by "fewer than 1 in 100"."""
    if direction < 0:
        return limit / _LOOSEST_LIMIT <= value < limit
    return limit < value <= limit * _LOOSEST_FLOOR


def _is_past_limit(left: Quantity, right: Quantity, left_value: float, right_value: float) -> bool:
    """Return whether a share or count is not within the limit that the other one tells.

    Rounding would hide it: 1.2% is not "fewer than 1 in 100". "About 1 in 100" may be either.
    """
    if left.dimension != right.dimension or left.dimension not in ("", SHARE):
        return False
    if left.direction and right.direction:
        # What a plain text tells may be the looser limit, never the tighter one.
        return (left_value - right_value) * left.direction < 0
    limit, value = (left_value, right_value) if left.direction else (right_value, left_value)
    is_rough = left.approximate or right.approximate
    return not is_rough and (value - limit) * (left.direction or right.direction) < 0


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
    if rough.dimension == SHARE:
        return any(round(value * 100, 9) % 1 for value in fine.values)
    return not rough.dimension


def _may_be_rounded(left: Quantity, right: Quantity, left_value: float, right_value: float) -> bool:
    if left.approximate or right.approximate:
        return True
    if left.dimension == SHARE or right.dimension == SHARE:
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
