"""Numbers kept with their units, on one line and in one order."""

import re

_UNITS = (
    r"%|°C|°F|mmHg|kPa|mg|g|kg|µg|μg|mcg|ng|pg|µL|μL|mL|ml|dL|L|mmol|µmol|μmol|nmol|pmol|mol|mEq|"
    r"IU|mU|U|units?|mm|cm|m|km|kcal|kJ|h|hours?|min|minutes?|s|days?|weeks?|months?|years?|mSv|"
    r"Gy|Hz|bpm|lb|oz"
)
_NUMBER_AND_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?:/\w+)*(?!\w))")
_QUANTITY = re.compile(rf"(?<![A-Za-z\d.,/–-])\d[\d.,/–-]*[ \u00a0]?(?:{_UNITS})(?:/\w+)*(?!\w)")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_ISOLATED = "\u2066\\g<0>\u2069"


def insert_no_break_spaces(words: str) -> str:
    """Keep each number on one line with its unit."""
    return _NUMBER_AND_UNIT.sub("\u00a0", words)


def isolate_quantities(words: str) -> str:
    """Keep a number before its Latin unit where words run leftwards: else 38 °C comes out torn."""
    return _QUANTITY.sub(_ISOLATED, words) if _RIGHT_TO_LEFT.search(words) else words
