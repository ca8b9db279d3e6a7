"""Reads values of forms and query strings."""

MAX_DIGITS = 9


def parse_number(given: str) -> int | None:
    """Return the whole number that `given` is in at most `MAX_DIGITS` ASCII digits, or None."""
    is_number = given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS
    return int(given) if is_number else None
