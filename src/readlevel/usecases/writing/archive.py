"""Use cases of a reviewer: archive an answer, which takes it from readers, and restore it.

Its texts keep their status and history, so that restoring brings back exactly what was public.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answer_heads, answers
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer

MAX_REASON_LENGTH = 500


class ReasonRefused(ValueError):
    """The reason is missing or too long; `code` is `no_reason` or `long_reason`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def archive_answer(
    session: Session,
    renderer: Renderer,
    actor: Account | None,
    slug: str,
    *,
    because: str,
    now: datetime,
) -> bool:
    """Take an answer from readers, who are told why; return whether it was not archived before.

    `actor` is None on the command line. Raise `ReasonRefused`, PermissionError unless `actor` is a
    reviewer, LookupError if there is no such answer.
    """
    because = " ".join(because.split())
    if not because:
        raise ReasonRefused("no_reason")
    if len(because) > MAX_REASON_LENGTH:
        raise ReasonRefused("long_reason")
    return _set_archived(session, renderer, actor, slug, because, now)


def restore_answer(
    session: Session, renderer: Renderer, actor: Account | None, slug: str, *, now: datetime
) -> bool:
    """Give an archived answer back to readers as it was; return whether it was archived.

    Raise as `archive_answer` does.
    """
    return _set_archived(session, renderer, actor, slug, None, now)


def list_archived(session: Session, *, skip: int, limit: int) -> Sequence[AnswerHead]:
    """Return a page of the archived answers, in order of their slugs."""
    slugs = answer_heads.list_archived(session, skip=skip, limit=limit)
    return [answers.get_head(session, slug) for slug in slugs]


def count_archived(session: Session) -> int:
    """Return how many answers are archived."""
    return answer_heads.count_archived(session)


def _set_archived(
    session: Session,
    renderer: Renderer,
    actor: Account | None,
    slug: str,
    because: str | None,
    now: datetime,
) -> bool:
    if actor is not None and not actor.may(Role.REVIEWER):
        raise PermissionError
    answer = answers.get_texts(session, slug)
    if answer.is_archived == (because is not None):
        return False
    changed = replace(answer, archived_because=because)
    author = "" if actor is None else actor.name
    save_answer(session, changed, renderer, author=author, why="", now=now)
    if because is None:
        audit_log.record_action(session, actor, "answer.unarchived", slug, now=now)
    else:
        audit_log.record_action(session, actor, "answer.archived", slug, now=now, reason=because)
    return True
