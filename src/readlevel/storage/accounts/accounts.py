"""Accounts of the people who work at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, or_, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.database import desk_tables

_table = desk_tables.account


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works at the desk."""

    id: int
    email: str
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    has_second_factor: bool
    has_provider_identity: bool
    """Whether they have signed in through OpenID Connect."""
    single_keys: bool
    """Whether shortcuts of a single key act for them."""

    @property
    def is_invited(self) -> bool:
        """Whether they have accepted no invitation yet."""
        return not (self.has_password or self.has_provider_identity)

    def may(self, role: Role) -> bool:
        """Return whether they may do what needs `role`."""
        return self.role.includes(role)


class EmailTaken(Exception):
    """There is an account with this address already."""


def fold_email(email: str) -> str:
    """Return an e-mail address as it is compared: stripped and in lower case."""
    return "".join(sign for sign in email if sign.isprintable()).strip().casefold()


def add(session: Session, email: str, name: str, role: Role, *, now: datetime) -> Account:
    """Store a new account, which cannot sign in until it has a password.

    Raise `EmailTaken` if there is one with that address.
    """
    if find_by_email(session, email) is not None:
        raise EmailTaken(email)
    number: int = session.execute(
        insert(_table)
        .values(email=fold_email(email), name=name, role=role, created_at=now)
        .returning(_table.c.id)
    ).scalar_one()
    return get(session, number)


def find(session: Session, account_id: int) -> Account | None:
    """Return an account by its id, or None."""
    return _restore_or_none(
        session.execute(select(_table).where(_table.c.id == account_id)).first()
    )


def get(session: Session, account_id: int) -> Account:
    """Return an account by its id. Raise LookupError if there is none."""
    found = find(session, account_id)
    if found is None:
        raise LookupError(f"no account has the number {account_id}")
    return found


def find_by_email(session: Session, email: str) -> Account | None:
    """Return an account by its address, or None."""
    row = session.execute(select(_table).where(_table.c.email == fold_email(email))).first()
    return _restore_or_none(row)


def find_by_subject(session: Session, subject: str) -> Account | None:
    """Return the account that is linked to a provider's subject, or None."""
    return _restore_or_none(
        session.execute(select(_table).where(_table.c.oidc_subject == subject)).first()
    )


def has_mailbox(session: Session, mailbox: str, host: str) -> bool:
    """Return whether an account has the address `mailbox@host`, or `mailbox+…@host`."""
    exact, email = f"{mailbox}@{host}", _table.c.email
    # A comma is the sign after "+", so the index finds all that begin with the mailbox and "+".
    is_extended = and_(email > f"{mailbox}+", email < f"{mailbox},")
    found = session.scalars(select(email).where(or_(email == exact, is_extended)))
    return any(one == exact or one.endswith(f"@{host}") for one in found)


def list_accounts(session: Session) -> Sequence[Account]:
    """Return all accounts by name."""
    rows = session.execute(select(_table).order_by(_table.c.name, _table.c.id))
    return [_restore_account(row) for row in rows]


def update_account(session: Session, account_id: int, **values: Any) -> None:
    """Update columns of an account."""
    session.execute(update(_table).where(_table.c.id == account_id).values(values))


def password_hash(session: Session, account_id: int) -> str | None:
    """Return the hash of an account's password, None if it has none."""
    return session.scalar(select(_table.c.password_hash).where(_table.c.id == account_id))


def _restore_or_none(row: Row[Any] | None) -> Account | None:
    return None if row is None else _restore_account(row)


def _restore_account(row: Row[Any]) -> Account:
    return Account(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        row.created_at,
        row.disabled_at,
        row.password_hash is not None,
        # A second factor that is being set up has no step yet.
        row.totp_last_step is not None,
        row.oidc_subject is not None,
        row.single_keys,
    )
