"""Use case of the desk: assign the review of an answer to somebody."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import PENDING
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, authorship
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.storage.review import assignments
from readlevel.storage.review.assignments import Assignment
from readlevel.usecases.accounts import people

__all__ = [
    "Assignment",
    "AssignmentRejected",
    "assign",
    "end_if_decided",
    "find_assignment",
    "list_reviewers",
]


class AssignmentRejected(Exception):
    """The assignment is rejected, and nothing was stored.

    `code` is `reviewer` (nobody who may review these texts), `past_date`, or `nothing_waits`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def find_assignment(session: Session, answer_id: int, language: str) -> Assignment | None:
    """Return who is to review an answer in a language, or None."""
    return assignments.find_assignments(session, [answer_id]).get((answer_id, language))


def list_reviewers(session: Session, answer_id: int, language: str) -> Sequence[Account]:
    """Return who may review what waits of an answer: reviewers who wrote none of it, by name."""
    authors: set[int] = set()
    for revision in _list_waiting(session, answer_id, language):
        authors |= authorship.find_authors(session, revision.id)
    return [one for one in people.list_active(session, Role.REVIEWER) if one.id not in authors]


def assign(
    session: Session,
    actor: Account,
    slug: str,
    language: str,
    reviewer_id: int | None,
    due: date | None,
    *,
    now: datetime,
) -> Account | None:
    """Assign the review of what waits to somebody, and return them; None assigns it to nobody.

    Raise LookupError if there is no such answer, `AssignmentRejected` if that is not possible.
    """
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        raise LookupError(f"no answer has the address {slug!r}")
    if all(one.language != language for one in list_current(session, answer_id)):
        raise LookupError(f"no text of {slug!r} is in that language")
    if reviewer_id is None:
        assignments.remove_assignment(session, answer_id, language)
        _audit(session, actor, slug, language, "", now)
        return None
    if not _list_waiting(session, answer_id, language):
        raise AssignmentRejected("nothing_waits")
    possible = list_reviewers(session, answer_id, language)
    reviewer = next((one for one in possible if one.id == reviewer_id), None)
    if reviewer is None:
        raise AssignmentRejected("reviewer")
    if due is not None and due < now.date():
        raise AssignmentRejected("past_date")
    assignments.set_assignment(session, answer_id, language, reviewer.id, due, actor, now=now)
    _audit(session, actor, slug, language, reviewer.name, now)
    return reviewer


def end_if_decided(session: Session, answer_id: int, language: str) -> None:
    """Remove the assignment if no text waits for a decision any more."""
    if not _list_waiting(session, answer_id, language):
        assignments.remove_assignment(session, answer_id, language)


def _list_waiting(session: Session, answer_id: int, language: str) -> list[StoredRevision]:
    """Return the newest revision of each text, if it waits for a decision."""
    newest: dict[Audience, StoredRevision] = {}
    for one in list_current(session, answer_id):
        if one.language == language:
            newest.setdefault(one.audience, one)
    return [one for one in newest.values() if one.review.status in PENDING]


def _audit(
    session: Session, actor: Account, slug: str, language: str, name: str, now: datetime
) -> None:
    audit_log.record_action(
        session, actor, "review.assigned", slug, now=now, language=language, name=name
    )
