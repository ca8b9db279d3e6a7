"""Derives the worklist of an answer when it is written."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.languages.search_folding import fold
from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database.desk_tables import worklist as _table

VariantKey = tuple[Audience, str]


class GradeRange(NamedTuple):
    """The reading level of a text as school grades; None if its formula gives none."""

    low: int | None
    high: int | None


def refresh(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    newest: Mapping[VariantKey, StoredRevision],
    public: Mapping[VariantKey, StoredRevision],
    levels: Mapping[int, GradeRange],
    behind: Mapping[str, bool],
    translations: Collection[VariantKey],
) -> None:
    """Replace the items of an answer; `levels` are by revision.

    `behind` are the languages whose plain text is behind the clinician text, and whether it states
    outdated statements; `translations` those whose translation is behind its source.
    """
    session.execute(delete(_table).where(_table.c.answer_id == answer_id))
    rows = []
    for (audience, language), revision in newest.items():
        shown = public.get((audience, language))
        level = levels.get(revision.id)
        question = answer.question_in(language)[1]
        rows.append(
            {
                "answer_id": answer_id,
                "language": language,
                "audience": audience,
                "revision_id": revision.id,
                "slug": answer.slug,
                "question": question,
                "folded": fold(question),
                "number": revision.number,
                "status": revision.review.status,
                "author": revision.author,
                "touched_at": _in_utc(revision.created_at),
                "answer_touched_at": max(
                    _in_utc(one.created_at) for (_, tag), one in newest.items() if tag == language
                ),
                "public_status": shown.review.status if shown else None,
                "next_review": _due_date(shown),
                "grade_low": level.low if level else None,
                "grade_high": level.high if level else None,
                "behind": audience is Audience.LAY and language in behind,
                "has_outdated_statements": audience is Audience.LAY and behind.get(language, False),
                "behind_source": (audience, language) in translations,
            }
        )
    if rows:
        session.execute(insert(_table), rows)


def find_derived(
    session: Session, answer_id: int
) -> tuple[Mapping[int, GradeRange], Mapping[str, bool]]:
    """Return the stored reading levels, by revision, and the languages that are behind.

    These are with whether the plain text states outdated statements.
    """
    rows = session.execute(
        select(
            _table.c.revision_id,
            _table.c.language,
            _table.c.grade_low,
            _table.c.grade_high,
            _table.c.behind,
            _table.c.has_outdated_statements,
        ).where(_table.c.answer_id == answer_id)
    ).all()
    levels = {row.revision_id: GradeRange(row.grade_low, row.grade_high) for row in rows}
    return levels, {row.language: row.has_outdated_statements for row in rows if row.behind}


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _due_date(shown: StoredRevision | None) -> date | None:
    approved = shown is not None and shown.review.status is Status.APPROVED
    return shown.review.next_review if shown is not None and approved else None
