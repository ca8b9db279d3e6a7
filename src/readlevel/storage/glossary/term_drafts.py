"""Drafts of terms, one for each term, and what was done with them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, true
from sqlalchemy.orm import Session

from readlevel.core.glossary.term_identity import identify_name
from readlevel.core.languages.search_folding import fold
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.storage.database.desk_tables import term_draft as _table
from readlevel.storage.database.desk_tables import term_step
from readlevel.storage.database.stored_json import StoredJSON
from readlevel.storage.glossary.term_history import TERM_STATE
from readlevel.storage.glossary.term_names import MAX_FOLDED, fold_spellings

_AUTHORS = StoredJSON[tuple[int, ...]](tuple[int, ...])
_VALUES_AT_ONCE = 400

Key = tuple[str, str]
"""Language and slug of a term."""


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A change of a term that nobody has approved yet."""

    language: str
    slug: str
    status: Status
    base: Term | None
    """The approved term that it changes; None for a new term."""
    proposed: Term | None
    """None if the term is to be removed."""
    author: str
    author_ids: tuple[int, ...]
    """The accounts of everybody who wrote a part of it."""
    updated_at: datetime
    batch: str = ""
    """The import that it came with."""
    comment: str = ""
    """What a reviewer wants to be changed."""

    @property
    def key(self) -> Key:
        """Language and slug of the term."""
        return self.language, self.slug

    @property
    def name(self) -> str:
        """The name of the term, as it would become."""
        term = self.proposed or self.base
        return term.name if term else self.slug


@dataclass(frozen=True, slots=True)
class TermStep:
    """Something that was done with a draft: saved, submitted, sent back and so on."""

    at: datetime
    name: str
    action: str
    comment: str
    state: Term | None


@dataclass(frozen=True, slots=True)
class DraftFilter:
    """Which drafts to list; empty fields match all."""

    language: str = ""
    status: str = ""
    batch: str = ""


def save_drafts(session: Session, drafts: Sequence[TermDraft]) -> None:
    """Store drafts in place of earlier ones of the same terms."""
    delete_drafts(session, [draft.key for draft in drafts])
    if drafts:
        session.execute(insert(_table), [_as_row(draft) for draft in drafts])


def delete_drafts(session: Session, keys: Iterable[Key]) -> None:
    """Remove the drafts of terms."""
    for condition in _conditions(keys):
        session.execute(delete(_table).where(condition))


def find_draft(session: Session, language: str, slug: str) -> TermDraft | None:
    """Return the draft of a term, or None."""
    return find_drafts(session, [(language, slug)]).get((language, slug))


def find_drafts(session: Session, keys: Iterable[Key]) -> dict[Key, TermDraft]:
    """Return the drafts that exist, by language and slug."""
    rows = [
        row
        for condition in _conditions(keys)
        for row in session.execute(select(_table).where(condition))
    ]
    return {(row.language, row.term): _restore(row) for row in rows}


def find_namesake(
    session: Session, language: str, name: str, *, except_slug: str
) -> TermDraft | None:
    """Return a draft of a term other than `except_slug` that would get that name, or None."""
    rows = session.execute(
        select(_table).where(
            _table.c.language == language,
            _table.c.folded.in_(fold_spellings(name)),
            _table.c.term != except_slug,
        )
    )
    wanted = identify_name(name)
    alike = (_restore(row) for row in rows if identify_name(row.name) == wanted)
    return next((draft for draft in alike if draft.proposed is not None), None)


def list_drafts(
    session: Session, wanted: DraftFilter, *, limit: int | None, offset: int = 0
) -> tuple[TermDraft, ...]:
    """Return drafts by name."""
    ordered = _filtered(select(_table), wanted).order_by(
        _table.c.folded, _table.c.language, _table.c.term
    )
    return tuple(map(_restore, session.execute(ordered.limit(limit).offset(offset))))


def count_drafts(session: Session, wanted: DraftFilter) -> int:
    """Return the number of drafts."""
    return session.scalar(_filtered(select(func.count()).select_from(_table), wanted)) or 0


