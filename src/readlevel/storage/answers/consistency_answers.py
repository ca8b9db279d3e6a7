"""What editors answered to differences between the two texts of an answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.desk_tables import parity_answer as _table


@dataclass(frozen=True, slots=True)
class ConsistencyAnswer:
    """Why a difference may stay, and who says so."""

    reason: str
    account_id: int | None
    name: str
    at: datetime


def find_answers(
    session: Session, answer_id: int, language: str
) -> Mapping[str, ConsistencyAnswer]:
    """Return the answers by the keys of the differences."""
    rows = session.execute(
        select(_table).where(_table.c.answer_id == answer_id, _table.c.language == language)
    )
    return {
        row.key: ConsistencyAnswer(row.reason, row.account_id, row.name, row.at) for row in rows
    }


def find_reasons(session: Session, answer_id: int) -> dict[str, dict[str, str]]:
    """Return the reasons by language and key, in order."""
    rows = session.execute(
        select(_table)
        .where(_table.c.answer_id == answer_id)
        .order_by(_table.c.language, _table.c.key)
    )
    reasons: dict[str, dict[str, str]] = {}
    for row in rows:
        reasons.setdefault(row.language, {})[row.key] = row.reason
    return reasons


def save_answers(
    session: Session,
    answer_id: int,
    language: str,
    keys: Collection[str],
    reason: str,
    *,
    account_id: int | None,
    name: str,
    now: datetime,
) -> None:
    """Store the same answer to each of the differences, in place of earlier ones.

    `account_id` is None if an import by `name` brought it.
    """
    remove_answers(session, answer_id, language, keys)
    rows = [
        {
            "answer_id": answer_id,
            "language": language,
            "key": key,
            "reason": reason,
            "account_id": account_id,
            "name": name,
            "at": now,
        }
        for key in keys
    ]
    if rows:
        session.execute(insert(_table), rows)


def remove_answers(session: Session, answer_id: int, language: str, keys: Collection[str]) -> None:
    """Remove the answers to these differences."""
    session.execute(
        delete(_table).where(
            _table.c.answer_id == answer_id,
            _table.c.language == language,
            _table.c.key.in_(list(keys)),
        )
    )
