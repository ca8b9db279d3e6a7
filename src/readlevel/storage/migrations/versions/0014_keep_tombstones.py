"""Add tombstones: the texts that are no longer public."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_WITHDRAWN = """
    INSERT INTO tombstone
        (slug, audience, language, question, reason, because, approved, pending, changed)
    SELECT answer.slug, variant.audience, variant.language,
        (SELECT text FROM question WHERE question.answer_id = answer.id
         AND (question.language = variant.language OR question.position = 0)
         ORDER BY question.position DESC LIMIT 1),
        'withdrawn', review.withdrawn_because, true, false, :now
    FROM publication
    JOIN revision ON revision.id = publication.revision_id
    JOIN review ON review.revision_id = revision.id
    JOIN variant ON variant.id = revision.variant_id
    JOIN answer ON answer.id = variant.answer_id
    WHERE publication.status = 'withdrawn'
"""

_BEING_REVISED = """
    INSERT INTO tombstone
        (slug, audience, language, question, reason, because, approved, pending, changed)
    SELECT answer.slug, variant.audience, variant.language,
        (SELECT text FROM question WHERE question.answer_id = answer.id
         AND (question.language = variant.language OR question.position = 0)
         ORDER BY question.position DESC LIMIT 1),
        'being_revised', NULL, false, false, :now
    FROM variant
    JOIN answer ON answer.id = variant.answer_id
    WHERE EXISTS (
        SELECT 1 FROM revision JOIN review ON review.revision_id = revision.id
        WHERE revision.variant_id = variant.id AND review.status = 'changes_requested'
    ) AND NOT EXISTS (
        SELECT 1 FROM publication
        WHERE publication.slug = answer.slug AND publication.audience = variant.audience
        AND publication.language = variant.language
    )
"""
"""Changes are only requested of a text that was submitted, and a submitted text was public."""


def upgrade() -> None:
    """Create the table with what can be known of the past; the index it replaces goes."""
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", NAME, nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tombstone"),
        sa.UniqueConstraint(
            "slug", "audience", "language", name="uq_tombstone_slug_audience_language"
        ),
    )
    op.create_index("ix_tombstone_language_changed", "tombstone", ["language", "changed", "id"])
    now = time.time_ns() // 1000
    for statement in (_WITHDRAWN, _BEING_REVISED):
        op.get_bind().execute(sa.text(statement), {"now": now})
    op.drop_index("ix_publication_withdrawn", "publication")
