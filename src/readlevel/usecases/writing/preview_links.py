"""Use cases of preview links for people without an account: signed, and with an expiry."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.accounts import audit_log, shared_previews
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.shared_previews import SharedPreview
from readlevel.storage.answers import answers, revision_history, revisions
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import secret_keys

__all__ = [
    "LINK_LIFETIME_DAYS",
    "PreviewLinkExpired",
    "SharedPreview",
    "StoredRevision",
    "create_preview_link",
    "find_revision",
    "get_revision",
    "list_links",
    "list_numbers",
    "open_preview_link",
    "preview_token",
    "revoke_preview_link",
]

LINK_LIFETIME_DAYS = (1, 7, 30)
"""Lifetime of a link."""

_KEY_NAME = "shared preview"
_MAX_TOKEN_LENGTH = 200


class PreviewLinkExpired(Exception):
    """The link has expired or was revoked."""


def create_preview_link(
    session: Session,
    secret: str | None,
    actor: Account,
    slug: str,
    revision: StoredRevision,
    *,
    days: int,
    now: datetime,
) -> str:
    """Create a link to a revision, and return its token.

    It is signed with the site's `secret`, or with a key that the site generates for itself.
    """
    ends = now + timedelta(days=days)
    number = shared_previews.add(session, revision.id, actor.id, now=now, expires_at=ends)
    audit_log.record_action(
        session,
        actor,
        "preview.shared",
        slug,
        now=now,
        audience=revision.audience,
        language=revision.language,
        revision=revision.number,
        until=ends.date(),
    )
    return _serializer(secret, secret_keys.get_or_create_key(session, _KEY_NAME)).dumps(number)


def open_preview_link(
    session: Session, secret: str | None, token: str, *, now: datetime
) -> SharedPreview:
    """Return the preview of a token.

    Raise LookupError if there is none, or `PreviewLinkExpired`.
    """
    key = secret_keys.find_key(session, _KEY_NAME)
    if key is None or len(token) > _MAX_TOKEN_LENGTH:
        raise LookupError(token)
    try:
        number = _serializer(secret, key).loads(token)
    except BadSignature:
        raise LookupError(token) from None
    shared = shared_previews.find(session, number)
    if shared is None:
        raise LookupError(token)
    if not shared.is_active(now):
        raise PreviewLinkExpired
    return shared


def list_links(session: Session, slug: str, *, now: datetime) -> Sequence[SharedPreview]:
    """Return the active links to texts of an answer, the newest first."""
    answer_id = answers.find_id(session, slug)
    return () if answer_id is None else shared_previews.list_active(session, answer_id, now=now)


def list_numbers(session: Session, slug: str, audience: Audience) -> Sequence[tuple[str, int]]:
    """Return (language, number) of an answer's revisions for an audience, the newest first."""
    answer_id = answers.find_id(session, slug)
    return () if answer_id is None else revision_history.list_numbers(session, answer_id, audience)


def find_revision(
    session: Session, slug: str, audience: Audience, language: str, number: int
) -> StoredRevision | None:
    """Return one revision of an answer, or None."""
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        return None
    return revisions.find_revision(session, answer_id, audience, language, number)


def get_revision(session: Session, shared: SharedPreview) -> StoredRevision:
    """Return the revision that a link shows. Raise LookupError if it is gone."""
    place = (shared.slug, shared.audience, shared.language, shared.number)
    found = find_revision(session, *place)
    if found is None:
        raise LookupError(shared.id)
    return found


def preview_token(session: Session, secret: str | None, shared: SharedPreview) -> str:
    """Return the token of an existing link."""
    return _serializer(secret, secret_keys.get_or_create_key(session, _KEY_NAME)).dumps(shared.id)


def revoke_preview_link(
    session: Session, actor: Account, slug: str, number: int, *, now: datetime
) -> None:
    """Revoke a link to a text of the answer. Raise LookupError if there is none."""
    shared = shared_previews.find(session, number)
    if shared is None or shared.slug != slug:
        raise LookupError(number)
    shared_previews.revoke(session, number, now=now)
    audit_log.record_action(session, actor, "preview.revoked", slug, now=now, link=number)


def _serializer(secret: str | None, key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer([key, *([secret.encode()] if secret else [])], salt=_KEY_NAME)
