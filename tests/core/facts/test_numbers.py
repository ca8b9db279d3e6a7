"""Numbers in digits: every script and separator gives the same value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.facts.numbers.digits import normalize_digits, parse_number
from readlevel.core.facts.read_quantities import find_quantities

ARABIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
PERSIAN = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
SCRIPTS = st.sampled_from([ARABIC, PERSIAN])
DECIMALS = st.tuples(st.integers(0, 10**9), st.text("0123456789", min_size=1, max_size=4))


@given(st.integers(0, 10**12), SCRIPTS, st.booleans())
def test_a_whole_number_is_the_same_in_any_script(
    number: int, script: dict[int, int], decimal_comma: bool
) -> None:
    for written in (str(number), f"{number:,}"):
        read = parse_number(written.translate(script), decimal_comma=decimal_comma)
        assert read == parse_number(str(number), decimal_comma=decimal_comma)


@given(DECIMALS, SCRIPTS, st.booleans())
def test_an_arabic_decimal_is_the_same_in_any_language(
    parts: tuple[int, str], script: dict[int, int], decimal_comma: bool
) -> None:
    whole, decimals = parts
    value, digits = parse_number(
        f"{whole:,}.{decimals}".translate(script), decimal_comma=decimal_comma
    )
    assert value == float(f"{whole}.{decimals}")
    assert digits == (len(f"{whole}{decimals}".lstrip("0")) or 1)


@given(st.integers(0, 999), st.integers(0, 99), SCRIPTS)
def test_an_arabic_comma_between_digits_is_read_as_a_comma(
    whole: int, part: int, script: dict[int, int]
) -> None:
    written = f"{whole},{part}"
    assert parse_number(
        written.translate(script).replace("٬", "،"), decimal_comma=False
    ) == parse_number(written, decimal_comma=False)


@given(st.lists(st.sampled_from("0٣۵1.,·٫٬،"), min_size=1, max_size=12), st.booleans())
def test_whatever_is_a_number_has_a_value(signs: list[str], decimal_comma: bool) -> None:
    written = "1" + "2".join(signs) + "0"
    value, digits = parse_number(written, decimal_comma=decimal_comma)
    assert value > 0
    assert digits > 0
    assert normalize_digits(normalize_digits(written)) == normalize_digits(written)
    for one in find_quantities(f"x {written} mg", "ar"):
        assert one.numbers[0] >= 0


@pytest.mark.parametrize("sign", ["%", "٪", " ٪"])
def test_an_arabic_percent_sign_is_a_percent_sign(sign: str) -> None:
    (share,) = find_quantities(f"عند ٢٠{sign} من الناس", "ar")
    assert (share.dimension, share.values) == ("share", (0.2,))
