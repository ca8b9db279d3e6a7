"""Values of parameters: places to go on from, numbers, words and moments, read and written."""

import base64
import re
from datetime import UTC, datetime

from readlevel.usecases.public.api_lists import ListCursor

MOST_ITEMS = 100
LONGEST_QUERY = 400
LONGEST_CURSOR = 1200
_PLACE = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")
_LEAP_SECOND = re.compile(r"(?<=:[0-5][0-9]):60")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def encode_cursor(place: ListCursor | None) -> str | None:
    """Return the cursor of a place in a list of answers."""
    return None if place is None else f"{place.at}-{place.id}"


def encode_term_cursor(place: tuple[str, str] | None) -> str | None:
    """Return the cursor of a place in the glossary."""
    if place is None:
        return None
    return base64.urlsafe_b64encode("\n".join(place).encode()).decode().rstrip("=")


def decode_cursor(text: str) -> ListCursor:
    """Return the place of a cursor. Raise ValueError for what is none."""
    found = _PLACE.fullmatch(text)
    if found is None or not text.isascii():
        raise ValueError(text)
    return ListCursor(int(found[1]), int(found[2]))


def decode_term_cursor(text: str) -> tuple[str, str]:
    """Return the place in the glossary of a cursor: some place for any that has the right signs."""
    if len(text) > LONGEST_CURSOR or not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(text)
    whole = text[:-1] if len(text) % 4 == 1 else text
    decoded = base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")
    folded, _, slug = decoded.replace("\0", "").partition("\n")
    return folded, slug


def read_limit(text: str) -> int:
    """Return how many are asked for. Raise ValueError for what is no number, too few or many."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_ITEMS:
        raise ValueError(text)
    return int(text)


def read_words(text: str) -> str:
    """Return words to search for, on one line. Raise ValueError where they are too many."""
    if len(text) > LONGEST_QUERY:
        raise ValueError(text)
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def read_name(text: str) -> str | None:
    """Return a name, None for an empty one. Raise ValueError where it is too long."""
    if len(text) > LONGEST_QUERY:
        raise ValueError(text)
    return text.replace("\0", "") or None


def read_letter(text: str) -> str:
    """Return a letter as the glossary has it. Raise ValueError for more than one sign."""
    if len(text) != 1 or text == "\0":
        raise ValueError(text)
    return text.upper()


def read_moment(text: str) -> int:
    """Return microseconds since 1970 of a date or moment of RFC 3339; a date is its begin in UTC.

    A moment without a zone is none.
    """
    if not text.isascii():
        raise ValueError(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    else:
        if not re.match(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}", text):
            raise ValueError(text)
        moment = datetime.fromisoformat(_LEAP_SECOND.sub(":59", text).upper())
        if moment.tzinfo is None:
            raise ValueError(text)
    since = moment - _EPOCH
    return max(0, (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)
