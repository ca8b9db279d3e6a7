"""Contexts of the worklists and the home page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status, Transition
from readlevel.usecases.accounts.audit import AuditEntry
from readlevel.usecases.review.assignments import Assignment
from readlevel.usecases.review.saved_filters import SavedFilter
from readlevel.usecases.review.worklists import (
    QueueProgress,
    WorklistCounts,
    WorklistFilter,
    WorklistItem,
)
from readlevel.usecases.writing.editor.autosave import KeptText
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination


class Wait(StrEnum):
    """What an answer waits for."""

    OUTDATED_STATEMENTS = "outdated_statements"
    """A public text states facts that its clinician text no longer does."""
    BEHIND = "behind"
    """The clinician text has changed since a text was checked against it."""
    DUE = "due"
    """A public text should have been reviewed again."""
    CHANGES = "changes"
    """A reviewer has requested changes."""
    REVIEW = "review"
    SUBMISSION = "submission"


@dataclass(frozen=True, slots=True)
class TextCell:
    """A text in the row of its answer."""

    item: WorklistItem
    review_path: str
    is_listed: bool
    """Whether the list is about this text; others stand beside it."""
    above_target: bool
    """Whether it is harder than its audience's target."""
    partly_above_target: bool
    """Whether only the upper end of its range is."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in one language in a worklist, with all its texts."""

    slug: str
    question: str
    language: str
    path: str
    """Where the question leads."""
    write_path: str
    review_path: str
    value: str
    """By which forms name its listed texts (see `rows.split_values`)."""
    texts: Mapping[Audience, TextCell | None]
    """One for each audience; None if it is not written."""
    shows_language: bool
    """Whether it is in another language than the site's first."""
    waits: Sequence[Wait]
    next_review: date | None
    """The earliest of its texts."""
    touched_at: datetime
    author: str
    """Who changed it then."""
    assignment: Assignment | None
    """Who is to review it; None if nobody is named."""
    is_assigned_to_user: bool
    is_assignment_overdue: bool


@dataclass(frozen=True, slots=True)
class DeskHomePage:
    """`/edit` (`desk/worklists/home.html`)."""

    layout: DeskLayout
    drafts: Sequence[AnswerRow]
    changes_requested: Sequence[AnswerRow]
    waiting: Sequence[AnswerRow]
    """Texts awaiting the user's review; empty if the user may not review."""
    due: Sequence[AnswerRow]
    due_total: int
    behind: Sequence[AnswerRow]
    """Lay texts whose clinician text has changed since they were checked against it."""
    behind_total: int
    behind_source: Sequence[AnswerRow]
    """Translations whose source has changed since they were approved."""
    behind_source_total: int
    mistakes: int
    """Number of open reports."""
    questions: int
    """Number of open questions."""
    kept: Sequence[KeptText]
    """What this account has typed and not saved."""
    saved_filters: Sequence[SavedFilter]
    terms_waiting: int
    """Drafts of terms that this account may approve."""
    rerendering: QueueProgress
    """How many answers are rendered again since terms have changed."""
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class BulkMoveForm:
    """A submitted bulk transition and why it was rejected; empty on a GET."""

    keys: Collection[str] = ()
    move: Transition | None = None
    comment: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FilterForm:
    """A name under which a filter was not saved, and why; empty on a GET."""

    name: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many answers of a list have a text at a status, and where they are listed."""

    status: Status | None
    """None for all answers of the list."""
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """`/edit/answers` (`desk/worklists/answers.html`)."""

    layout: DeskLayout
    filter: WorklistFilter
    rows: Sequence[AnswerRow]
    pages: Pagination
    current_url: str
    """URL of this page of the list, to return to."""
    moves: Sequence[Transition]
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topics: Sequence[str]
    """At most `MAX_TOPICS`."""
    bulk_form: BulkMoveForm
    counts: Sequence[StatusCount]
    audiences: Sequence[Audience]
    saved_filters: Sequence[SavedFilter]
    """Of the user."""
    query: str
    """Of this list's URL, by which a saved filter is known."""
    filter_form: FilterForm
    max_name_length: int


@dataclass(frozen=True, slots=True)
class BulkMoveResult:
    """The result of a bulk transition for one text."""

    question: str
    audience: str
    language: str
    path: str
    status: Status | None
    """The new status; None if it was not moved."""
    error_code: str
    """Why it was not moved; empty if it was."""


@dataclass(frozen=True, slots=True)
class BulkMovePage:
    """The results of a bulk transition (`desk/worklists/bulk_move_results.html`)."""

    layout: DeskLayout
    move: Transition
    moved: Sequence[BulkMoveResult]
    back: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """`/edit/due` (`desk/worklists/due.html`)."""

    layout: DeskLayout
    today: date
    rows: Sequence[AnswerRow]
    overdue: int
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class BehindPage:
    """`/edit/behind` (`desk/worklists/lay_behind.html`)."""

    layout: DeskLayout
    rows: Sequence[AnswerRow]
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class BehindSourcePage:
    """`/edit/behind/translations` (`desk/worklists/translations_behind.html`)."""

    layout: DeskLayout
    rows: Sequence[AnswerRow]
    """Each links to the translations of its answer."""
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`/edit/audit` (`desk/worklists/audit_log.html`)."""

    layout: DeskLayout
    subject: str
    entries: Sequence[AuditEntry]
    older_url: str | None
