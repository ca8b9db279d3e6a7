"""Reading levels that guidelines recommend, each with a name and a source."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from readlevel.core.model.finding import Finding
from readlevel.core.readability.readability import Readability

GRADE_AGE_OFFSET = 5
"""Age minus grade: first grade begins at six."""


@dataclass(frozen=True, slots=True)
class Target:
    """The school grades that a guideline recommends; reading ages are converted to grades."""

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


def is_partly_above_target(readability: Readability, name: str) -> bool:
    """Return whether only the upper end of a text's range of grades is above the target `name`.

    Raise KeyError for an unknown `name`.
    """
    headline = readability.headline
    if headline.grade_low is None or headline.grade_high is None:
        return False
    return headline.grade_low <= TARGETS[name].high < headline.grade_high


def find_above_target(readability: Readability, name: str) -> Finding | None:
    """Return the finding `above_target` if a text is harder than the target `name`, else None.

    It is a warning, and only given if the entire age range of the headline is above the target, so
    that a short text gets the benefit of the doubt. The ages come from the grades, or from the
    scale of a language without grades; a text without ages has no finding. Raise KeyError for an
    unknown `name`.
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
