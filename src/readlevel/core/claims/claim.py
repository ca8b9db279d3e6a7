"""A claim: what a sentence says of one kind, such as the route of a medicine or who it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ClaimKind(StrEnum):
    """What a claim is about."""

    FREQUENCY = "frequency"
    DIRECTION = "direction"
    """More or less, better or worse."""
    POPULATION = "population"
    ROUTE = "route"
    SIDE = "side"
    SITE = "site"
    TIMING = "timing"
    URGENCY = "urgency"
    CERTAINTY = "certainty"
    CONDITION = "condition"
    """Even if, only if, unless."""
    DISEASE = "disease"
    CONTRAST = "contrast"
    """Opposites: safe or dangerous, slowly or suddenly, rare or common, first or last choice."""
    ARM = "arm"
    """Which group of a study a result belongs to."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and the words that make it."""

    kind: ClaimKind
    value: str
    """What is claimed, as a name from `data/claims.<language>.toml`."""
    start: int
    end: int
    """Span in the sentence, in characters."""
    focus: frozenset[str] = frozenset()
    """Topics of the words that it is about."""
    axis: str = ""
    """Claims of different axes do not exclude each other: a sex and an age."""
    number: tuple[float, float] | None = None
    """A value on a scale, from lowest to highest: times a day, or how urgent."""
    negated: bool = False
    against: frozenset[str] = frozenset()
    """Topics of what something is compared with: "than placebo"."""
    subject: frozenset[str] = frozenset()
    """Topics of what is compared."""
    outcome: str = ""
    """Whether a direction is for the better or the worse, if that is known."""
    context: Mapping[str, float] = field(default_factory=dict, hash=False)
    """Topics of the words around it with their weights: the nearest weigh most."""
