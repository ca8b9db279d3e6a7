"""Context of the page of reading levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.model.answer import Audience
from readlevel.core.readability.targets import TARGETS
from readlevel.settings import Settings
from readlevel.usecases.review.worklists import GradeCounts, HardText
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination

MAX_GRADE = 18
"""Last grade of the scale; harder texts are counted with it."""


@dataclass(frozen=True, slots=True)
class GradeDistribution:
    """The distribution of the grades of one audience's texts."""

    audience: Audience
    counts_by_grade: Sequence[int]
    """Number of texts by grade, from 0 to `MAX_GRADE`."""
    total: int
    ungraded: int
    """Number of texts without a reading level."""
    median_grade: int | None
    """None if no text has a grade."""
    above_target: int
    """Number of texts that are harder than the target."""
    target: str
    target_low: float
    target_high: float


@dataclass(frozen=True, slots=True)
class HardRow:
    """A lay text in the list of the hardest."""

    hard: HardText
    path: str
    """Path of its writing page."""
    review_path: str
    above_target: int
    """Grades above the target; 0 if it is not above it."""


@dataclass(frozen=True, slots=True)
class LevelsPage:
    """`/edit/levels` (`desk/worklists/reading_levels.html`)."""

    layout: DeskLayout
    language: str
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topic: str
    topics: Sequence[str]
    """At most `MAX_TOPICS`."""
    distributions: Sequence[GradeDistribution]
    count: int
    """Number of all texts, with and without a grade."""
    highest_count: int
    """The highest count of all grades, which scales the charts; 0 if no text has a grade."""
    rows: Sequence[HardRow]
    pages: Pagination


def present_distributions(
    counts: Mapping[Audience, GradeCounts], settings: Settings
) -> tuple[GradeDistribution, ...]:
    """Return the distributions of both audiences, lay texts first."""
    return tuple(
        _present_distribution(one, counts[one], settings)
        for one in (Audience.LAY, Audience.CLINICIAN)
    )


def present_hard_texts(
    found: Sequence[HardText], language: str, settings: Settings
) -> list[HardRow]:
    """Return the rows of lay texts."""
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


def _present_distribution(
    audience: Audience, counts: GradeCounts, settings: Settings
) -> GradeDistribution:
    name = settings.target_of(audience)
    target = TARGETS[name]
    levels = {grade: number for grade, number in counts.items() if grade is not None}
    numbers = [0] * (MAX_GRADE + 1)
    for grade, number in levels.items():
        numbers[min(max(grade, 0), MAX_GRADE)] += number
    return GradeDistribution(
        audience=audience,
        counts_by_grade=numbers,
        total=sum(numbers),
        ungraded=counts.get(None, 0),
        median_grade=_median_grade(numbers),
        above_target=sum(number for grade, number in levels.items() if grade > target.high),
        target=name,
        target_low=target.low,
        target_high=target.high,
    )


def _median_grade(numbers: Sequence[int]) -> int | None:
    """Return the lower median grade, or None if there are no texts."""
    passed, total = 0, sum(numbers)
    for grade, number in enumerate(numbers):
        passed += number
        if number and 2 * passed >= total:
            return grade
    return None
