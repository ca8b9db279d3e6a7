"""API operation that lists the personas."""

from dataclasses import dataclass
from html import unescape

from flask import Blueprint

from readlevel.core.model.persona import Persona
from readlevel.web.api import operations, parameters
from readlevel.web.api.responses import PersonaItem, Personas
from readlevel.web.http.services import render
from readlevel.web.reader.page_parts import custom_label
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request

blueprint = Blueprint("personas", __name__)


@dataclass(frozen=True, slots=True)
class PersonaLabel:
    """The label of a persona (`api/persona_label.html`)."""

    key: str
    own: str
    """The site's own label; empty if it has none."""


@operations.get(blueprint, "/personas", Personas, parameters.LANGUAGE)
def list_personas() -> Personas:
    """List the personas a reader can choose from."""
    reader = current_reader_request()
    return Personas(
        reader.language, tuple(_present(reader, one) for one in reader.settings.personas)
    )


def _present(reader: ReaderRequest, persona: Persona) -> PersonaItem:
    label = render(
        "api/persona_label.html", PersonaLabel(persona.key, custom_label(persona, reader))
    )
    disclaimers = (
        persona.disclaimers[tag] for tag in reader.languages if tag in persona.disclaimers
    )
    return PersonaItem(
        persona.key,
        unescape(label.get_data(as_text=True)).strip(),
        persona.audience,
        persona.tooltips.explain,
        persona.tooltips.words,
        persona == reader.default_persona(),
        next(disclaimers, None),
    )
