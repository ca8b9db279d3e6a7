"""How a site looks, as an administrator has set it: what is public, and a draft of it."""

from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.look.site_look import SiteLook
from readlevel.storage.database.content_tables import look, look_file
from readlevel.storage.database.stored_json import StoredJSON

PUBLIC = "public"
DRAFT = "draft"

_LOOK = StoredJSON[SiteLook](SiteLook, extra="ignore")


def find_look(session: Session, name: str) -> SiteLook | None:
    """Return the look called `PUBLIC` or `DRAFT`, or None."""
    stored = session.scalar(select(look.c.look).where(look.c.name == name))
    return None if stored is None else _LOOK.load(stored)


def save_look(session: Session, name: str, given: SiteLook) -> None:
    """Store a look in place of an earlier one."""
    remove_look(session, name)
    session.execute(insert(look).values(name=name, look=_LOOK.dump(given)))


def remove_look(session: Session, name: str) -> None:
    """Remove a look."""
    session.execute(delete(look).where(look.c.name == name))


def find_file(session: Session, name: str) -> bytes | None:
    """Return the content of a file, or None."""
    return session.scalar(select(look_file.c.content).where(look_file.c.name == name))


def list_files(session: Session) -> dict[str, bytes]:
    """Return the contents of all files by name."""
    return {row.name: row.content for row in session.execute(select(look_file))}


def add_file(session: Session, name: str, content: bytes) -> None:
    """Store a file, which is named by its digest."""
    if session.scalar(select(look_file.c.name).where(look_file.c.name == name)) is None:
        session.execute(insert(look_file).values(name=name, content=content))


def remove_other_files(session: Session, kept: Collection[str]) -> None:
    """Remove all files but those named in `kept`."""
    session.execute(delete(look_file).where(look_file.c.name.not_in(kept)))
