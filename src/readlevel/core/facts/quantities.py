"""Quantities: the numbers of a text with what they count, and when two say the same."""

from dataclasses import dataclass
from enum import StrEnum


class QuantityShape(StrEnum):
    """How many numbers a quantity has, and how they belong together."""

    SINGLE = "single"
    RANGE = "range"
    PAIR = "pair"
    """Two numbers that stand for two things: 130/80 mmHg, 160/800 mg."""
    SHARE = "share"
    """So many of so many: 14 in 1,000."""
    FRACTION = "fraction"
    """About half; two thirds."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one number, range or pair of a sentence says."""

    start: int
    end: int
    """Where it stands in its sentence."""
    numbers: tuple[float, ...]
    """As they are written, without their unit."""
    digits: tuple[int, ...]
    """How many digits of each number count: 1.50 has three, 1,000 has one."""
    shape: QuantityShape = QuantityShape.SINGLE
    dimension: str = ""
    """What is measured: `mass`, `time`, `mass/volume`, `stage`; empty where no unit is named."""
    factors: tuple[float, ...] = (1.0,)
    """What makes each number one of the dimension's own unit."""
    exact: bool = True
    fahrenheit: bool = False
    per: tuple[str, float] | None = None
    """A rate's time, as (dimension, length): once a day, mg per hour."""
    every: bool = False
    """It is how long from one time to the next."""
    bound: int = 0
    """-1: below or at most, 1: above or at least."""
    hedged: bool = False
    """About so much."""
    soft: bool = False
    """Too small to be told by itself: "daily", "half". It may support another."""

    spelled: bool = False

    @property
    def quiet(self) -> bool:
        """Whether it may be said without support: "these three", "daily", "half"."""
        bare = (
            self.spelled
            and self.shape is QuantityShape.SINGLE
            and not (self.dimension or self.bound)
        )
        return self.soft or (bare and self.numbers[0] <= _SMALL)

    @property
    def about(self) -> str:
        """What kind of fact it is."""
        if self.bound:
            return "comparison"
        return "range" if self.shape is QuantityShape.RANGE else "number"

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers in the dimension's own unit; of so many of so many the part."""
        if self.fahrenheit:
            return tuple((number - 32) / 1.8 for number in self.numbers)
        if self.shape is QuantityShape.SHARE:
            return (self.numbers[0] / self.numbers[1],)
        factors = self.factors * (len(self.numbers) if len(self.factors) == 1 else 1)
        return tuple(number * factor for number, factor in zip(self.numbers, factors, strict=True))

    def sought(self) -> set[float]:
        """Return the values by which what may agree with it is looked up."""
        values = {*self.values, *self.numbers}
        if self.dimension == "ratio":
            values.update(abs(1 - number) for number in self.numbers)
        if self.every:
            values.update(1 / value for value in self.values if value)
        return values

    def token(self) -> str:
        """Return what equal quantities have in common, for a quick look-up."""
        return ":".join(f"{value:.5g}" for value in self.values)


_ROUNDED_FROM = 100
"""From here on counts of people and things are rounded for plain text: 20,322 to 20,000."""

_SMALL = 12
"""Up to here many sentences have the same number, each of something else."""

_CONVERTED = 0.04
"""How far cups, pounds and degrees may be from what they were converted from, relatively."""

_FRACTION = 0.055
"""How far from a half or a third a share may be that is called so."""

_RATIO = "ratio"
_SHARE = "share"


def are_comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities measure the same kind of thing, be it with other values."""
    if _RATIO in (one.dimension, other.dimension) and one.dimension != other.dimension:
        return {one.dimension, other.dimension} == {_RATIO, _SHARE}
    if bool(one.per) != bool(other.per) and not (one.dimension or other.dimension):
        return False
    return one.dimension == other.dimension or (
        # Weeks may have been months, and hours days: what a slip of the pen may make of them.
        {one.dimension, other.dimension} == {"time", "months"}
    )


def have_like_units(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities have units of one kind, and as many numbers."""
    same = one.dimension == other.dimension and len(one.values) == len(other.values)
    large = min(*one.numbers, *other.numbers) > _SMALL
    return same or large or one.every or other.every


