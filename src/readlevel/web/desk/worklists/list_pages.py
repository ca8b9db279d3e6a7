"""What the lists of the desk are given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts.audit_log import AuditEntry
from readlevel.storage.review.worklist import WorklistFilter, WorklistItem
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
    above: bool
    """Whether it is harder than the target of its readers."""
    overdue: bool


@dataclass(frozen=True, slots=True)
class DeskHomePage:
    """`/edit` (`desk/worklists/home.html`)."""

    frame: DeskLayout
    drafts: Sequence[WorklistRow]
    sent_back: Sequence[WorklistRow]
    waiting: Sequence[WorklistRow]
    """For a review by whoever looks; empty for who may not review."""
    due: Sequence[WorklistRow]
    due_in_all: int
    behind: Sequence[WorklistRow]
    """Plain texts whose clinician text has changed since."""
    behind_in_all: int
    behind_source: Sequence[WorklistRow]
    """Translations whose source came to say something else since they were approved."""
    behind_source_in_all: int
    mistakes: int
    """So many that readers reported wait in the inbox."""
    questions: int
    """So many that readers asked wait there."""
    rerendering: int
    """So many answers wait to be rendered again since terms have changed."""
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

    frame: DeskLayout
    wanted: WorklistFilter
    rows: Sequence[WorklistRow]
    pages: Pagination
    here: str
    """Own path of the list as it is, to come back to."""
    moves: Sequence[Transition]
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topics: Sequence[str]
    """To choose from; not all where there are very many."""
    asked: BulkMoveForm


@dataclass(frozen=True, slots=True)
class BulkMoveResult:
    """What became of one text of those that were to be moved."""

    question: str
    audience: str
    language: str
    path: str
    status: Status | None
    """Where it stands now; None where it was not moved."""
    obstacle: str
    """Code of why it was not moved; empty where it was."""


@dataclass(frozen=True, slots=True)
class BulkMovePage:
    """What a move of many texts did (`desk/worklists/bulk_move_results.html`)."""

    frame: DeskLayout
    move: Transition
    moved: Sequence[BulkMoveResult]
    back: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """`/edit/due` (`desk/worklists/due.html`)."""

    frame: DeskLayout
    today: date
    rows: Sequence[WorklistRow]
    overdue: int
    pages: Pagination
    behind: int
    translations: int
    """How many texts the other lists have."""


@dataclass(frozen=True, slots=True)
class BehindPage:
    """`/edit/behind` (`desk/worklists/lay_out_of_sync.html`)."""

    frame: DeskLayout
    rows: Sequence[WorklistRow]
    pages: Pagination
    due: int
    translations: int
    """How many texts the other lists have."""


@dataclass(frozen=True, slots=True)
class BehindSourcePage:
    """`/edit/behind/translations` (`desk/worklists/translations_out_of_sync.html`)."""

    frame: DeskLayout
    rows: Sequence[WorklistRow]
    """Each leads to how far the translations of its answer are."""
    pages: Pagination
    due: int
    behind: int
    """How many texts the other lists have."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`/edit/audit` (`desk/worklists/audit_log.html`)."""

    frame: DeskLayout
    subject: str
    entries: Sequence[AuditEntry]
    older_url: str | None
