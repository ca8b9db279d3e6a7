"""Query parameters of the API: each is declared once, for parsing and for OpenAPI."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readlevel.settings import Settings
from readlevel.web.api import values
from readlevel.web.api.values import MAX_CURSOR_LENGTH, MAX_ITEMS, MAX_QUERY_LENGTH
from readlevel.web.http.persona_cookie import EXPLAIN_OPTIONS

DEFAULT_ITEMS = 20


class InvalidParameter(Exception):
    """A parameter has a value that is not allowed."""

    def __init__(self, parameter: "Parameter", settings: Settings) -> None:
        super().__init__(f"{parameter.name}: give {parameter.describe_allowed(settings)}.")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter."""

    name: str
    description: str
    allowed_values: str
    """The allowed values in words, to complete the sentence "give …"."""
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    """Parses the value. Raises ValueError if it is not allowed."""
    default: Any = None
    """The value if the parameter is absent."""
    choices: Callable[[Settings], Sequence[str]] | None = None
    """The allowed values, if they depend on the site."""

    def describe_allowed(self, settings: Settings) -> str:
        """Return the allowed values in words."""
        if self.choices is None:
            return self.allowed_values
        return f"{self.allowed_values}: {', '.join(self.choices(settings))}"

    def describe(self, settings: Settings) -> dict[str, Any]:
        """Return the Parameter Object of OpenAPI."""
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
    """Parse the value of each parameter. Raise `InvalidParameter` if one is not allowed."""
    found = {}
    for parameter in parameters:
        text = given.get(parameter.name)
        if text is None:
            found[parameter.name] = parameter.default
            continue
        if parameter.choices is not None and text not in parameter.choices(settings):
            raise InvalidParameter(parameter, settings)
        try:
            found[parameter.name] = parameter.read(text)
        except ValueError:
            raise InvalidParameter(parameter, settings) from None
    return found


LANGUAGE = Parameter(
    "language",
    "A language of the site; its first language by default.",
    "a language of this site",
    {"type": "string"},
    str,
    choices=lambda settings: settings.languages,
)
PERSONA = Parameter(
    "persona",
    "The reader's persona: selects the text, which terms it explains, and whose definitions.",
    "a key that /personas lists",
    {"type": "string"},
    str,
    choices=lambda settings: [persona.key for persona in settings.personas],
)
AUDIENCE = Parameter(
    "audience",
    "The audience of the text; `persona` takes precedence. Plain language if neither is given.",
    "lay or clinician",
    {"type": "string", "enum": ["lay", "clinician"]},
    str,
    choices=lambda settings: ("lay", "clinician"),
)
EXPLAIN = Parameter(
    "explain",
    "Which uses of a term are links to its definition; the site's setting by default.",
    "first, all or none",
    {"type": "string", "enum": [str(one) for one in EXPLAIN_OPTIONS]},
    str,
    choices=lambda settings: [str(one) for one in EXPLAIN_OPTIONS],
)
QUERY = Parameter(
    "q",
    "A question or words. The best answers come first; misspelled words are put right, and the last"
    " word may be the beginning of one.",
    f"at most {MAX_QUERY_LENGTH} characters",
    {"type": "string", "maxLength": MAX_QUERY_LENGTH},
    values.read_words,
    "",
)
TOPIC = Parameter(
    "topic",
    "Only answers of this topic, by its slug in /topics.",
    f"at most {MAX_QUERY_LENGTH} characters",
    {"type": "string", "maxLength": MAX_QUERY_LENGTH},
    values.read_name,
)
UPDATED_SINCE = Parameter(
    "updated_since",
    "Only answers that changed for readers at that time or later, the earliest change first. What"
    " editors change while you follow a list appears again at its end, so no change is missed."
    " Texts that are no longer public are in `withdrawn`.",
    "a date such as 2026-11-23 or a time such as 2026-11-23T12:00:00Z",
    {
        "type": "string",
        "anyOf": [{"format": "date"}, {"format": "date-time"}],
        "examples": ["2026-11-23"],
    },
    values.read_timestamp,
)
CURSOR = Parameter(
    "cursor",
    "Where the previous page ended, from its `next_url`; leave the other parameters unchanged.",
    "what next_url has",
    {"type": "string", "pattern": r"^[0-9]{1,16}-[0-9]{1,18}$"},
    values.decode_cursor,
)
TERM_CURSOR = Parameter(
    "cursor",
    CURSOR.description,
    CURSOR.allowed_values,
    {"type": "string", "pattern": r"^[A-Za-z0-9_-]+$", "maxLength": MAX_CURSOR_LENGTH},
    values.decode_term_cursor,
)
LIMIT = Parameter(
    "limit",
    "The largest number of items to return.",
    f"a number from 1 to {MAX_ITEMS}",
    {"type": "integer", "minimum": 1, "maximum": MAX_ITEMS, "default": DEFAULT_ITEMS},
    values.read_limit,
    DEFAULT_ITEMS,
)
LETTER = Parameter(
    "letter",
    "Only terms that begin with it; # for those that begin with no letter.",
    "one character",
    {"type": "string", "minLength": 1, "maxLength": 1},
    values.read_letter,
)
