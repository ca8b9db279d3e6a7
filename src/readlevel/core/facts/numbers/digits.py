"""Numbers in digits of any script: their separators of thousands and of decimals."""

import re
from collections.abc import Sequence

from readlevel.core.facts.tokens import FactToken

_SEPARATOR = re.compile("[.,·]")
_ARABIC_DECIMAL, _ARABIC_THOUSANDS = "٫", "٬"
_ARABIC_COMMA = "،"
_LARGEST = 1e100


def parse_number(written: str, *, decimal_comma: bool) -> tuple[float, int]:
    """Return the value of a number in digits, and its significant digits.

    Arabic has separators of its own, which mean the same in every language.
    """
    written = normalize_digits(written)
    if written.isdecimal():
        return _read_float(written), len(written.strip("0")) or 1
    if _ARABIC_DECIMAL in written:
        whole, _, decimals = written.partition(_ARABIC_DECIMAL)
        return _read_decimal(_keep_digits(whole), _keep_digits(decimals))
    groups = _SEPARATOR.split(written)
    separators = _SEPARATOR.findall(written)
    parts_thousands = (
        bool(separators)
        and len(groups[-1]) == 3
        and 0 < len(groups[0]) <= 3
        and (
            len(separators) > 1
            or _separates_thousands(separators[0], groups, decimal_comma=decimal_comma)
        )
    )
    if not separators or parts_thousands:
        digits = "".join(groups)
        return _read_float(digits), len(digits.lstrip("0").rstrip("0")) or 1
    return _read_decimal("".join(groups[:-1]), groups[-1])


def normalize_digits(written: str) -> str:
    """Return a number in the digits 0 to 9, with an Arabic comma as a comma.

    What only separates thousands is left out, so that equal numbers are equal texts.
    """
    if written.isascii():
        return written
    digits = (str(int(one)) if one.isdecimal() else one for one in written)
    plain = "".join(digits).replace(_ARABIC_COMMA, ",")
    return plain.replace(_ARABIC_THOUSANDS, "")


def _keep_digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


def _read_decimal(whole: str, decimals: str) -> tuple[float, int]:
    return _read_float(f"{whole}.{decimals}"), len((whole + decimals).lstrip("0")) or 1


def _read_float(digits: str) -> float:
    """Return a number, which is finite however many digits it has."""
    return min(float(digits), _LARGEST)


def _separates_thousands(separator: str, groups: Sequence[str], *, decimal_comma: bool) -> bool:
    if groups[0] == "0":
        return False
    if separator == ("." if decimal_comma else ","):
        return True
    # Mexican Spanish writes a comma before thousands; a decimal never ends in two zeros.
    return separator == "," and groups[1].endswith("00")


def continues_digits(first: str, following: FactToken, written: str) -> bool:
    """Return whether a token continues a number with spaces: 20 322."""
    return (
        not following.no_space_before
        and len(following.text) == 3
        and following.text.isdecimal()
        and len(first) <= 3
        and first.isdecimal()
        and written.isdecimal()
        and int(first[0]) > 0
    )
