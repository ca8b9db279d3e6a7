"""Reading levels that guidelines ask for: named, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from readlevel.core.model.finding import Finding
from readlevel.core.readability.readability import Readability

GRADE_AGE_OFFSET = 5
"""What an age is taken from to give a grade, as schools count: first grade begins at six."""


@dataclass(frozen=True, slots=True)
class Target:
    """The band of school grades that one guideline aims at; reading ages are given as grades."""

    low: float
    high: float
    source: str


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "aafp2015": Target(0, 6, "American Academy of Family Physicians 2015"),
        "ama": Target(0, 6, "American Medical Association, as secondary sources give it"),
        "nih": Target(0, 7, "National Institutes of Health, Clear Communication: below 8th grade"),
        "nhs": Target(4, 6, "NHS digital service manual, reading age 9 to 11"),
        "pif": Target(4, 6, "Patient Information Forum, reading age 9 to 11"),
        "wcag": Target(0, 9, "WCAG 2.2, success criterion 3.1.5, lower secondary education"),
        "college": Target(13, 16, "the years of college; no guideline sets a level for clinicians"),
    }
)


def find_above_target(readability: Readability, name: str) -> Finding | None:
    """Return the finding `above_target` where a text is harder than the target `name` asks for.

    A warning, never a ban, and only where the whole band of its headline lies above: a short text
    has the benefit of its doubt. Texts in languages without grades are told by the ages of their
    scale. None too where there is neither. Raise KeyError for a `name` that is none.
    """
    target = TARGETS[name]
    headline = readability.headline
    if headline.age_low is None or headline.age_low - GRADE_AGE_OFFSET <= target.high:
        return None
    data = {
        "grade_low": headline.grade_low,
        "grade_high": headline.grade_high,
        "age_low": headline.age_low,
        "age_high": headline.age_high,
        "target": name,
        "target_high": target.high,
    }
    return Finding("above_target", "warns", None, None, "", data)
