"""Use cases of an administrator: delete answers for good."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answer_heads, deletion
from readlevel.storage.database import site_version
from readlevel.storage.public import finished_pages, publications, tombstones
from readlevel.usecases.publishing import related_answers


def list_samples(session: Session) -> Sequence[str]:
    """Return the slugs of the answers that are samples."""
    return answer_heads.list_samples(session)


def delete_answer(session: Session, actor: Account, slug: str, *, now: datetime) -> None:
    """Delete an answer with its revisions, reviews, images, unsaved texts and what readers sent.

    Its pages then say that it was removed. Raise PermissionError unless `actor` is an
    administrator, LookupError if there is no such answer.
    """
    if not actor.may(Role.ADMIN):
        raise PermissionError
    answer_id = answer_heads.find_id(session, slug)
    if answer_id is None:
        raise LookupError(f"no answer has the address {slug!r}")
    answer = answer_heads.load_head(session, answer_id, slug)
    titles = related_answers.find_titles(session, slug)
    publications.refresh(session, answer, {}, {}, ())
    neighbours = related_answers.refresh(session, answer_id, answer, titles)
    tombstones.mark_removed(session, slug)
    finished_pages.remove_pages(session, site_version.name_answer(slug))
    deletion.delete_answer(session, answer_id, slug)
    audit_log.record_action(session, actor, "answer.deleted", slug, now=now)
    site_version.bump(session, *map(site_version.name_answer, {slug, *neighbours}))


def delete_samples(session: Session, actor: Account, *, now: datetime) -> int:
    """Delete all samples; return how many. Raise PermissionError as `delete_answer` does."""
    slugs = list_samples(session)
    for slug in slugs:
        delete_answer(session, actor, slug, now=now)
    return len(slugs)
