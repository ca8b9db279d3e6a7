"""People who write and review one answer, and what they do to it."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from readlevel.core.checks.severity import CheckPolicy
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.public import publications
from readlevel.storage.public.publications import Publication
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import restore_revision, review_state, transitions
from readlevel.usecases.review.approval_findings import Checker
from readlevel.usecases.review.transitions import TransitionRequest
from readlevel.usecases.writing.editor.editor_state import Draft
from readlevel.usecases.writing.editor.save_draft import save_draft
from tests.storage.cast import EVERY

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DUE = date(2028, 5, 4)
PLACE = ("gout", Audience.LAY, "en")


def person(session: Session, name: str, role: Role) -> Account:
    """Return somebody's account, made where there is none."""
    found = accounts.find_by_email(session, f"{name}@example.org")
    return found or accounts.add(session, f"{name}@example.org", name, role, now=NOW)


def write(session: Session, who: Account, words: str = "Gout hurts.", began: int = 0) -> None:
    """Have somebody save the text, begun from a revision."""
    draft = Draft(
        "gout",
        "en",
        "What is gout?",
        (),
        {Audience.LAY: words},
        {Audience.LAY: began},
        "What is gout?" if began else "",
    )
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    assert save_draft(session, renderer, draft, actor=who, why="", now=NOW) is True


def step(
    session: Session,
    who: Account,
    move: Transition,
    number: int = 1,
    *,
    seen: Status | None = None,
    comment: str = "",
    next_review: date | None = DUE,
    now: datetime = NOW,
) -> None:
    """Have somebody move a revision on."""
    transitions.apply_transition(
        session,
        checker(session),
        TransitionRequest(
            who,
            *PLACE,
            number,
            move,
            expected_status=seen,
            comment=comment,
            next_review=next_review,
        ),
        now=now,
    )


def checker(session: Session, *blocking: str) -> Checker:
    """Return what checks texts, by the findings that block their approval."""
    rules = CheckPolicy(blocking_codes=blocking)
    return Checker(Renderer(session, DEFAULT_PERSONAS, "en"), rules, ("en",))


def approve(session: Session, who: Account, number: int = 1) -> None:
    """Take a draft the whole way."""
    step(session, who, Transition.SUBMIT, number)
    step(session, who, Transition.BEGIN_REVIEW, number)
    step(session, who, Transition.APPROVE, number)


def bring_back(session: Session, who: Account, number: int, *, newest: int) -> int:
    """Have somebody restore a revision."""
    return restore_revision.restore_revision(
        session,
        Renderer(session, DEFAULT_PERSONAS, "en"),
        who,
        *PLACE,
        number,
        newest=newest,
        why="It was better.",
        now=NOW,
    )


def revisions(session: Session) -> list[StoredRevision]:
    """Return the revisions of the text, the newest first."""
    case = review_state.find_review_state(session, person(session, "ed", Role.EDITOR), *PLACE)
    return [] if case is None else review_state.list_revisions(session, case.answer_id, *PLACE[1:])


def review_of(session: Session, number: int) -> Review:
    """Return where a revision stands."""
    return next(one.review for one in revisions(session) if one.number == number)


def public(session: Session) -> Publication | None:
    """Return what readers get where a site shows only what was approved."""
    return publications.find(session, *PLACE, EVERY, show_unreviewed=False)


def public_words(session: Session) -> str | None:
    """Return the words that readers get, None where they get none."""
    found = public(session)
    return found.rendering.plain_text if found and found.rendering else None
