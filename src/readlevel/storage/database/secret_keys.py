"""Random keys that the site generates for itself, one for each purpose."""

import secrets
from collections.abc import Callable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.desk_tables import secret_key as _table

_BYTES = 32


def find_key(session: Session, name: str) -> bytes | None:
    """Return the key for a purpose, or None."""
    return session.scalar(select(_table.c.value).where(_table.c.name == name))


def make_key() -> bytes:
    """Return a new random key."""
    return secrets.token_bytes(_BYTES)


def get_or_create_key(session: Session, name: str, make: Callable[[], bytes] = make_key) -> bytes:
    """Return the key for a purpose, generated on first use by `make`."""
    known = find_key(session, name)
    if known is not None:
        return known
    made = make()
    session.execute(insert(_table).values(name=name, value=made))
    return made
