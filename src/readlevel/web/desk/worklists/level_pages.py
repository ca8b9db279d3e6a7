"""What the page of reading levels is given: how many texts are how hard, and the hardest ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.model.answer import Audience
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import Settings
from readlevel.storage.review.level_counts import GradeCounts, HardText
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination

MAX_GRADE = 18
"""The scale of grades ends here; what is harder is counted with it."""


@dataclass(frozen=True, slots=True)
class GradeDistribution:
    """How hard the texts for one audience are."""

    audience: Audience
    numbers: Sequence[int]
    """Of texts that can be read from grade 0, 1, 2, … `LAST` on."""
    total: int
    without: int
    """Texts that have no reading level."""
    half: int | None
    """The grade from which half of the texts can be read."""
    above: int
    """Texts that are harder than the target."""
    target: str
    target_low: float
    target_high: float


@dataclass(frozen=True, slots=True)
class HardRow:
    """A plain text in the list of the hardest."""

    hard: HardText
    path: str
    """Where it is written."""
    review_path: str
    above: int
    """So many grades it lies over the target; 0 where it does not."""


@dataclass(frozen=True, slots=True)
class LevelsPage:
    """`/edit/levels` (`desk/worklists/reading_levels.html`)."""

    frame: DeskLayout
    language: str
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topic: str
    topics: Sequence[str]
    """To choose from; not all where there are very many."""
    spreads: Sequence[GradeDistribution]
    most: int
    """The height of the drawings: the highest of all numbers; 0 where no text has a level."""
    rows: Sequence[HardRow]
    pages: Pagination


def present_distributions(
    counts: Mapping[Audience, GradeCounts], settings: Settings
) -> tuple[GradeDistribution, ...]:
    """Return how hard the texts are, the plain ones first."""
    return tuple(_spread(one, counts[one], settings) for one in (Audience.LAY, Audience.CLINICIAN))


def present_hard(found: Sequence[HardText], language: str, settings: Settings) -> list[HardRow]:
    """Return plain texts with where they lead, and how far they lie over the target."""
    target = TARGETS[settings.target_of(Audience.LAY)]
    return [
        HardRow(
            one,
            urls.answer(one.slug, language),
            urls.review(one.slug, Audience.LAY, language),
            max(0, one.grade_low - int(target.high)),
        )
        for one in found
    ]


def _spread(audience: Audience, counts: GradeCounts, settings: Settings) -> GradeDistribution:
    name = settings.target_of(audience)
    target = TARGETS[name]
    levels = {grade: number for grade, number in counts.items() if grade is not None}
    numbers = [0] * (MAX_GRADE + 1)
    for grade, number in levels.items():
        numbers[min(max(grade, 0), MAX_GRADE)] += number
    return GradeDistribution(
        audience=audience,
        numbers=numbers,
        total=sum(numbers),
        without=counts.get(None, 0),
        half=_half(numbers),
        above=sum(number for grade, number in levels.items() if grade > target.high),
        target=name,
        target_low=target.low,
        target_high=target.high,
    )


def _half(numbers: Sequence[int]) -> int | None:
    """Return the first grade from which at least half of the texts can be read."""
    passed, total = 0, sum(numbers)
    for grade, number in enumerate(numbers):
        passed += number
        if number and 2 * passed >= total:
            return grade
    return None
