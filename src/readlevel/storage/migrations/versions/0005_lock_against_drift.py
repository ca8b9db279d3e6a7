"""Add columns of lay sync, and the answers to consistency findings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns and the table; existing answers are queued for rendering."""
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("checked_against", NAME, nullable=True))
    op.add_column(
        "work",
        sa.Column("behind", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.alter_column("behind", server_default=None)
        batch_op.create_index("ix_work_behind_answer_touched_at", ["behind", "answer_touched_at"])
    op.create_table(
        "parity_answer",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_parity_answer_answer_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", "language", "key", name=op.f("pk_parity_answer")),
    )
    op.execute(
        "INSERT INTO stale_answer (answer_id) SELECT id FROM answer"
        " WHERE id NOT IN (SELECT answer_id FROM stale_answer)"
    )
