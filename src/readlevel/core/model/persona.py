"""Personas: who a reader says they are, and which text they get."""

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
        """Name the policy: renderings are stored under it."""
        return f"{self.explain}-{self.words}"


@dataclass(frozen=True, slots=True)
class Persona:
    """One choice under "Which best describes you?"."""

    key: str
    audience: Audience
    tooltips: TooltipPolicy
    labels: Mapping[str, str] = field(default_factory=dict)
    """Label by language tag; the default set has none here, templates translate its keys."""
    disclaimers: Mapping[str, str] = field(default_factory=dict)
    """Disclaimer by language tag, in place of the site's own for that audience."""


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
    """Return the persona that stands for `audience` at its stable address.

    It is the one named like the default set's (`patient`, `clinician`) where there is one, else
    the first with that audience. Raise LookupError if no persona reads for `audience`.
    """
    name = "patient" if audience is Audience.LAY else "clinician"
    own = [persona for persona in personas if persona.audience is audience]
    if not own:
        raise LookupError(f"no persona reads the {audience} text")
    return next((persona for persona in own if persona.key == name), own[0])


def tooltip_policies(personas: Sequence[Persona]) -> frozenset[tuple[Audience, TooltipPolicy]]:
    """Return each (audience, policy) that some persona needs a rendering of."""
    return frozenset((persona.audience, persona.tooltips) for persona in personas)
