"""Makes CSL-JSON names and dates from the text of reference managers."""

import re
from typing import Any

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")


def parse_name(name: str) -> dict[str, str]:
    """Return a CSL name from "Family, Given, Suffix"; a name without a comma is literal."""
    family, comma, given = name.partition(",")
    if not comma:
        return {"literal": name.strip()}
    given, _, suffix = given.partition(",")
    return drop_empty({"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()})


def parse_date(text: str | None) -> dict[str, Any] | None:
    """Return a CSL date with the first year (1500 to 2199) in `text`, or None."""
    year = _YEAR.search(text or "")
    return {"date-parts": [[int(year[1])]]} if year else None


def drop_empty(item: dict[str, Any]) -> dict[str, Any]:
    """Return `item` without its empty fields."""
    return {name: value for name, value in item.items() if value}
