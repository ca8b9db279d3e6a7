"""The second factors of accounts: the secret shared with an app, and recovery codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import desk_tables
from readlevel.storage.database.stored_json import StoredJSON

_table = desk_tables.account

_HASHES = StoredJSON[tuple[str, ...]](tuple[str, ...])


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A stored second factor."""

    secret: str
    last_step: int | None
    """Time step of the last accepted code; None until it is confirmed."""
    recovery_hashes: tuple[str, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether a code was accepted once. Before that, none is asked for."""
        return self.last_step is not None


def find(session: Session, account_id: int) -> SecondFactor | None:
    """Return the second factor of an account, also one that is not confirmed yet."""
    row = session.execute(
        select(_table.c.totp_secret, _table.c.totp_last_step, _table.c.recovery_hashes).where(
            _table.c.id == account_id
        )
    ).first()
    if row is None or row.totp_secret is None:
        return None
    hashes = _HASHES.load(row.recovery_hashes) if row.recovery_hashes else ()
    return SecondFactor(row.totp_secret, row.totp_last_step, hashes)


def add_unconfirmed(session: Session, account_id: int, secret: str) -> None:
    """Store the secret of a second factor that is not confirmed yet."""
    _update(session, account_id, totp_secret=secret, totp_last_step=None, recovery_hashes=None)


def record_used_step(session: Session, account_id: int, step: int) -> None:
    """Store the time step of an accepted code."""
    _update(session, account_id, totp_last_step=step)


def save_recovery_hashes(session: Session, account_id: int, hashes: Sequence[str]) -> None:
    """Store the hashes of the unused recovery codes."""
    _update(session, account_id, recovery_hashes=_HASHES.dump(tuple(hashes)))


def remove(session: Session, account_id: int) -> None:
    """Remove the second factor of an account."""
    _update(session, account_id, totp_secret=None, totp_last_step=None, recovery_hashes=None)


def _update(session: Session, account_id: int, **values: object) -> None:
    session.execute(update(_table).where(_table.c.id == account_id).values(values))
