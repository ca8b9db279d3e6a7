"""Reading levels that guidelines ask for: named, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Target:
    """The band of school grades that one guideline aims at.

    A reading age is given as a grade by taking five from it, as schools count.
    """

    low: float
    high: float
    source: str


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "aafp2015": Target(0, 6, "American Academy of Family Physicians 2015"),
        "ama": Target(0, 6, "American Medical Association, as secondary sources give it"),
        "nih": Target(0, 8, "National Institutes of Health, Clear Communication"),
        "nhs": Target(4, 6, "NHS digital service manual, reading age 9 to 11"),
        "pif": Target(4, 6, "Patient Information Forum, reading age 9 to 11"),
        "wcag": Target(0, 9, "WCAG 2.2, success criterion 3.1.5, lower secondary education"),
        "college": Target(13, 16, "the years of college; no guideline sets a level for clinicians"),
    }
)
