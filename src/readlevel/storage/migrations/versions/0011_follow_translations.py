"""Add translation sync: which translations are behind."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; answers in several languages are queued for rendering."""
    op.add_column(
        "work",
        sa.Column("behind_source", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.alter_column("behind_source", server_default=None)
        batch_op.create_index(
            "ix_work_behind_source_answer_touched_at", ["behind_source", "answer_touched_at"]
        )
    op.execute(
        "INSERT INTO stale_answer (answer_id) SELECT answer_id FROM variant"
        " WHERE answer_id NOT IN (SELECT answer_id FROM stale_answer)"
        " GROUP BY answer_id HAVING count(DISTINCT language) > 1"
    )
