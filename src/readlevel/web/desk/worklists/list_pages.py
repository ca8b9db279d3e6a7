"""What the lists of the desk are given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readlevel.core.model.workflow import Status, Transition
from readlevel.usecases.accounts.audit import AuditEntry
from readlevel.usecases.review.worklists import WorklistCounts, WorklistFilter, WorklistItem
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One text in a list."""

    item: WorklistItem
    path: str
    """Where it is written."""
    review_path: str
    key: str
    """What a form names it by."""
    above_target: bool
    """Whether it is harder than the target of its readers."""
    overdue: bool


@dataclass(frozen=True, slots=True)
class DeskHomePage:
    """`/edit` (`desk/worklists/home.html`)."""

    layout: DeskLayout
    drafts: Sequence[WorklistRow]
    changes_requested: Sequence[WorklistRow]
    waiting: Sequence[WorklistRow]
    """For a review by whoever looks; empty for who may not review."""
    due: Sequence[WorklistRow]
    due_total: int
    behind: Sequence[WorklistRow]
    """Plain texts whose clinician text has changed since."""
    behind_total: int
    behind_source: Sequence[WorklistRow]
    """Translations whose source came to say something else since they were approved."""
    behind_source_total: int
    mistakes: int
    """So many that readers reported wait in the inbox."""
    questions: int
    """So many that readers asked wait there."""
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class BulkMoveForm:
    """What is to be done with many texts, and why it was not done; all empty at first."""

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
    """Own path of the list as it is, to come back to."""
    moves: Sequence[Transition]
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topics: Sequence[str]
    """To choose from; not all where there are very many."""
    bulk_form: BulkMoveForm


@dataclass(frozen=True, slots=True)
class BulkMoveResult:
    """What became of one text of those that were to be moved."""

    question: str
    audience: str
    language: str
    path: str
    status: Status | None
    """Where it stands now; None where it was not moved."""
    error_code: str
    """Code of why it was not moved; empty where it was."""


@dataclass(frozen=True, slots=True)
class BulkMovePage:
    """What a move of many texts did (`desk/worklists/bulk_move_results.html`)."""

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
    """`/edit/behind` (`desk/worklists/lay_out_of_sync.html`)."""

    layout: DeskLayout
    rows: Sequence[WorklistRow]
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class BehindSourcePage:
    """`/edit/behind/translations` (`desk/worklists/translations_out_of_sync.html`)."""

    layout: DeskLayout
    rows: Sequence[WorklistRow]
    """Each leads to how far the translations of its answer are."""
    pages: Pagination
    counts: WorklistCounts


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`/edit/audit` (`desk/worklists/audit_log.html`)."""

    layout: DeskLayout
    subject: str
    entries: Sequence[AuditEntry]
    older_url: str | None
