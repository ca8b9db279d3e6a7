"""Keep the stems of short Spanish words apart, and find Arabic words by more misspellings."""

import sqlalchemy as sa
from alembic import op

from readlevel.core.search.spelling import list_keys
from readlevel.core.search.words import stem_word

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

_SPANISH = "language = 'es' OR language LIKE 'es-%'"
_ARABIC = "language = 'ar' OR language LIKE 'ar-%'"


def upgrade() -> None:
    """Correct the vocabulary, and queue the answers that are not only in English.

    Their texts are indexed again: by Spanish stems, and without the topics' English names.
    """
    _correct_stems()
    _add_keys()
    answer = sa.table("answer", sa.column("id"))
    variant = sa.table("variant", sa.column("answer_id"), sa.column("language"))
    stale = sa.table("stale_answer", *map(sa.column, ("answer_id", "everything", "problem")))
    changed = sa.select(variant.c.answer_id).where(
        variant.c.language != "en", variant.c.language.not_like("en-%")
    )
    op.execute(
        sa.update(stale)
        .where(stale.c.answer_id.in_(changed))
        .values(everything=sa.true(), problem=None)
    )
    op.execute(
        sa.insert(stale).from_select(
            ["answer_id", "everything"],
            sa.select(answer.c.id, sa.true()).where(
                answer.c.id.in_(changed), answer.c.id.not_in(sa.select(stale.c.answer_id))
            ),
        )
    )


def _correct_stems() -> None:
    connection = op.get_bind()
    vocabulary = sa.table("vocabulary", *map(sa.column, ("language", "word", "stem")))
    for row in connection.execute(sa.select(vocabulary).where(sa.text(_SPANISH))).all():
        stem = stem_word(row.word, row.language)
        if stem != row.stem:
            connection.execute(
                sa.update(vocabulary)
                .where(vocabulary.c.language == row.language, vocabulary.c.word == row.word)
                .values(stem=stem)
            )


def _add_keys() -> None:
    connection = op.get_bind()
    vocabulary = sa.table("vocabulary", *map(sa.column, ("language", "word")))
    rows = connection.execute(sa.select(vocabulary).where(sa.text(_ARABIC))).all()
    keys = [
        {"language": row.language, "key": key, "word": row.word}
        for row in rows
        for key in sorted(list_keys(row.word, row.language))
    ]
    if keys:
        connection.execute(
            sa.text(
                "INSERT INTO spelling (language, key, word) VALUES (:language, :key, :word)"
                " ON CONFLICT DO NOTHING"
            ),
            keys,
        )
