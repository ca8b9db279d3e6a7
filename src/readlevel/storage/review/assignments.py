"""Assignments: who is to review the texts of an answer in a language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.database.desk_tables import account as _account
from readlevel.storage.database.desk_tables import review_assignment as _table


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to review an answer in a language, by when, and who said so."""

    account_id: int
    name: str
    due: date | None
    assigned_by: str


def set_assignment(
    session: Session,
    answer_id: int,
    language: str,
    account_id: int,
    due: date | None,
    assigned_by: Actor,
    *,
    now: datetime,
) -> None:
    """Store an assignment in place of an earlier one."""
    remove_assignment(session, answer_id, language)
    session.execute(
        insert(_table).values(
            answer_id=answer_id,
            language=language,
            account_id=account_id,
            due=due,
            assigned_by=assigned_by.name,
            at=now,
        )
    )


def remove_assignment(session: Session, answer_id: int, language: str) -> None:
    """Remove the assignment of an answer in a language, if there is one."""
    session.execute(
        delete(_table).where(_table.c.answer_id == answer_id, _table.c.language == language)
    )


def find_assignments(
    session: Session, answer_ids: Collection[int]
) -> Mapping[tuple[int, str], Assignment]:
    """Return the assignments of answers, by answer and language."""
    if not answer_ids:
        return {}
    rows = session.execute(
        select(_table, _account.c.name)
        .join(_account, _account.c.id == _table.c.account_id)
        .where(_table.c.answer_id.in_(answer_ids))
    )
    return {
        (row.answer_id, row.language): Assignment(
            row.account_id, row.name, row.due, row.assigned_by
        )
        for row in rows
    }
