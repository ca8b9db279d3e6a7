"""What an administrator does with the look of the site: change a draft, publish it, drop it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.look.site_look import SiteLook
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.answers import site_look
from readlevel.storage.answers.site_look import DRAFT, PUBLIC
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction
from readlevel.usecases.edit_conflict import EditConflict

SUBJECT = "look"
_FIELDS = ("accent", "font", "contact", "files", "footer_links", "home_title", "home_text")


@dataclass(frozen=True, slots=True)
class StoredLook:
    """The look that an administrator edits."""

    look: SiteLook
    is_draft: bool
    """Whether it differs from the public look."""

    @property
    def version(self) -> str:
        """A digest, by which a form knows what it was filled from."""
        return blake2b(repr(self).encode(), digest_size=8).hexdigest()


class LookEditConflict(EditConflict):
    """Someone else has changed the look since it was shown."""


def find_edited(session: Session) -> StoredLook:
    """Return the draft, or else the public look."""
    public = site_look.find_look(session, PUBLIC) or SiteLook()
    draft = site_look.find_look(session, DRAFT)
    return StoredLook(public, False) if draft is None else StoredLook(draft, draft != public)


def find_file(engine: Engine, name: str) -> bytes | None:
    """Return the content of a file of a look, or None."""
    with read_transaction(engine) as session:
        return find_stored_file(session, name)


def find_stored_file(session: Session, name: str) -> bytes | None:
    """Return the content of a file of a look, or None."""
    return site_look.find_file(session, name)


def save_draft(
    session: Session,
    look: SiteLook,
    added: Sequence[tuple[str, bytes]],
    *,
    expected_version: str,
) -> None:
    """Store a draft, with the (name, content) of its new files. Raise `LookEditConflict`."""
    _check(session, expected_version)
    for name, content in added:
        site_look.add_file(session, name, content)
    site_look.save_look(session, DRAFT, look)
    _remove_unused_files(session)


def publish(session: Session, actor: Actor, *, expected_version: str, now: datetime) -> bool:
    """Make the draft what readers see; return whether that changes anything."""
    _check(session, expected_version)
    draft = site_look.find_look(session, DRAFT)
    if draft is None:
        return False
    return store(session, actor, draft, now=now)


def discard(session: Session, *, expected_version: str) -> None:
    """Drop the draft. Raise `LookEditConflict`."""
    _check(session, expected_version)
    site_look.remove_look(session, DRAFT)
    _remove_unused_files(session)


def store(
    session: Session,
    actor: Actor | None,
    look: SiteLook,
    added: Sequence[tuple[str, bytes]] = (),
    *,
    now: datetime,
) -> bool:
    """Make a look public, with the (name, content) of new files; return whether that changed it.

    There is no draft after that.
    """
    for name, content in added:
        site_look.add_file(session, name, content)
    before = site_look.find_look(session, PUBLIC) or SiteLook()
    site_look.remove_look(session, DRAFT)
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(look, name)]
    if changed:
        site_look.save_look(session, PUBLIC, look)
        site_version.bump(session)
        audit_log.record_action(
            session, actor, "look.published", SUBJECT, now=now, changed=", ".join(changed)
        )
    _remove_unused_files(session)
    return bool(changed)


def _check(session: Session, expected_version: str) -> None:
    found = find_edited(session).version
    if found != expected_version:
        raise LookEditConflict(expected_version, found)


def _remove_unused_files(session: Session) -> None:
    """Remove files that no look names."""
    looks = [site_look.find_look(session, name) for name in (PUBLIC, DRAFT)]
    site_look.remove_other_files(
        session, {file.name for look in looks if look for file in look.files.values()}
    )
