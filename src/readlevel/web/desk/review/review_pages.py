"""What the pages of a review and of revisions are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.finding import Finding
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.answers.revision_history import RevisionSummary
from readlevel.storage.feedback.ease_votes import EaseVotes
from readlevel.storage.review.worklist import WorklistItem
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.review.revision_diff import RevisionDiff
from readlevel.web.desk.writing.sync_notice import SyncNotice
from readlevel.web.desk.writing.writing_pages import LevelMeter
from readlevel.web.reader.page_contexts import SiteContext, VariantContext


@dataclass(frozen=True, slots=True)
class TextLink:
    """One text of the answer, to go to the same page of it."""

    audience: Audience
    language: str
    status: Status
    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class TextHeader:
    """Which text the page is about."""

    slug: str
    question: str
    question_language: str
    audience: Audience
    language: str
    direction: str
    texts: Sequence[TextLink]


@dataclass(frozen=True, slots=True)
class RejectedForm:
    """What was typed into a form that was not taken, and why not."""

    number: int
    move: Transition | None
    """None: a comment alone."""
    comment: str
    next_review: str
    problem: str
    """Code of what is wrong; `outdated` where another was quicker."""

    @property
    def field(self) -> str:
        """Which field of the page is wrong."""
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
    """One revision, and what whoever looks may do with it."""

    number: int
    review: Review
    moves: Sequence[Transition]
    is_author: bool
    next_review: str
    """What the field for the date holds."""
    findings: Sequence[Finding]
    """What is found in it; empty where nobody is to approve it."""
    parity_path: str
    """Where its facts are compared with the other text's; empty where there is no other."""
    counterpart_number: int | None
    """Number of the clinician revision that a plain text is seen beside, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened to a text."""

    at: datetime
    name: str
    kind: str
    """`saved`, `said`, `confirmed`, or the status it then had."""
    number: int
    text: str
    path: str
    """Where the revision is shown."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Where a text stands in its review (`desk/review/review.html`)."""

    layout: DeskLayout
    site: SiteContext
    head: TextHeader
    path: str
    today: date
    saved: RevisionSummary
    """How the newest revision came to be."""
    newest: RevisionDecision
    published: RevisionDecision | None
    """What readers get or are told; None where nothing was ever approved or withdrawn."""
    published_path: str
    sync_notice: SyncNotice | None
    """Where what readers get is a plain text that was left behind."""
    ease: EaseVotes | None
    """What readers said of the text they get; None where nobody did."""
    compared_with: RevisionSummary | None
    """The revision that the newest one is compared with: what was approved, else sent back."""
    comparison: RevisionDiff | None
    comparison_path: str
    changes_requested: int
    """Number of the revision that was sent back last, 0 where none was since the approved one."""
    changes_requested_path: str
    """Where the newest one is compared with it."""
    variant: VariantContext | None
    """The newest revision as readers would get it; None where it cannot be shown."""
    level: LevelMeter | None
    history: Sequence[TimelineEntry]
    next_waiting: WorklistItem | None
    """Another text that waits for a review by whoever looks."""
    next_waiting_path: str
    rejected: RejectedForm | None
    """None where the page is shown afresh."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision in the list."""

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
    """One revision (`desk/review/revision.html`)."""

    layout: DeskLayout
    site: SiteContext
    head: TextHeader
    saved: RevisionSummary
    review: Review
    markdown: str
    variant: VariantContext | None
    newest: int
    """Number of the newest revision."""
    restorable: bool
    """Whether its text can be brought back."""
    restore_path: str
    compare_path: str
    """Where it is compared with the newest; empty for the newest itself."""
    why: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two revisions side by side (`desk/review/compare_revisions.html`)."""

    layout: DeskLayout
    head: TextHeader
    path: str
    revisions: Sequence[RevisionSummary]
    old: RevisionSummary
    new: RevisionSummary
    comparison: RevisionDiff
    whole_path: str
    """Where all lines are shown; empty where they are."""
