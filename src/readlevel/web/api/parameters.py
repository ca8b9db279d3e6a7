"""Parameters of an address: what each may be, said once for whoever reads it and for the reader."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from readlevel.settings import Settings
from readlevel.storage.sequences import Place
from readlevel.web.choice import OFFERED

MOST_ITEMS = 100
USUAL_ITEMS = 20
LONGEST_QUERY = 400
_LONGEST_CURSOR = 1200
_PLACE = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")
_LEAP_SECOND = re.compile(r"(?<=:[0-5][0-9]):60")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(Exception):
    """A value is none of those a parameter may have."""

    def __init__(self, parameter: "Parameter", settings: Settings) -> None:
        super().__init__(f"{parameter.name}: give {parameter.tell(settings)}.")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the query."""

    name: str
    description: str
    expected: str
    """What to give, to end the sentence "give …" with."""
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    """Returns the value of what was given. Raises ValueError for what is none."""
    usual: Any = None
    """The value where nothing is given."""
    choices: Callable[[Settings], Sequence[str]] | None = None
    """What may be given, where that depends on the site."""

    def tell(self, settings: Settings) -> str:
        """Return what to give, in words."""
        if self.choices is None:
            return self.expected
        return f"{self.expected}: {', '.join(self.choices(settings))}"

    def describe(self, settings: Settings) -> dict[str, Any]:
        """Return the parameter as OpenAPI describes it."""
        schema = dict(self.schema)
        if self.choices is not None:
            schema["enum"] = list(self.choices(settings))
        return {
            "name": self.name,
            "in": "query",
            "required": False,
            "description": self.description,
            "schema": schema,
        }


def read_parameters(
    parameters: Sequence[Parameter], given: Mapping[str, str], settings: Settings
) -> dict[str, Any]:
    """Return the value of each parameter. Raise `Unreadable` for what is none."""
    values = {}
    for parameter in parameters:
        text = given.get(parameter.name)
        if text is None:
            values[parameter.name] = parameter.usual
            continue
        if parameter.choices is not None and text not in parameter.choices(settings):
            raise Unreadable(parameter, settings)
        try:
            values[parameter.name] = parameter.read(text)
        except ValueError:
            raise Unreadable(parameter, settings) from None
    return values


def write_place(place: Place | None) -> str | None:
    """Return the cursor of a place in a list of answers."""
    return None if place is None else f"{place.at}-{place.id}"


def write_term_place(place: tuple[str, str] | None) -> str | None:
    """Return the cursor of a place in the glossary."""
    if place is None:
        return None
    return base64.urlsafe_b64encode("\n".join(place).encode()).decode().rstrip("=")


def _read_place(text: str) -> Place:
    found = _PLACE.fullmatch(text)
    if found is None or not text.isascii():
        raise ValueError(text)
    return Place(int(found[1]), int(found[2]))


def _read_term_place(text: str) -> tuple[str, str]:
    if len(text) > _LONGEST_CURSOR or not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(text)
    whole = text[:-1] if len(text) % 4 == 1 else text
    decoded = base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")
    folded, _, slug = decoded.replace("\0", "").partition("\n")
    return folded, slug


def _read_limit(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_ITEMS:
        raise ValueError(text)
    return int(text)


def _read_words(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        raise ValueError(text)
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _read_name(text: str) -> str | None:
    if len(text) > LONGEST_QUERY:
        raise ValueError(text)
    return text.replace("\0", "") or None


def _read_letter(text: str) -> str:
    if len(text) != 1 or text == "\0":
        raise ValueError(text)
    return text.upper()


def _read_moment(text: str) -> int:
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


LANGUAGE = Parameter(
    "language",
    "Language of the site in which it is asked; the site's own where none is given.",
    "a language of this site",
    {"type": "string"},
    str,
    choices=lambda settings: settings.languages,
)
PERSONA = Parameter(
    "persona",
    "Who reads: chooses the text, which words are explained in it, and in whose words.",
    "a key that /personas lists",
    {"type": "string"},
    str,
    choices=lambda settings: [persona.key for persona in settings.personas],
)
AUDIENCE = Parameter(
    "audience",
    "Whose text; `persona` counts more. The plain one where neither is given.",
    "lay or clinician",
    {"type": "string", "enum": ["lay", "clinician"]},
    str,
    choices=lambda settings: ("lay", "clinician"),
)
EXPLAIN = Parameter(
    "explain",
    "Which uses of a hard word are links to what it means; as the site has it where nothing is"
    " given.",
    "first, all or none",
    {"type": "string", "enum": [str(one) for one in OFFERED]},
    str,
    choices=lambda settings: [str(one) for one in OFFERED],
)
QUERY = Parameter(
    "q",
    "Words that are all to be found; the last one may be the beginning of a word.",
    f"at most {LONGEST_QUERY} characters",
    {"type": "string", "maxLength": LONGEST_QUERY},
    _read_words,
    "",
)
TOPIC = Parameter(
    "topic",
    "Only answers of this topic, by the slug that /topics gives.",
    f"at most {LONGEST_QUERY} characters",
    {"type": "string", "maxLength": LONGEST_QUERY},
    _read_name,
)
UPDATED_SINCE = Parameter(
    "updated_since",
    "Only answers of which readers got something else at that moment or later, the earliest first."
    " Withdrawn answers leave the list; each then says 410.",
    "a date such as 2026-11-23 or a moment such as 2026-11-23T12:00:00Z",
    {
        "type": "string",
        "anyOf": [{"format": "date"}, {"format": "date-time"}],
        "examples": ["2026-11-23"],
    },
    _read_moment,
)
CURSOR = Parameter(
    "cursor",
    "Where the last part ended: taken from its `next_url`, with the other parameters unchanged.",
    "what next_url has",
    {"type": "string", "pattern": r"^[0-9]{1,16}-[0-9]{1,18}$"},
    _read_place,
)
TERM_CURSOR = Parameter(
    "cursor",
    CURSOR.description,
    CURSOR.expected,
    {"type": "string", "pattern": r"^[A-Za-z0-9_-]+$", "maxLength": _LONGEST_CURSOR},
    _read_term_place,
)
LIMIT = Parameter(
    "limit",
    "How many at most.",
    f"a number from 1 to {MOST_ITEMS}",
    {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": USUAL_ITEMS},
    _read_limit,
    USUAL_ITEMS,
)
LETTER = Parameter(
    "letter",
    "Only terms that begin with it; # for what is no letter.",
    "one character",
    {"type": "string", "minLength": 1, "maxLength": 1},
    _read_letter,
)
