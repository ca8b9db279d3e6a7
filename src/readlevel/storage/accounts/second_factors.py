"""The second factors of accounts: the secret shared with an app, and recovery codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from readlevel.storage.accounts.sealed_secrets import SiteSecrets, is_current, seal, unseal
from readlevel.storage.database import desk_tables
from readlevel.storage.database.stored_json import StoredJSON

_table = desk_tables.account

_SELECT = select(
    _table.c.totp_secret, _table.c.totp_sealed, _table.c.totp_last_step, _table.c.recovery_hashes
)
_HASHES = StoredJSON[tuple[str, ...]](tuple[str, ...])


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A stored second factor."""

    secret: str | None
    """None if no key of the site opens it: its codes are refused, recovery codes are not."""
    last_step: int | None
    """Time step of the last accepted code; None until it is confirmed."""
    recovery_hashes: tuple[str, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether a code was accepted once. Before that, none is asked for."""
        return self.last_step is not None


def find(session: Session, secrets: SiteSecrets, account_id: int) -> SecondFactor | None:
    """Return the second factor of an account, also one that is not confirmed yet."""
    row = session.execute(_SELECT.where(_table.c.id == account_id)).first()
    if row is None or (row.totp_sealed is None and row.totp_secret is None):
        return None
    hashes = _HASHES.load(row.recovery_hashes) if row.recovery_hashes else ()
    secret = _open(session, secrets, row.totp_sealed, row.totp_secret)
    return SecondFactor(secret, row.totp_last_step, hashes)


def add_unconfirmed(session: Session, secrets: SiteSecrets, account_id: int, secret: str) -> None:
    """Store the secret of a second factor that is not confirmed yet."""
    sealed = seal(session, secrets, secret)
    _update(
        session,
        account_id,
        totp_sealed=sealed,
        totp_secret=None,
        totp_last_step=None,
        recovery_hashes=None,
    )


def reseal(session: Session, secrets: SiteSecrets, account_id: int) -> bool | None:
    """Encrypt a secret with the current key; return whether that was needed.

    None if no key of the site opens it.
    """
    row = session.execute(_SELECT.where(_table.c.id == account_id)).first()
    if row is None or (row.totp_sealed is None and row.totp_secret is None):
        return False
    is_sealed = row.totp_secret is None and row.totp_sealed is not None
    if is_sealed and is_current(session, secrets, row.totp_sealed):
        return False
    plain = _open(session, secrets, row.totp_sealed, row.totp_secret)
    if plain is None:
        return None
    sealed = seal(session, secrets, plain)
    _update(session, account_id, totp_sealed=sealed, totp_secret=None)
    return True


def record_used_step(session: Session, account_id: int, step: int) -> None:
    """Store the time step of an accepted code."""
    _update(session, account_id, totp_last_step=step)


def save_recovery_hashes(session: Session, account_id: int, hashes: Sequence[str]) -> None:
    """Store the hashes of the unused recovery codes."""
    _update(session, account_id, recovery_hashes=_HASHES.dump(tuple(hashes)))


def remove(session: Session, account_id: int) -> None:
    """Remove the second factor of an account."""
    _update(
        session,
        account_id,
        totp_secret=None,
        totp_sealed=None,
        totp_last_step=None,
        recovery_hashes=None,
    )


def _open(
    session: Session, secrets: SiteSecrets, sealed: str | None, plain: str | None
) -> str | None:
    """Return the secret; one without encryption is that which an earlier version stored last."""
    return unseal(session, secrets, sealed or "") if plain is None else plain


def _update(session: Session, account_id: int, **values: object) -> None:
    session.execute(update(_table).where(_table.c.id == account_id).values(values))
