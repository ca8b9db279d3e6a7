"""Parameters of an address: what each may be, said once for whoever reads it and for the reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readlevel.settings import Settings
from readlevel.web.api import values
from readlevel.web.api.values import LONGEST_CURSOR, LONGEST_QUERY, MOST_ITEMS
from readlevel.web.http.persona_cookie import EXPLAIN_OPTIONS

USUAL_ITEMS = 20


class InvalidParameter(Exception):
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
    found = {}
    for parameter in parameters:
        text = given.get(parameter.name)
        if text is None:
            found[parameter.name] = parameter.usual
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
    {"type": "string", "enum": [str(one) for one in EXPLAIN_OPTIONS]},
    str,
    choices=lambda settings: [str(one) for one in EXPLAIN_OPTIONS],
)
QUERY = Parameter(
    "q",
    "Words that are all to be found; the last one may be the beginning of a word.",
    f"at most {LONGEST_QUERY} characters",
    {"type": "string", "maxLength": LONGEST_QUERY},
    values.read_words,
    "",
)
TOPIC = Parameter(
    "topic",
    "Only answers of this topic, by the slug that /topics gives.",
    f"at most {LONGEST_QUERY} characters",
    {"type": "string", "maxLength": LONGEST_QUERY},
    values.read_name,
)
UPDATED_SINCE = Parameter(
    "updated_since",
    "Only answers of which readers got something else at that moment or later, the earliest first."
    " What editors change while a list is gone through comes again at its end, so a copy of all"
    " answers lacks none. Withdrawn answers leave the list; /withdrawn names them.",
    "a date such as 2026-11-23 or a moment such as 2026-11-23T12:00:00Z",
    {
        "type": "string",
        "anyOf": [{"format": "date"}, {"format": "date-time"}],
        "examples": ["2026-11-23"],
    },
    values.read_moment,
)
CURSOR = Parameter(
    "cursor",
    "Where the last part ended: taken from its `next_url`, with the other parameters unchanged.",
    "what next_url has",
    {"type": "string", "pattern": r"^[0-9]{1,16}-[0-9]{1,18}$"},
    values.decode_cursor,
)
TERM_CURSOR = Parameter(
    "cursor",
    CURSOR.description,
    CURSOR.expected,
    {"type": "string", "pattern": r"^[A-Za-z0-9_-]+$", "maxLength": LONGEST_CURSOR},
    values.decode_term_cursor,
)
LIMIT = Parameter(
    "limit",
    "How many at most.",
    f"a number from 1 to {MOST_ITEMS}",
    {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": USUAL_ITEMS},
    values.read_limit,
    USUAL_ITEMS,
)
LETTER = Parameter(
    "letter",
    "Only terms that begin with it; # for what is no letter.",
    "one character",
    {"type": "string", "minLength": 1, "maxLength": 1},
    values.read_letter,
)
