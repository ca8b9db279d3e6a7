"""Kinds of mails that people refuse."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.mail_kind import MailKind
from readlevel.storage.database.desk_tables import mail_opt_out as _table


def find_refused(session: Session, account_id: int) -> frozenset[MailKind]:
    """Return the kinds of mails that an account refuses."""
    kinds = session.scalars(select(_table.c.kind).where(_table.c.account_id == account_id))
    return frozenset(MailKind(kind) for kind in kinds)


def list_refusing(session: Session, kind: MailKind) -> frozenset[int]:
    """Return the accounts that refuse a kind of mail."""
    return frozenset(session.scalars(select(_table.c.account_id).where(_table.c.kind == kind)))


def set_refused(session: Session, account_id: int, kinds: Iterable[MailKind]) -> None:
    """Store the kinds of mails that an account refuses, in the place of those before."""
    session.execute(delete(_table).where(_table.c.account_id == account_id))
    rows = [{"account_id": account_id, "kind": kind} for kind in set(kinds)]
    if rows:
        session.execute(insert(_table), rows)