def quantities_agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether one quantity says what the other does, in whatever unit and wording.

    It may say more: both numbers of 130/80 mmHg, of which the other has one.
    """
    if one.bound * other.bound < 0 or _differ_in_rate(one, other):
        return False
    if one.dimension != other.dimension:
        if _RATIO in (one.dimension, other.dimension):
            return _agree_with_ratio(one, other)
        if one.every or other.every:
            return _agree_in_frequency(one, other)
    if one.dimension == other.dimension:
        if one.numbers == other.numbers and one.factors == other.factors:
            return True
        if _have_one_unit(one, other):
            return _agree_in_values(one, other, one.numbers, other.numbers)
        return _agree_in_values(one, other, one.values, other.values)
    if not (one.dimension and other.dimension):
        # One of them does not name its unit: "from 3 to 4", "3-4 g".
        return _agree_in_values(one, other, one.numbers, other.numbers)
    return False


def _have_one_unit(one: Quantity, other: Quantity) -> bool:
    shares = QuantityShape.SHARE in (one.shape, other.shape) or QuantityShape.FRACTION in (
        one.shape,
        other.shape,
    )
    return one.factors == other.factors and one.fahrenheit is other.fahrenheit and not shares


def _differ_in_rate(one: Quantity, other: Quantity) -> bool:
    if one.per is None or other.per is None:
        return False
    return one.per[0] != other.per[0] or not _is_near(one.per[1], other.per[1], 1e-6)


def _agree_in_values(
    one: Quantity, other: Quantity, own: tuple[float, ...], others: tuple[float, ...]
) -> bool:
    if len(own) == len(others):
        return all(
            _is_same(
                one, other, a, b, min(place, len(one.digits) - 1), min(place, len(other.digits) - 1)
            )
            for place, (a, b) in enumerate(zip(own, others, strict=True))
        )
    single, several = (one, other) if len(own) == 1 else (other, one)
    value, ends = (own[0], others) if len(own) == 1 else (others[0], own)
    if several.shape is QuantityShape.RANGE:
        # "Up to 6 months" says of 3 to 6 months its upper end.
        if not single.bound:
            return False
        return _is_same(single, several, value, ends[0 if single.bound > 0 else -1], 0, 0)
    if several.shape is not QuantityShape.PAIR or several is other:
        return False
    return any(_is_near(value, end, 1e-6) for end in ends)


def _is_same(one: Quantity, other: Quantity, a: float, b: float, i: int, j: int) -> bool:
    if _is_near(a, b, 1e-6):
        return True
    if QuantityShape.FRACTION in (one.shape, other.shape):
        return abs(a - b) <= _FRACTION * (one.shape is not other.shape)
    if _is_one_in(one, b) or _is_one_in(other, a):
        return True
    if not (one.exact and other.exact) and one.factors != other.factors:
        return _is_near(a, b, _CONVERTED)
    if one.fahrenheit is not other.fahrenheit:
        return abs(a - b) < 0.12
    if not _may_be_rounded(one, other, a, b):
        return False
    turned = one.digits[i] < other.digits[j]
    rough, fine = (one, other) if turned else (other, one)
    rounded, value = (a, b) if turned else (b, a)
    fewer, more = sorted((one.digits[i], other.digits[j]))
    return fewer < more and _may_stand_for(rough, fine) and _round(value, fewer, rounded)


def _is_one_in(one: Quantity, share: float) -> bool:
    """Tell whether "about 1 in 4" says of so large a share what there is to say: 26 %."""
    if one.shape is not QuantityShape.SHARE or not one.hedged or not share:
        return False
    return one.numbers[0] == 1 and round(1 / share) == one.numbers[1]


def _may_stand_for(rough: Quantity, fine: Quantity) -> bool:
    """Tell whether a number may be that of another with fewer digits.

    Decimals of percents may go without a word, and so may the digits of many people.
    """
    if rough.hedged and not fine.hedged:
        return True
    if rough.dimension == _SHARE:
        return any(round(value * 100, 9) % 1 for value in fine.values)
    return not rough.dimension


def _may_be_rounded(one: Quantity, other: Quantity, a: float, b: float) -> bool:
    if one.hedged or other.hedged:
        return True
    if one.dimension == _SHARE or other.dimension == _SHARE:
        return True
    return not one.dimension and not other.dimension and min(a, b) >= _ROUNDED_FROM


def _round(fine: float, digits: int, rough: float) -> bool:
    """Tell whether `fine`, cut or rounded to so many `digits`, is `rough`."""
    place = (
        10.0 ** (len(str(int(abs(rough)))) - digits)
        if abs(rough) >= 1
        else 10.0 ** (_magnitude(rough) + 1 - digits)
    )
    return abs(fine - rough) <= 0.5 * place * (1 + 1e-9)


def _magnitude(value: float) -> int:
    return int(f"{value:e}".rpartition("e")[2])


def _agree_in_frequency(one: Quantity, other: Quantity) -> bool:
    """Tell whether "every 12 hours" is "twice a day"."""
    interval, rate = (one, other) if one.every else (other, one)
    if rate.dimension != f"rate/{interval.dimension}" or len(interval.values) != 1:
        return False
    return _is_near(1 / interval.values[0], rate.values[0], 1e-6)


def _agree_with_ratio(one: Quantity, other: Quantity) -> bool:
    """Tell whether a share is what a ratio of risks comes to: 0.73 is 27 % less."""
    ratio, share = (one, other) if one.dimension == _RATIO else (other, one)
    if share.dimension not in (_SHARE, "") or len(ratio.numbers) != 1 or len(share.values) != 1:
        return False
    change = abs(1 - ratio.numbers[0])
    if share.shape is QuantityShape.FRACTION:
        return (
            min(abs(change - share.values[0]), abs(ratio.numbers[0] - share.values[0])) <= _FRACTION
        )
    return share.dimension == _SHARE and abs(change - share.values[0]) <= 0.0051


def _is_near(a: float, b: float, tolerance: float) -> bool:
    return abs(a - b) <= tolerance * max(abs(a), abs(b))
