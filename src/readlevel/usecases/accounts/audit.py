"""Use cases of administrators: read the audit log, and remove old addresses from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.audit_log import AuditEntry

__all__ = ["AuditEntry", "forget_addresses", "list_entries"]


def list_entries(
    session: Session, *, before: int | None, subject: str | None, limit: int
) -> Sequence[AuditEntry]:
    """Return entries, the newest first; only those older than the entry `before`.

    With `subject`, only those whose subject begins with it.
    """
    return audit_log.list_entries(session, before=before, subject=subject, limit=limit)


def forget_addresses(session: Session, *, days: int, now: datetime) -> int:
    """Remove the addresses of sign-ins that failed more than `days` days ago; return how many."""
    return audit_log.remove_addresses(session, now - timedelta(days=days))
