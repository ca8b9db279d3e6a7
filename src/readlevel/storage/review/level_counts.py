"""Reading levels of the texts of a language: their distribution, and the hardest plain texts.

Both come from one index, or, for a topic, from the texts of that topic. Withdrawn texts do not
count: nobody reads them, and nobody has to rewrite them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import worklist as _table

GradeCounts = Mapping[int | None, int]
"""Number of texts by the lower end of their reading level; by None, those too short for a grade or
in a language without grades."""


@dataclass(frozen=True, slots=True)
class HardText:
    """A plain text and its reading level."""

    slug: str
    question: str
    status: Status
    grade_low: int
    grade_high: int


def count_levels(
    session: Session, language: str, topic: str = ""
) -> Mapping[Audience, GradeCounts]:
    """Return the number of texts at each grade, for both audiences."""
    table = _table.c
    counted = (
        select(table.audience, table.grade_low, func.count())
        .where(_matches(language, topic))
        .group_by(table.audience, table.grade_low)
    )
    counts: dict[Audience, dict[int | None, int]] = {audience: {} for audience in Audience}
    for audience, grade, number in session.execute(counted):
        counts[Audience(audience)][grade] = number
    return counts


def list_hardest(
    session: Session, language: str, topic: str = "", *, skip: int, limit: int
) -> Sequence[HardText]:
    """Return a page of plain texts that have a reading level, the hardest first."""
    table = _table.c
    chosen = (
        select(table.slug, table.question, table.status, table.grade_low, table.grade_high)
        .where(
            _matches(language, topic),
            table.audience == Audience.LAY,
            table.grade_low.is_not(None),
        )
        .order_by(table.grade_low.desc(), table.grade_high.desc(), table.answer_id.desc())
        .offset(skip)
        .limit(limit)
    )
    return [
        HardText(row.slug, row.question, Status(row.status), row.grade_low, row.grade_high)
        for row in session.execute(chosen)
    ]


def _matches(language: str, topic: str) -> ColumnElement[bool]:
    meant = and_(_table.c.language == language, _table.c.status != Status.WITHDRAWN)
    if not topic:
        return meant
    of_topic = select(content_tables.topic.c.answer_id).where(content_tables.topic.c.name == topic)
    return and_(meant, _table.c.answer_id.in_(of_topic))
