"""Use case of the desk: give an answer another slug; the former one redirects for good."""

from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.core.model.slug import is_slug
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.database import site_version
from readlevel.usecases.publishing import addresses, publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.clinical_codes import ReviewerRequired, is_approved


class InvalidSlug(ValueError):
    """The slug has characters that no slug has, or is too long; nothing was stored."""


def rename_answer(
    session: Session,
    renderer: Renderer,
    actor: Account | None,
    slug: str,
    new: str,
    *,
    now: datetime,
) -> bool:
    """Give an answer the slug `new`; return whether that changed anything.

    `actor` is None on the command line. Raise `InvalidSlug`, `SlugTaken` if the slug belongs to
    another answer, now or formerly, `ReviewerRequired` if a text of the answer is approved and the
    actor is no reviewer, LookupError if there is no such answer.
    """
    if not is_slug(new):
        raise InvalidSlug(new)
    stored = publish.get_stored(session, slug)
    if new == slug:
        return False
    if actor is not None and not may_rename(session, actor, slug):
        raise ReviewerRequired
    moved = addresses.change_slug(session, stored, new)
    publish.refresh(session, moved.id, moved.answer, moved.revisions, renderer)
    audit_log.record_action(session, actor, "answer.renamed", new, now=now, former=slug)
    site_version.bump(session, site_version.name_answer(new))
    return True


def may_rename(session: Session, account: Account, slug: str) -> bool:
    """Return whether an account may change the slug: of an approved answer, reviewers alone may."""
    return account.may(Role.REVIEWER) or not is_approved(session, slug)


def find_current_slug(session: Session, former: str) -> str | None:
    """Return the slug of the answer that was once at `former`, public or not; None if none was."""
    return answers.find_renamed_slug(session, former)
