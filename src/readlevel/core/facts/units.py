"""Units of measurement: the dimension and factor of each symbol."""

from typing import NamedTuple


class Unit(NamedTuple):
    """The dimension of a unit, and its factor to the base unit of that dimension."""

    dimension: str
    factor: float
    exact_conversion: bool = True
    """Conversions to it are exact; those to pounds, spoons and degrees are usually rounded."""


UNITS = {
    "kg": Unit("mass", 1000),
    "g": Unit("mass", 1),
    "mg": Unit("mass", 1e-3),
    "µg": Unit("mass", 1e-6),
    "ng": Unit("mass", 1e-9),
    "pg": Unit("mass", 1e-12),
    "lb": Unit("mass", 453.592, exact_conversion=False),
    "oz": Unit("mass", 28.35, exact_conversion=False),
    "L": Unit("volume", 1),
    "dL": Unit("volume", 0.1),
    "cL": Unit("volume", 0.01),
    "mL": Unit("volume", 1e-3),
    "µL": Unit("volume", 1e-6),
    "tsp": Unit("volume", 5e-3, exact_conversion=False),
    "tbsp": Unit("volume", 15e-3, exact_conversion=False),
    "floz": Unit("volume", 29.57e-3, exact_conversion=False),
    "km": Unit("length", 1000),
    "m": Unit("length", 1),
    "cm": Unit("length", 0.01),
    "mm": Unit("length", 1e-3),
    "µm": Unit("length", 1e-6),
    "nm": Unit("length", 1e-9),
    "inch": Unit("length", 0.0254, exact_conversion=False),
    "ft": Unit("length", 0.3048, exact_conversion=False),
    "mile": Unit("length", 1609, exact_conversion=False),
    "s": Unit("time", 1),
    "ms": Unit("time", 1e-3),
    "min": Unit("time", 60),
    "h": Unit("time", 3600),
    "day": Unit("time", 86_400),
    "week": Unit("time", 7 * 86_400),
    # "3 months" and "12 weeks" are different statements.
    "month": Unit("months", 1),
    "year": Unit("months", 12),
    "°C": Unit("temperature", 1, exact_conversion=False),
    "°F": Unit("temperature", 1, exact_conversion=False),
    "mmHg": Unit("pressure", 1),
    "kPa": Unit("pressure", 7.50062, exact_conversion=False),
    "mol": Unit("amount", 1),
    "mmol": Unit("amount", 1e-3),
    "µmol": Unit("amount", 1e-6),
    "nmol": Unit("amount", 1e-9),
    "pmol": Unit("amount", 1e-12),
    "mEq": Unit("equivalents", 1),
    "IU": Unit("activity", 1),
    "kcal": Unit("energy", 1),
    "kJ": Unit("energy", 1 / 4.184, exact_conversion=False),
    "mGy": Unit("dose", 1e-3),
    "Gy": Unit("dose", 1),
    "mSv": Unit("dose equivalent", 1e-3),
    "Hz": Unit("frequency", 1),
    "dB": Unit("loudness", 1),
    "beat": Unit("beats", 1),
    "bpm": Unit("beats/min", 1),
    # What a dose is counted in: a capsule may be a tablet in the other text.
    "item": Unit("items", 1),
    "half item": Unit("items", 0.5),
    "quarter item": Unit("items", 0.25),
    "quarter hour": Unit("time", 900),
    "%": Unit("share", 0.01),
}

PERCENT_SIGNS = frozenset("%٪")

_SYMBOL_ALIASES = {
    **{"l": "L", "dl": "dL", "cl": "cL", "ml": "mL", "µl": "µL", "cc": "mL", "mls": "mL"},
    **{"mcg": "µg", "ug": "µg", "mgs": "mg", "kgs": "kg", "Kg": "kg", "gm": "g", "gms": "g"},
    **{"d": "day", "wk": "week", "mo": "month", "yr": "year", "y": "year", "sec": "s"},
    **{"hr": "h", "hrs": "h", "yrs": "year", "wks": "week", "mos": "month", "mins": "min"},
    **{"mmhg": "mmHg", "mmHG": "mmHg", "meq": "mEq", "iu": "IU", "U": "IU", "UI": "IU"},
    **{"℃": "°C", "℉": "°F", "kj": "kJ", "Kcal": "kcal", "umol": "µmol"},
}


def canonical_symbol(symbol: str) -> str | None:
    """Return the canonical symbol of a unit, or None for an unknown one."""
    symbol = symbol.replace("\u03bc", "\u00b5")
    if symbol in UNITS:
        return symbol
    return _SYMBOL_ALIASES.get(symbol)
