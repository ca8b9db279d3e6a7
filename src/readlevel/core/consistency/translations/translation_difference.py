"""Makes the differences between a text and its translation."""

from readlevel.core.consistency.difference import (
    Difference,
    DifferenceKind,
    FactLocation,
    Severity,
)

CONFIDENCE = 0.8


def make_difference(
    kind: DifferenceKind,
    about: str,
    source: FactLocation | None,
    translation: FactLocation | None,
    confidence: float = CONFIDENCE,
) -> Difference:
    """Return a difference that could harm; `about` is the type of its fact."""
    place = translation or source
    fact = place.fact if place else ""
    severity = Severity.COULD_HARM
    return Difference(kind, fact, about, source, translation, severity, confidence)
