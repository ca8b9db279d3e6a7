"""Who has agreed to send texts to a server of language models."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.assistant_tables import assistant_consent as _table


@dataclass(frozen=True, slots=True)
class Consent:
    """An agreement to send texts to one address."""

    url: str
    name: str
    """Who has agreed."""
    at: datetime


def find_consent(session: Session, url: str) -> Consent | None:
    """Return the consent to an address, or None."""
    row = session.execute(select(_table).where(_table.c.url == url)).first()
    return None if row is None else Consent(row.url, row.name, row.at)


def save_consent(session: Session, url: str, account_id: int, name: str, *, now: datetime) -> None:
    """Store a consent in place of any other: it is asked for again when the address changes."""
    session.execute(delete(_table))
    session.execute(insert(_table).values(url=url, account_id=account_id, name=name, at=now))


def delete_consents(session: Session) -> None:
    """Delete all consents."""
    session.execute(delete(_table))
