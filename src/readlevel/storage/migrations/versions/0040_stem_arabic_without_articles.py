"""Stem the Arabic words of the search index without their articles."""

import sqlalchemy as sa
from alembic import op

from readlevel.core.search.words import stem_word

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_ARABIC = "language = 'ar' OR language LIKE 'ar-%'"


def upgrade() -> None:
    """Correct the vocabulary, and queue the answers in Arabic, whose texts are indexed again."""
    connection = op.get_bind()
    vocabulary = sa.table("vocabulary", sa.column("language"), sa.column("word"), sa.column("stem"))
    rows = connection.execute(sa.select(vocabulary).where(sa.text(_ARABIC))).all()
    changed = [
        {"in_language": row.language, "of_word": row.word, "new_stem": stem}
        for row in rows
        if (stem := stem_word(row.word, row.language)) != row.stem
    ]
    if changed:
        connection.execute(
            sa.update(vocabulary)
            .where(
                vocabulary.c.language == sa.bindparam("in_language"),
                vocabulary.c.word == sa.bindparam("of_word"),
            )
            .values(stem=sa.bindparam("new_stem")),
            changed,
        )
    answer = sa.table("answer", sa.column("id"))
    variant = sa.table("variant", sa.column("answer_id"), sa.column("language"))
    stale = sa.table("stale_answer", *map(sa.column, ("answer_id", "everything", "problem")))
    arabic = sa.select(variant.c.answer_id).where(sa.text(_ARABIC))
    op.execute(
        sa.update(stale)
        .where(stale.c.answer_id.in_(arabic))
        .values(everything=sa.true(), problem=None)
    )
    op.execute(
        sa.insert(stale).from_select(
            ["answer_id", "everything"],
            sa.select(answer.c.id, sa.true()).where(
                answer.c.id.in_(arabic), answer.c.id.not_in(sa.select(stale.c.answer_id))
            ),
        )
    )
