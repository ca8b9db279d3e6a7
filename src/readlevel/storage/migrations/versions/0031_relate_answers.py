"""Relate answers to each other, and count what readers found hard."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables. The answers are related as they are rendered again."""
    op.create_table(
        "related_answer",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("related", NAME, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "language", "related", name=op.f("pk_related_answer")),
    )
    op.create_index("ix_related_answer_related_language", "related_answer", ["related", "language"])
    op.create_table(
        "hard_reason",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("reason", NAME, nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_hard_reason_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "reason", name=op.f("pk_hard_reason")),
    )
