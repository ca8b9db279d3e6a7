"""Contexts of the pages that people without an account see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from readlevel.core.model.answer import Audience
from readlevel.core.model.block import ComprehensionCheck
from readlevel.core.rendering.rendering import CitedReference
from readlevel.storage.review.outside_reviews import OutsideReview
from readlevel.web.desk.answer_review.answer_review_contexts import ReviewBlock, ReviewRow
from readlevel.web.desk.writing.writing_pages import LevelMeter
from readlevel.web.reader.page_contexts import SiteContext


@dataclass(frozen=True, slots=True)
class OutsideColumn:
    """One text, beside the others."""

    audience: Audience
    direction: str
    number: int
    is_asked: bool
    base_number: int
    """Number of the approved revision that changes are marked against; 0 if there is none."""
    changes: Sequence[ReviewBlock]
    level: LevelMeter | None
    is_readable: bool
    references: Sequence[CitedReference]
    check: ComprehensionCheck | None


@dataclass(frozen=True, slots=True)
class OutsideForm:
    """What was entered in the form, and the code of what is wrong with it."""

    problem: str = ""
    name: str = ""
    role: str = ""
    named: str = ""
    """`yes` or `no`; empty if neither was chosen."""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OutsideReviewPage:
    """`/edit/outside/<token>` (`desk/outside_review/review.html`)."""

    site: SiteContext
    path: str
    question: str
    question_language: str
    language: str
    asked_by: str
    until: datetime
    columns: Sequence[OutsideColumn]
    rows: Sequence[ReviewRow]
    form: OutsideForm
    suffices: bool
    """Whether an approval from outside may publish."""
    review_path: str
    """The review at the desk if the visitor is signed in, who decides there; else empty."""

    @property
    def asked(self) -> Sequence[OutsideColumn]:
        """The texts on which a decision is asked for."""
        return [one for one in self.columns if one.is_asked]


@dataclass(frozen=True, slots=True)
class OutsideEndedPage:
    """A link by which nothing can be decided any more (`desk/outside_review/ended.html`)."""

    site: SiteContext
    code: str
    """As of `OutsideLinkEnded`."""
    review: OutsideReview
    comment: str
    """What the reviewer wrote too late, so that they can copy it; empty if nothing."""
