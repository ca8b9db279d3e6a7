"""Contexts of the review of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from readlevel.core.model.answer import Audience
from readlevel.core.model.block import ComprehensionCheck
from readlevel.core.model.finding import Finding
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import CitedReference
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.text.versions.text_diff import DiffSegment
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers.revision_history import RevisionSummary
from readlevel.storage.review.outside_reviews import OutsideReview
from readlevel.storage.review.passage_comments import PassageComment, ThreadOutcome
from readlevel.storage.review.worklist import WorklistItem
from readlevel.usecases.review.assignments import Assignment
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.review.consistency_pages import DifferenceCard, Question
from readlevel.web.desk.writing.writing_pages import LevelMeter
from readlevel.web.reader.page_contexts import SiteContext


class BlockChange(StrEnum):
    """How a block differs from the approved text."""

    NONE = "none"
    ADDED = "added"
    REMOVED = "removed"
    WORDS = "words"
    """Its words have changed; they are marked in its HTML."""
    SOURCE = "source"
    """Only its Markdown has changed, such as a cited reference or the target of a link."""


@dataclass(frozen=True, slots=True)
class ThreadCard:
    """A thread of comments."""

    id: int
    path: str
    """Where forms about it are sent."""
    number: int
    """Number of the revision that was commented on."""
    comments: Sequence[PassageComment]
    quote: str
    """The words that it is about; empty for the complete block."""
    is_found: bool
    """Whether the text still has these words."""
    suggested: tuple[Sequence[DiffSegment], Sequence[DiffSegment]] | None
    """The words as they are and as they are suggested."""
    outcome: ThreadOutcome | None
    """None while it is open."""
    closed_by: str


@dataclass(frozen=True, slots=True)
class RejectedComment:
    """A comment that was rejected, and why."""

    problem: str
    words: str
    audience: Audience
    line: int
    """Of the block that it is about; 0 for a reply."""
    thread_id: int
    """0 for a new thread."""


@dataclass(slots=True)
class ReviewBlock:
    """A paragraph, heading, list or other block, with everything to know about it."""

    anchor: str
    html: SafeHTML
    """With the changes marked, and with IDs that no other column has."""
    original: SafeHTML
    """As it is rendered for readers."""
    change: BlockChange
    source: str
    first_line: int
    last_line: int
    source_diff: tuple[Sequence[DiffSegment], Sequence[DiffSegment]] | None = None
    """The old and the new Markdown, if only that has changed."""
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    """Differences from the other text that need an answer."""
    answered: list[DifferenceCard] = field(default_factory=list)
    warnings: list[DifferenceCard] = field(default_factory=list)
    """Warnings that the plain text leaves out, without a reason."""
    threads: list[ThreadCard] = field(default_factory=list)

    def covers(self, line: int) -> bool:
        """Return whether a line of the newest Markdown is part of the block."""
        is_there = self.change is not BlockChange.REMOVED
        return is_there and self.first_line <= line <= self.last_line


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """One text, beside the others."""

    key: str
    """Value by which the form names it: audience, number and status."""
    audience: Audience
    direction: str
    saved: RevisionSummary
    status: Status
    waits: bool
    may_approve: bool
    is_author: bool
    base_number: int
    """Number of the approved revision that changes are marked against; 0 if there is none."""
    changes: Sequence[ReviewBlock]
    level: LevelMeter | None
    is_readable: bool
    """Whether its Markdown can be parsed."""
    blocking: int
    """How many findings block its approval, differences from the other text aside."""
    findings: Sequence[Finding]
    """Those that are about no block."""
    references: Sequence[CitedReference]
    check: ComprehensionCheck | None
    lost_threads: Sequence[ThreadCard]
    """Open threads about words of which nothing is left."""
    comments_path: str
    """Where a comment is sent."""
    path: str
    """Path of the review of this text alone."""
    compare_path: str
    """Path of the diff with the approved revision; empty if there is none."""
    checklists_path: str
    """Path of its checklists; empty if there are none for its audience."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Sections that say the same, one cell for each column; a cell may be empty."""

    cells: Sequence[Sequence[ReviewBlock]]


@dataclass(frozen=True, slots=True)
class PointToCheck:
    """A place to look at before deciding."""

    kind: str
    """`question`, `warning`, `blocks`, `comment` or `change`."""
    audience: Audience
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class RejectedDecision:
    """A submitted decision that was rejected, and why."""

    problem: str
    audience: Audience | None
    deed: str
    comment: str
    next_review: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class RejectedAssignment:
    """An assignment that was rejected, and why."""

    problem: str
    reviewer: str
    due: str


@dataclass(frozen=True, slots=True)
class RejectedAsk:
    """A question to somebody outside that was not sent, and why."""

    problem: str
    email: str
    days: str


@dataclass(frozen=True, slots=True)
class RejectedForms:
    """The form of a rejected submission, if any."""

    decision: RejectedDecision | None = None
    comment: RejectedComment | None = None
    assignment: RejectedAssignment | None = None
    outside: RejectedAsk | None = None


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """What the facts of the plain text were compared with."""

    lay_number: int
    clinician_number: int
    is_shown: bool
    """Whether that clinician revision is the one beside it."""
    path: str
    """Path of the consistency page."""
    others: int
    """Differences that need no answer."""


@dataclass(frozen=True, slots=True)
class OutsideCard:
    """Somebody outside who was asked for a review."""

    review: OutsideReview
    state: str
    """As of `OutsideReview.state`; `ended` if the link does not work for another reason."""
    is_current: bool
    """Whether the page shows the revisions that were asked about."""
    withdrawal_path: str
    unnaming_path: str


@dataclass(frozen=True, slots=True)
class OutsideSection:
    """Reviews by people outside, and the form that asks for one."""

    cards: Sequence[OutsideCard]
    path: str
    """Where the form is sent."""
    may_ask: bool
    is_mailed: bool
    """Whether the site sends mail."""
    days: Sequence[int]
    default_days: int
    suffices: bool
    """Whether an approval from outside may publish."""
    rejected: RejectedAsk | None


@dataclass(frozen=True, slots=True)
class AnswerReviewPage:
    """`/edit/answers/<slug>/review` (`desk/answer_review/answer_review.html`)."""

    layout: DeskLayout
    site: SiteContext
    slug: str
    question: str
    question_language: str
    language: str
    languages: Sequence[tuple[str, str]]
    """(tag, path) of the same page in the languages of the answer."""
    path: str
    write_path: str
    columns: Sequence[ReviewColumn]
    rows: Sequence[ReviewRow]
    points: Sequence[PointToCheck]
    pair: ComparedPair | None
    counterpart_number: int
    """Number of the clinician revision that the plain text is compared with; 0 if there is none."""
    unresolved: int
    """Questions about differences that have no answer."""
    today: date
    next_review: str
    """Initial value of the date field."""
    next_waiting: WorklistItem | None
    next_waiting_path: str
    rejected: RejectedDecision | None
    rejected_comment: RejectedComment | None
    assignment: Assignment | None
    """Who is to review what waits."""
    reviewers: Sequence[Account]
    """Who may review what waits; empty if nothing waits."""
    assignment_path: str
    rejected_assignment: RejectedAssignment | None
    outside: OutsideSection | None
    """None where nobody outside was asked and nobody can be."""

    @property
    def waiting(self) -> Sequence[ReviewColumn]:
        """The texts that wait for a decision."""
        return [one for one in self.columns if one.waits]

    @property
    def decidable(self) -> Sequence[ReviewColumn]:
        """The texts that the user may decide on."""
        return [one for one in self.columns if one.may_approve]
