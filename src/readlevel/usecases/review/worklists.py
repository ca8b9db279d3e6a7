"""The worklists of the desk: which texts need somebody's attention, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.public import render_queue
from readlevel.storage.public.render_queue import QueueProgress
from readlevel.storage.review import answer_worklist, assignments, level_counts, worklist
from readlevel.storage.review.assignments import Assignment
from readlevel.storage.review.level_counts import GradeCounts, HardText
from readlevel.storage.review.worklist import SortOrder, WorklistFilter, WorklistItem

__all__ = [
    "DUE_WITHIN",
    "MAX_TOPICS",
    "GradeCounts",
    "HardText",
    "HomeWorklists",
    "QueueProgress",
    "SortOrder",
    "WorklistCounts",
    "WorklistExcerpt",
    "WorklistFilter",
    "WorklistItem",
    "choose_language",
    "count_answers",
    "count_answers_by_status",
    "count_levels",
    "count_overdue",
    "count_worklists",
    "find_assignments",
    "find_texts",
    "list_answers",
    "list_behind",
    "list_behind_source",
    "list_due",
    "list_hardest",
    "list_home",
    "list_topics",
]

DUE_WITHIN = timedelta(days=30)
"""How long before its next review a text is listed as due."""

MAX_TOPICS = 500
"""Topics offered as filters."""

_SELECTIVE_LIMIT = 2_000
"""A filter that matches fewer texts is answered by gathering them first."""


@dataclass(frozen=True, slots=True)
class WorklistExcerpt:
    """The first items of a worklist, and how many it has in all."""

    items: Sequence[WorklistItem]
    total: int


@dataclass(frozen=True, slots=True)
class WorklistCounts:
    """How many texts the lists of texts to look at again have."""

    due: int
    behind: int
    behind_source: int


@dataclass(frozen=True, slots=True)
class HomeWorklists:
    """The worklists of one account's home page."""

    drafts: Sequence[WorklistItem]
    changes_requested: Sequence[WorklistItem]
    awaiting_review: Sequence[WorklistItem]
    """Empty if the account may not review."""
    texts: Mapping[tuple[int, str], Sequence[WorklistItem]]
    """All texts of the listed answers, by answer and language."""
    assignments: Mapping[tuple[int, str], Assignment]
    """Who is to review the listed answers, by answer and language."""
    due: WorklistExcerpt
    behind: WorklistExcerpt
    behind_source: WorklistExcerpt
    rerendering: QueueProgress
    """How much of the rerender queue is done."""
    counts: Mapping[Status, int]
    """How many answers have a text at each status."""


def list_home(session: Session, account: Account, *, today: date, limit: int) -> HomeWorklists:
    """Return at most `limit` items of each worklist that concerns an account."""
    until = today + DUE_WITHIN
    due = worklist.list_due(session, until, skip=0, limit=limit)
    behind = worklist.list_behind(session, skip=0, limit=limit)
    behind_source = worklist.list_behind_source(session, skip=0, limit=limit)
    awaiting_review = (
        worklist.list_awaiting_review(session, account.id, limit=limit)
        if account.may(Role.REVIEWER)
        else ()
    )
    drafts = worklist.list_own(session, account.id, [Status.DRAFT], limit=limit)
    changes_requested = worklist.list_own(
        session, account.id, [Status.CHANGES_REQUESTED], limit=limit
    )
    listed = (*drafts, *changes_requested, *awaiting_review, *due, *behind, *behind_source)
    return HomeWorklists(
        drafts=drafts,
        changes_requested=changes_requested,
        awaiting_review=awaiting_review,
        texts=find_texts(session, listed),
        assignments=find_assignments(session, listed),
        # A list that is not full is complete: counting it again would cost a query.
        due=WorklistExcerpt(
            due, len(due) if len(due) < limit else worklist.count_due(session, until)
        ),
        behind=WorklistExcerpt(
            behind, len(behind) if len(behind) < limit else worklist.count_behind(session)
        ),
        behind_source=WorklistExcerpt(
            behind_source,
            len(behind_source)
            if len(behind_source) < limit
            else worklist.count_behind_source(session),
        ),
        rerendering=render_queue.find_progress(session),
        counts=count_answers_by_status(session, WorklistFilter()),
    )


