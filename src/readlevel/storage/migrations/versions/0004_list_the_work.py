"""Add the worklist: each text with its status, as the desk lists it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table; existing answers are listed when they are rendered again."""
    op.create_table(
        "work",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("folded", NAME, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", NAME, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_status", NAME, nullable=True),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("grade_low", sa.Integer(), nullable=True),
        sa.Column("grade_high", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_work_answer_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_work_revision_id")),
        sa.PrimaryKeyConstraint("answer_id", "language", "audience", name=op.f("pk_work")),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_revision_id"), ["revision_id"])
        batch_op.create_index(
            "ix_work_answer_touched_at_answer_id", ["answer_touched_at", "answer_id"]
        )
        batch_op.create_index("ix_work_status_answer_touched_at", ["status", "answer_touched_at"])
        batch_op.create_index(
            "ix_work_language_answer_touched_at", ["language", "answer_touched_at"]
        )
        batch_op.create_index("ix_work_next_review", ["next_review"])
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_name"), ["name"])
    op.execute(
        "INSERT INTO stale_answer (answer_id) SELECT id FROM answer"
        " WHERE id NOT IN (SELECT answer_id FROM stale_answer)"
    )
