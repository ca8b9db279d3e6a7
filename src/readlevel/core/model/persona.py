"""Personas: the roles that readers choose from, and the texts they get."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from readlevel.core.model.answer import Audience


class TermSelection(StrEnum):
    """Which terms of the glossary a text explains."""

    EVERY = "every"
    SPECIALIST = "specialist"
    """Acronyms and rare terms only."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TooltipPolicy:
    """Which terms get a tooltip, and for which audience their definition is written."""

    explain: TermSelection
    words: Audience

    @property
    def key(self) -> str:
        """The name under which renderings with this policy are stored."""
        return f"{self.explain}-{self.words}"


@dataclass(frozen=True, slots=True)
class Persona:
    """One choice under "Which best describes you?"."""

    key: str
    audience: Audience
    tooltips: TooltipPolicy
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels by language tag; the default personas have none, templates translate their keys."""
    disclaimers: Mapping[str, str] = field(default_factory=dict)
    """Disclaimers by language tag, which replace the site's own for that audience."""


EVERY_LAY = TooltipPolicy(TermSelection.EVERY, Audience.LAY)
SPECIALIST_CLINICIAN = TooltipPolicy(TermSelection.SPECIALIST, Audience.CLINICIAN)

DEFAULT_PERSONAS = (
    Persona("patient", Audience.LAY, EVERY_LAY),
    Persona("student", Audience.CLINICIAN, EVERY_LAY),
    Persona("clinician", Audience.CLINICIAN, SPECIALIST_CLINICIAN),
)


def find_persona(personas: Sequence[Persona], key: str | None) -> Persona | None:
    """Return the persona named `key`, or None; an unknown name is never an error."""
    return next((persona for persona in personas if persona.key == key), None)


def get_own_persona(personas: Sequence[Persona], audience: Audience) -> Persona:
    """Return the persona for the permanent URL of the text for `audience`.

    It is the one with the default name (`patient` or `clinician`) if it exists, else the first
    with that audience. Raise LookupError if no persona has that audience.
    """
    name = "patient" if audience is Audience.LAY else "clinician"
    own = [persona for persona in personas if persona.audience is audience]
    if not own:
        raise LookupError(f"no persona reads the {audience} text")
    return next((persona for persona in own if persona.key == name), own[0])


def tooltip_policies(personas: Sequence[Persona]) -> frozenset[tuple[Audience, TooltipPolicy]]:
    """Return each (audience, policy) for which a persona needs a rendering."""
    return frozenset((persona.audience, persona.tooltips) for persona in personas)
