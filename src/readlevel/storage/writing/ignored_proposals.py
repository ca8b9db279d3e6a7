"""Proposals that are ignored in a text, for all who open it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database.desk_tables import ignored_proposal as _table

MAX_IGNORED = 2_000
"""Of one text; the oldest ones go."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text of an answer."""

    answer_id: int
    audience: Audience
    language: str


@dataclass(frozen=True, slots=True)
class IgnoredProposals:
    """What is ignored in a text."""

    keys: frozenset[str] = frozenset()
    """Keys of proposals."""
    words: frozenset[str] = frozenset()
    """Words in lower case."""


def ignore(
    session: Session, place: TextPlace, account_id: int, key: str, *, is_word: bool, now: datetime
) -> None:
    """Store that a proposal, or a word, is ignored."""
    session.execute(delete(_table).where(*_at(place), _table.c.key == key))
    _make_room(session, place)
    session.execute(
        insert(_table).values(
            answer_id=place.answer_id,
            audience=place.audience,
            language=place.language,
            key=key,
            is_word=is_word,
            account_id=account_id,
            at=now,
        )
    )


def restore_all(session: Session, place: TextPlace) -> None:
    """Store that nothing is ignored in a text."""
    session.execute(delete(_table).where(*_at(place)))


def find_ignored(session: Session, place: TextPlace) -> IgnoredProposals:
    """Return what is ignored in a text."""
    rows = session.execute(select(_table.c.key, _table.c.is_word).where(*_at(place))).all()
    return IgnoredProposals(
        frozenset(row.key for row in rows if not row.is_word),
        frozenset(row.key for row in rows if row.is_word),
    )


def _make_room(session: Session, place: TextPlace) -> None:
    count = session.scalar(select(func.count()).select_from(_table).where(*_at(place))) or 0
    if count >= MAX_IGNORED:
        oldest: Select[tuple[str]] = (
            select(_table.c.key)
            .where(*_at(place))
            .order_by(_table.c.at)
            .limit(count - MAX_IGNORED + 1)
        )
        keys = list(session.scalars(oldest))
        session.execute(delete(_table).where(*_at(place), _table.c.key.in_(keys)))


def _at(place: TextPlace):  # type: ignore[no-untyped-def]
    return (
        _table.c.answer_id == place.answer_id,
        _table.c.audience == place.audience,
        _table.c.language == place.language,
    )