def digest_drafts(session: Session, wanted: DraftFilter) -> str:
    """Return a digest of what the drafts say, to notice that one was changed."""
    digest = hashlib.sha256()
    columns = _table.c.language, _table.c.term, _table.c.status, _table.c.proposed, _table.c.base
    statement = _filtered(select(*columns), wanted).order_by(_table.c.language, _table.c.term)
    for row in session.execute(statement):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()[:16]


def list_batches(session: Session) -> Sequence[tuple[str, int]]:
    """Return the imports that have drafts left, the newest first, with their number."""
    rows = session.execute(
        select(_table.c.batch, func.count())
        .where(_table.c.batch != "")
        .group_by(_table.c.batch)
        .order_by(_table.c.batch.desc())
    )
    return [(batch, number) for batch, number in rows]


def list_languages(session: Session) -> Sequence[str]:
    """Return the languages of the drafts."""
    return session.scalars(select(_table.c.language).distinct().order_by(_table.c.language)).all()


def count_waiting(session: Session, account_id: int) -> int:
    """Return the number of submitted drafts of which this account wrote nothing."""
    rows = session.scalars(
        select(_table.c.author_ids).where(_table.c.status == Status.SUBMITTED).limit(1_000)
    )
    return sum(account_id not in _AUTHORS.load(authors) for authors in rows)


def record_steps(
    session: Session,
    drafts: Iterable[TermDraft],
    action: str,
    *,
    account_id: int | None,
    name: str,
    comment: str = "",
    now: datetime,
) -> None:
    """Record what somebody did with drafts; their states are kept if they were saved."""
    rows = [
        {
            "language": draft.language,
            "term": draft.slug,
            "at": now,
            "account_id": account_id,
            "name": name,
            "action": action,
            "state": TERM_STATE.dump(draft.proposed) if action == "saved" else None,
            "comment": comment,
        }
        for draft in drafts
    ]
    if rows:
        session.execute(insert(term_step), rows)


def list_steps(session: Session, language: str, slug: str, *, limit: int) -> tuple[TermStep, ...]:
    """Return what was done with the drafts of a term, the newest first."""
    rows = session.execute(
        select(term_step)
        .where(term_step.c.language == language, term_step.c.term == slug)
        .order_by(term_step.c.id.desc())
        .limit(limit)
    )
    return tuple(
        TermStep(
            row.at,
            row.name,
            row.action,
            row.comment,
            TERM_STATE.load(row.state) if row.state else None,
        )
        for row in rows
    )


def _filtered(statement: Select[Any], wanted: DraftFilter) -> Select[Any]:
    if wanted.language:
        statement = statement.where(_table.c.language == wanted.language)
    if wanted.status:
        statement = statement.where(_table.c.status == wanted.status)
    return statement.where(_table.c.batch == wanted.batch if wanted.batch else true())


def _conditions(keys: Iterable[Key]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions for the drafts of terms, each with as many values as databases take."""
    slugs: dict[str, list[str]] = {}
    for language, slug in keys:
        slugs.setdefault(language, []).append(slug)
    for language, own in slugs.items():
        for start in range(0, len(own), _VALUES_AT_ONCE):
            some: Collection[str] = own[start : start + _VALUES_AT_ONCE]
            yield and_(_table.c.language == language, _table.c.term.in_(some))


def _as_row(draft: TermDraft) -> dict[str, Any]:
    return {
        "language": draft.language,
        "term": draft.slug,
        "name": draft.name,
        "folded": fold(draft.name)[:MAX_FOLDED],
        "status": draft.status,
        "batch": draft.batch,
        "base": TERM_STATE.dump(draft.base),
        "proposed": TERM_STATE.dump(draft.proposed),
        "author": draft.author,
        "author_ids": _AUTHORS.dump(draft.author_ids),
        "updated_at": draft.updated_at,
        "comment": draft.comment,
    }


def _restore(row: Any) -> TermDraft:
    return TermDraft(
        row.language,
        row.term,
        Status(row.status),
        TERM_STATE.load(row.base),
        TERM_STATE.load(row.proposed),
        row.author,
        _AUTHORS.load(row.author_ids),
        row.updated_at,
        row.batch,
        row.comment,
    )
