"""Parsers of parameter values: cursors, limits, words and timestamps."""

import base64
import re
from datetime import UTC, datetime

from readlevel.usecases.public.api_lists import ListCursor

MAX_ITEMS = 100
MAX_QUERY_LENGTH = 400
MAX_CURSOR_LENGTH = 1200
_CURSOR = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")
_LEAP_SECOND = re.compile(r"(?<=:[0-5][0-9]):60")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def encode_cursor(place: ListCursor | None) -> str | None:
    """Encode a position in a list of answers as a cursor."""
    return None if place is None else f"{place.at}-{place.id}"


def encode_term_cursor(place: tuple[str, str] | None) -> str | None:
    """Encode a position in the glossary as a cursor."""
    if place is None:
        return None
    return base64.urlsafe_b64encode("\n".join(place).encode()).decode().rstrip("=")


def decode_cursor(text: str) -> ListCursor:
    """Decode a cursor. Raise ValueError if it is not one."""
    found = _CURSOR.fullmatch(text)
    if found is None or not text.isascii():
        raise ValueError(text)
    return ListCursor(int(found[1]), int(found[2]))


def decode_term_cursor(text: str) -> tuple[str, str]:
    """Decode a cursor of the glossary; any base64 text yields some position.

    Raise ValueError if it is not base64 or too long.
    """
    if len(text) > MAX_CURSOR_LENGTH or not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(text)
    whole = text[:-1] if len(text) % 4 == 1 else text
    decoded = base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")
    folded, _, slug = decoded.replace("\0", "").partition("\n")
    return folded, slug


def read_limit(text: str) -> int:
    """Parse a limit. Raise ValueError if it is not a number from 1 to `MAX_ITEMS`."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MAX_ITEMS:
        raise ValueError(text)
    return int(text)


def read_words(text: str) -> str:
    """Parse a search query into one line. Raise ValueError if it is too long."""
    if len(text) > MAX_QUERY_LENGTH:
        raise ValueError(text)
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def read_name(text: str) -> str | None:
    """Parse a name, None for an empty one. Raise ValueError if it is too long."""
    if len(text) > MAX_QUERY_LENGTH:
        raise ValueError(text)
    return text.replace("\0", "") or None


def read_letter(text: str) -> str:
    """Parse a letter of the glossary. Raise ValueError if it is not one character."""
    if len(text) != 1 or text == "\0":
        raise ValueError(text)
    return text.upper()


def read_timestamp(text: str) -> int:
    """Parse a date or timestamp (RFC 3339) to microseconds since 1970.

    A date means its start in UTC. Raise ValueError for anything else, also for a timestamp without
    a time zone.
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
