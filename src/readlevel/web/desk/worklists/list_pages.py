"""Contexts of the worklists and the home page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readlevel.core.model.workflow import Status, Transition
from readlevel.usecases.accounts.audit import AuditEntry
from readlevel.usecases.review.assignments import Assignment
from readlevel.usecases.review.worklists import (
    QueueProgress,
    WorklistCounts,
    WorklistFilter,
    WorklistItem,
)
from readlevel.usecases.writing.autosave import KeptText
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """A text in a worklist."""

    item: WorklistItem
    path: str
    """Path of its writing page."""
    review_path: str
    key: str
    """Value by which forms name it (see `rows.row_key`)."""
    above_target: bool
    """Whether it is harder than its audience's target."""
    overdue: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """The texts of an answer in one language that await the user's review."""

    path: str
    """Path of their review."""
    rows: Sequence[WorklistRow]
    assignment: Assignment | None
    """Who is to review them; None if nobody is named."""
    overdue: bool
    """Whether that review is overdue."""


@dataclass(frozen=True, slots=True)
class DeskHomePage:
    """`/edit` (`desk/worklists/home.html`)."""

    layout: DeskLayout
    drafts: Sequence[WorklistRow]
    changes_requested: Sequence[WorklistRow]
    waiting: Sequence[WaitingRow]
    """Texts awaiting the user's review; empty if the user may not review."""
    due: Sequence[WorklistRow]
    due_total: int
    behind: Sequence[WorklistRow]
    """Lay texts whose clinician text has changed since they were checked against it."""
    behind_total: int
    behind_source: Sequence[WorklistRow]
    """Translations whose source has changed since they were approved."""
    behind_source_total: int
    mistakes: int
    """Number of open reports."""
    questions: int
    """Number of open questions."""
    kept: Sequence[KeptText]
    """What this account has typed and not saved."""
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
class WorklistPage:
    """`/edit/answers` (`desk/worklists/answers.html`)."""

    layout: DeskLayout
    filter: WorklistFilter
    rows: Sequence[WorklistRow]
    pages: Pagination
    current_url: str
    """URL of this page of the list, to return to."""
    moves: Sequence[Transition]
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topics: Sequence[str]
    """At most `MAX_TOPICS`."""
    bulk_form: BulkMoveForm


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
    rows: Sequence[WorklistRow]
    overdue: int
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class BehindPage:
    """`/edit/behind` (`desk/worklists/lay_behind.html`)."""

    layout: DeskLayout
    rows: Sequence[WorklistRow]
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class BehindSourcePage:
    """`/edit/behind/translations` (`desk/worklists/translations_behind.html`)."""

    layout: DeskLayout
    rows: Sequence[WorklistRow]
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
