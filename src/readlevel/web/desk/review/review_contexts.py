"""Contexts of the review and revision pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.finding import Finding
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.answers.revision_history import RevisionSummary
from readlevel.storage.feedback.ease_votes import EaseVotes
from readlevel.storage.feedback.hard_reasons import HardReason
from readlevel.storage.review.worklist import WorklistItem
from readlevel.usecases.assistant.provenance import RevisionDraft
from readlevel.usecases.review.comprehension import CheckReport
from readlevel.usecases.writing.editor.autosave import KeptText
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.review.checklist_parts import ChecklistPart
from readlevel.web.desk.review.revision_diff import RevisionDiff
from readlevel.web.desk.writing.sync_notice import SyncNotice
from readlevel.web.desk.writing.writing_pages import LevelMeter
from readlevel.web.reader.page_contexts import SiteContext, VariantContext


@dataclass(frozen=True, slots=True)
class TextLink:
    """Link to the same page about another text of the answer."""

    audience: Audience
    language: str
    status: Status
    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class TextHeader:
    """The text that a page is about."""

    slug: str
    question: str
    question_language: str
    audience: Audience
    language: str
    direction: str
    texts: Sequence[TextLink]
    is_archived: bool
    """Whether readers get nothing of the answer."""


@dataclass(frozen=True, slots=True)
class RejectedForm:
    """A submitted form that was rejected, and why."""

    number: int
    move: Transition | None
    """None for a comment alone."""
    comment: str
    next_review: str
    problem: str
    """Code of the problem; `outdated` for an edit conflict."""

    @property
    def field(self) -> str:
        """ID of the field or section that the problem is about."""
        if self.problem == "beside":
            return "settled-heading" if self.move is Transition.CONFIRM else "newest-heading"
        if self.problem == "findings":
            return "settled-findings" if self.move is Transition.CONFIRM else "findings"
        if self.move is Transition.WITHDRAW:
            return "because"
        if self.problem in ("past_date", "bad_date"):
            return "confirm-date" if self.move is Transition.CONFIRM else "next_review"
        return "confirm-comment" if self.move is Transition.CONFIRM else "comment"


@dataclass(frozen=True, slots=True)
class RevisionDecision:
    """A revision, and what the user may do with it."""

    number: int
    review: Review
    moves: Sequence[Transition]
    is_author: bool
    next_review: str
    """Initial value of the date field."""
    findings: Sequence[Finding]
    """Empty for a withdrawn revision."""
    parity_path: str
    """Path of the consistency page; empty if there is no other text."""
    counterpart_number: int | None
    """Number of the clinician revision that a lay text is checked against; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event in the history of a text."""

    at: datetime
    name: str
    kind: str
    """`saved`, `said` (a comment), `confirmed`, the new status, or `outside_approved` or
    `outside_changes_requested` by somebody without an account."""
    number: int
    text: str
    path: str
    """Path of the revision."""
    drafts: Sequence[RevisionDraft] = ()
    """The assistant's drafts that a saved revision has words from."""
    role: str = ""
    """Role of somebody without an account."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review of a text (`desk/review/review.html`)."""

    layout: DeskLayout
    site: SiteContext
    head: TextHeader
    path: str
    today: date
    kept: Sequence[KeptText]
    """What this user has typed of the answer and not saved."""
    saved: RevisionSummary
    """Author, time and note of the newest revision."""
    newest: RevisionDecision
    published: RevisionDecision | None
    """The approved or withdrawn revision; None if there is none."""
    published_path: str
    sync_notice: SyncNotice | None
    """None if the published lay text still matches its clinician text."""
    ease: EaseVotes | None
    """Readers' votes on the published text; None if there are none."""
    hard_reasons: Mapping[HardReason, int]
    """What readers found hard in it, and how many did."""
    check: CheckReport | None
    """How the question after the published text went; None if it has none."""
    compared_with: RevisionSummary | None
    """The last approved revision, else the last one with requested changes."""
    comparison: RevisionDiff | None
    comparison_path: str
    changes_requested: int
    """Number of the last revision with requested changes since the last approval; 0 if none."""
    changes_requested_path: str
    """Path of the newest revision's diff with it."""
    variant: VariantContext | None
    """The newest revision as readers would get it; None if it cannot be parsed."""
    level: LevelMeter | None
    checklists: Sequence[ChecklistPart]
    """Empty for texts that none is made for."""
    checklists_path: str
    report_path: str
    history: Sequence[TimelineEntry]
    next_waiting: WorklistItem | None
    """Another text that awaits review by the user."""
    next_waiting_path: str
    rejected: RejectedForm | None
    """The form of a rejected submission; None on a GET."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision in the list."""

    saved: RevisionSummary
    path: str
    newest: bool


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """All revisions of a text (`desk/review/revisions.html`)."""

    layout: DeskLayout
    head: TextHeader
    compare_path: str
    revisions: Sequence[RevisionRow]


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """A revision (`desk/review/revision.html`)."""

    layout: DeskLayout
    site: SiteContext
    head: TextHeader
    saved: RevisionSummary
    review: Review
    markdown: str
    variant: VariantContext | None
    drafts: Sequence[RevisionDraft]
    """The assistant's drafts that it has text from."""
    newest: int
    """Number of the newest revision."""
    restorable: bool
    """Whether restoring it would change anything."""
    restore_path: str
    compare_path: str
    """Path of its diff with the newest; empty for the newest itself."""
    why: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """A diff of two revisions (`desk/review/compare_revisions.html`)."""

    layout: DeskLayout
    head: TextHeader
    path: str
    revisions: Sequence[RevisionSummary]
    old: RevisionSummary
    new: RevisionSummary
    comparison: RevisionDiff
    whole_path: str
    """Path of the diff with all lines; empty if they are shown."""
