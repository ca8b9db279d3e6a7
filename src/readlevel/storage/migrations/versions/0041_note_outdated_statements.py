"""Note which public texts state facts that the text they follow has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and have them filled in where a plain text is behind."""
    op.add_column(
        "publication",
        sa.Column("outdated_statements", sa.Text(), nullable=False, server_default=sa.text("'[]'")),
    )
    op.add_column(
        "work",
        sa.Column(
            "has_outdated_statements", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.create_index(
        "ix_work_behind_outdated",
        "work",
        ["behind", "has_outdated_statements", "answer_touched_at"],
    )
    op.execute(
        """INSERT INTO stale_answer (answer_id, queued, everything)
        SELECT DISTINCT answer_id, 0, TRUE FROM work
        WHERE behind AND answer_id NOT IN (SELECT answer_id FROM stale_answer)"""
    )