def count_worklists(session: Session, today: date) -> WorklistCounts:
    """Return the lengths of the lists of texts to look at again."""
    return WorklistCounts(
        worklist.count_due(session, today + DUE_WITHIN),
        worklist.count_behind(session),
        worklist.count_behind_source(session),
    )


def count_overdue(session: Session, today: date) -> int:
    """Return how many texts should have been reviewed by today."""
    return worklist.count_due(session, today)


def list_due(session: Session, today: date, *, skip: int, limit: int) -> Sequence[WorklistItem]:
    """Return texts whose next review is due within `DUE_WITHIN`, the longest overdue first."""
    return worklist.list_due(session, today + DUE_WITHIN, skip=skip, limit=limit)


def list_behind(session: Session, *, skip: int, limit: int) -> Sequence[WorklistItem]:
    """Return lay texts that no longer match their clinician text, the newest change first."""
    return worklist.list_behind(session, skip=skip, limit=limit)


def list_behind_source(session: Session, *, skip: int, limit: int) -> Sequence[WorklistItem]:
    """Return translations that no longer match their source, the newest change first."""
    return worklist.list_behind_source(session, skip=skip, limit=limit)


def count_answers(session: Session, filter_: WorklistFilter) -> int:
    """Return how many answers have a text that matches a filter, each language apart."""
    return answer_worklist.count_answers(session, filter_)


def count_answers_by_status(session: Session, filter_: WorklistFilter) -> Mapping[Status, int]:
    """Return how many answers a filter matches for each status that it may be given."""
    return answer_worklist.count_answers_by_status(session, filter_)


def list_answers(
    session: Session, filter_: WorklistFilter, *, total: int, skip: int, limit: int
) -> Sequence[Sequence[WorklistItem]]:
    """Return the texts of each answer on one page of the answers that match a filter.

    `total` is how many match.
    """
    few = total <= _SELECTIVE_LIMIT
    return answer_worklist.list_answers(session, filter_, skip=skip, limit=limit, is_selective=few)


def find_texts(
    session: Session, items: Iterable[WorklistItem]
) -> Mapping[tuple[int, str], Sequence[WorklistItem]]:
    """Return all texts of the answers of `items`, by answer and language."""
    return answer_worklist.find_texts(session, {item.answer_id for item in items})


def find_assignments(
    session: Session, items: Iterable[WorklistItem]
) -> Mapping[tuple[int, str], Assignment]:
    """Return who is to review the answers of `items`, by answer and language."""
    return assignments.find_assignments(session, {item.answer_id for item in items})


def list_topics(session: Session) -> Sequence[str]:
    """Return the first `MAX_TOPICS` topic names in order."""
    return worklist.list_topics(session, limit=MAX_TOPICS)


def choose_language(session: Session, languages: Sequence[str]) -> str:
    """Return the first of `languages` with texts, or the first of all if there are no texts."""
    return next(
        (tag for tag in languages if any(level_counts.count_levels(session, tag).values())),
        languages[0],
    )


def count_levels(
    session: Session, language: str, topic: str = ""
) -> Mapping[Audience, GradeCounts]:
    """Return how many texts of a language and topic have each grade, by audience."""
    return level_counts.count_levels(session, language, topic)


def list_hardest(
    session: Session, language: str, topic: str, *, skip: int, limit: int
) -> Sequence[HardText]:
    """Return a page of the lay texts with a reading level, the hardest first."""
    return level_counts.list_hardest(session, language, topic, skip=skip, limit=limit)
