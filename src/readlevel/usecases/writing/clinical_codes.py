"""Use cases for the clinical codes of an answer, by which health records find it.

Changes are public at once, so only reviewers change the codes of an answer with an approved text,
as with its references.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import CODE_SYSTEMS, AnswerHead
from readlevel.core.model.codes import list_spellings
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import list_current
from readlevel.storage.public import publications
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer

MAX_CODES = 100
"""Codes of one system."""

Codes = Mapping[str, tuple[str, ...]]


class CodesEditConflict(EditConflict):
    """The codes were changed by someone else since they were loaded; a version is the codes."""


class ReviewerRequired(Exception):
    """Only a reviewer may change the codes of an approved text; nothing was stored."""


def find_problems(codes: Codes) -> dict[str, str]:
    """Return the problem code of each system with invalid codes."""
    problems = {}
    for system, given in codes.items():
        if len(given) > MAX_CODES:
            problems[system] = "too_many"
        elif any(not list_spellings(system, code) for code in given):
            problems[system] = "no_code"
    return problems


def save_codes(
    session: Session,
    renderer: Renderer,
    actor: Account,
    slug: str,
    codes: Codes,
    *,
    expected_codes: Codes,
    now: datetime,
) -> bool:
    """Store the codes of an answer; return whether that changed any.

    Raise `CodesEditConflict` if the stored codes are not the `expected_codes` that the writer
    began from, `ReviewerRequired` if `actor` may not change them, LookupError if there is no such
    answer.
    """
    answer = answers.get_texts(session, slug)
    before, after = normalise(answer.codes), normalise(codes)
    if before == after:
        return False
    if before != normalise(expected_codes):
        raise CodesEditConflict(expected_codes, before)
    if not (actor.may(Role.REVIEWER) or not is_approved(session, slug)):
        raise ReviewerRequired
    changed = replace(answer, codes=after)
    save_answer(session, changed, renderer, author=actor.name, why="", now=now)
    audit_log.record_action(session, actor, "codes.saved", slug, now=now)
    return True


def is_approved(session: Session, slug: str) -> bool:
    """Return whether readers get an approved text of the answer, or will if it is restored."""
    answer_id = answers.find_id(session, slug)
    revisions = [] if answer_id is None else list_current(session, answer_id)
    public = publications.choose_public(revisions).values()
    return any(one.review.status is Status.APPROVED for one in public)


def normalise(codes: Codes) -> dict[str, tuple[str, ...]]:
    """Return unique codes by system in the usual order, without empty systems."""
    return {
        system: tuple(dict.fromkeys(codes[system])) for system in CODE_SYSTEMS if codes.get(system)
    }


def codes_by_system(answer: AnswerHead) -> dict[str, tuple[str, ...]]:
    """Return the codes of an answer for every system, including empty ones."""
    return {system: answer.codes.get(system, ()) for system in CODE_SYSTEMS}
