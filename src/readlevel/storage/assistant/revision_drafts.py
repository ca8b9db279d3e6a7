"""Which drafts the text of a revision comes from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables
from readlevel.storage.database.assistant_tables import revision_draft as _table


@dataclass(frozen=True, slots=True)
class RevisionDraft:
    """The part of a revision that comes from one draft."""

    job_id: int
    model: str
    prompt_version: str
    share: float
    """Share of the words of the revision, 0 to 1."""


def save_drafts(session: Session, revision_id: int, drafts: Sequence[RevisionDraft]) -> None:
    """Store which drafts a new revision has text from; this never changes."""
    rows = [
        {
            "revision_id": revision_id,
            "job_id": one.job_id,
            "model": one.model,
            "prompt_version": one.prompt_version,
            "share": one.share,
        }
        for one in drafts
    ]
    if rows:
        session.execute(insert(_table), rows)


def list_drafts(session: Session, revision_id: int) -> list[RevisionDraft]:
    """Return the drafts that a revision has text from, here or where the same text was saved.

    Restoring an earlier text is not writing it.
    """
    rows = session.execute(_SAME_TEXT.where(_this.c.id == revision_id).order_by(_table.c.job_id))
    found = {
        row.job_id: RevisionDraft(row.job_id, row.model, row.prompt_version, row.share)
        for row in rows
    }
    return list(found.values())


def list_drafts_by_number(
    session: Session, answer_id: int, audience: Audience, language: str
) -> dict[int, list[RevisionDraft]]:
    """Return the drafts of each revision of a text that has any, by its number."""
    variant = content_tables.variant
    rows = session.execute(
        _SAME_TEXT.with_only_columns(
            _this.c.number,
            _table.c.job_id,
            _table.c.model,
            _table.c.prompt_version,
            _table.c.share,
        )
        .join(variant, variant.c.id == _this.c.variant_id)
        .where(
            variant.c.answer_id == answer_id,
            variant.c.audience == audience,
            variant.c.language == language,
        )
        .distinct()
        .order_by(_this.c.number, _table.c.job_id)
    )
    found: dict[int, list[RevisionDraft]] = {}
    for row in rows:
        draft = RevisionDraft(row.job_id, row.model, row.prompt_version, row.share)
        found.setdefault(row.number, []).append(draft)
    return found


def find_assisted(session: Session, revision_ids: Collection[int]) -> frozenset[int]:
    """Return those of some revisions that have text from drafts."""
    rows = session.execute(
        _SAME_TEXT.with_only_columns(_this.c.id).where(_this.c.id.in_(revision_ids)).distinct()
    )
    return frozenset(row.id for row in rows)


_this = content_tables.revision.alias("this")
_other = content_tables.revision.alias("other")
_SAME_TEXT = (
    select(_table, _this.c.id)
    .join(_other, _other.c.id == _table.c.revision_id)
    .join(
        _this,
        (_this.c.variant_id == _other.c.variant_id) & (_this.c.markdown == _other.c.markdown),
    )
)
