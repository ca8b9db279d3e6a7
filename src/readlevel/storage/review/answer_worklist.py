"""Worklists by answer: the texts of an answer in one language are listed together.

An answer is listed if one of its texts matches a filter, and then with all of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from readlevel.core.model.workflow import Status
from readlevel.storage.database.desk_tables import worklist as _table
from readlevel.storage.review.worklist import (
    SortOrder,
    WorklistFilter,
    WorklistItem,
    matches_filter,
    select_items,
)

_PLACE = (_table.c.answer_id, _table.c.language)
_AnswerPlace = tuple[int, str]


def list_answers(
    session: Session, filter_: WorklistFilter, *, skip: int, limit: int, is_selective: bool = False
) -> Sequence[Sequence[WorklistItem]]:
    """Return the texts of each answer on a page of a list.

    If few texts match (`is_selective`), they are gathered before they are sorted.
    """
    chosen = _choose_answers(filter_)
    if is_selective:
        chosen = select(chosen.cte("gathered").prefix_with("MATERIALIZED"))
    columns = chosen.selected_columns
    by_time = (columns.answer_touched_at.desc(), columns.answer_id.desc(), columns.language)
    if filter_.order is SortOrder.HARDEST:
        chosen = chosen.order_by(columns.hardest.desc().nulls_last(), *by_time)
    else:
        chosen = chosen.order_by(*by_time)
    rows = session.execute(chosen.offset(skip).limit(limit)).all()
    places = [(row.answer_id, row.language) for row in rows]
    texts = find_texts(session, {answer_id for answer_id, _ in places})
    return [texts[place] for place in places]


def find_texts(
    session: Session, answer_ids: Collection[int]
) -> Mapping[_AnswerPlace, Sequence[WorklistItem]]:
    """Return all texts of answers, by answer and language."""
    found: dict[_AnswerPlace, list[WorklistItem]] = {}
    if answer_ids:
        chosen = select(_table).where(_table.c.answer_id.in_(sorted(answer_ids)))
        for item in select_items(session, chosen.order_by(*_PLACE, _table.c.audience)):
            found.setdefault((item.answer_id, item.language), []).append(item)
    return found


def count_answers(session: Session, filter_: WorklistFilter) -> int:
    """Return the number of answers with a text that matches, each language apart."""
    matching = select(*_PLACE).where(matches_filter(filter_)).distinct().subquery()
    return session.scalar(select(func.count()).select_from(matching)) or 0


def count_answers_by_status(session: Session, filter_: WorklistFilter) -> Mapping[Status, int]:
    """Return how many answers a filter matches for each status that it may be given."""
    wanted = matches_filter(replace(filter_, status=None))
    matching = select(*_PLACE, _table.c.status).where(wanted).distinct().subquery()
    counted = select(matching.c.status, func.count()).group_by(matching.c.status)
    return {Status(status): number for status, number in session.execute(counted).all()}


def _choose_answers(filter_: WorklistFilter) -> Select[Any]:
    """Select the places of answers, with what they are sorted by."""
    columns = (_table.c.answer_touched_at, *_PLACE)
    matching = matches_filter(filter_)
    if filter_.order is not SortOrder.HARDEST:
        return select(*columns).where(matching).distinct()
    hardest = func.max(_table.c.grade_high).label("hardest")
    return select(*columns, hardest).where(matching).group_by(*columns)
