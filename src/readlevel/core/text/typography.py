"""Keeps numbers and their units together, on one line and in order."""

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
    """Insert no-break spaces between numbers and their units."""
    return _NUMBER_AND_UNIT.sub("\u00a0", words)


def keep_quantities(words: str) -> str:
    """Keep each quantity of a text on one line and in order."""
    return isolate_quantities(insert_no_break_spaces(words))


def isolate_quantities(words: str) -> str:
    """Isolate quantities with Latin units in right-to-left text, so that 38 °C keeps its order."""
    return _QUANTITY.sub(_ISOLATED, words) if _RIGHT_TO_LEFT.search(words) else words
