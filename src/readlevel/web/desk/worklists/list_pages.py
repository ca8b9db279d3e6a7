"""What the lists of the desk are given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readlevel.core.model.workflow import Move, Status
from readlevel.storage.accounts.audit_log import Entry
from readlevel.storage.review.worklist import Item, Wanted
from readlevel.web.desk.layout.layout import Frame
from readlevel.web.desk.layout.pagination import Pages


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One text in a list."""

    item: Item
    path: str
    """Where it is written."""
    review_path: str
    key: str
    """What a form names it by."""
    above: bool
    """Whether it is harder than the target of its readers."""
    overdue: bool


@dataclass(frozen=True, slots=True)
class HomePage:
    """`/edit` (`desk/worklists/home.html`)."""

    frame: Frame
    drafts: Sequence[WorkRow]
    sent_back: Sequence[WorkRow]
    waiting: Sequence[WorkRow]
    """For a review by whoever looks; empty for who may not review."""
    due: Sequence[WorkRow]
    due_in_all: int
    behind: Sequence[WorkRow]
    """Plain texts whose clinician text has changed since."""
    behind_in_all: int
    behind_source: Sequence[WorkRow]
    """Translations whose source came to say something else since they were approved."""
    behind_source_in_all: int
    mistakes: int
    """So many that readers reported wait in the inbox."""
    questions: int
    """So many that readers asked wait there."""
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done with many texts, and why it was not done; all empty at first."""

    keys: Collection[str] = ()
    move: Move | None = None
    comment: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """`/edit/answers` (`desk/worklists/answers.html`)."""

    frame: Frame
    wanted: Wanted
    rows: Sequence[WorkRow]
    pages: Pages
    here: str
    """Own path of the list as it is, to come back to."""
    moves: Sequence[Move]
    languages: Sequence[tuple[str, str]]
    """(tag, name)."""
    topics: Sequence[str]
    """To choose from; not all where there are very many."""
    asked: Asked


@dataclass(frozen=True, slots=True)
class Moved:
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
class MovedPage:
    """What a move of many texts did (`desk/worklists/bulk_move_results.html`)."""

    frame: Frame
    move: Move
    moved: Sequence[Moved]
    back: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """`/edit/due` (`desk/worklists/due.html`)."""

    frame: Frame
    today: date
    rows: Sequence[WorkRow]
    overdue: int
    pages: Pages
    behind: int
    translations: int
    """How many texts the other lists have."""


@dataclass(frozen=True, slots=True)
class BehindPage:
    """`/edit/behind` (`desk/worklists/lay_out_of_sync.html`)."""

    frame: Frame
    rows: Sequence[WorkRow]
    pages: Pages
    due: int
    translations: int
    """How many texts the other lists have."""


@dataclass(frozen=True, slots=True)
class BehindSourcePage:
    """`/edit/behind/translations` (`desk/worklists/translations_out_of_sync.html`)."""

    frame: Frame
    rows: Sequence[WorkRow]
    """Each leads to how far the translations of its answer are."""
    pages: Pages
    due: int
    behind: int
    """How many texts the other lists have."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`/edit/audit` (`desk/worklists/audit_log.html`)."""

    frame: Frame
    subject: str
    entries: Sequence[Entry]
    older_url: str | None
