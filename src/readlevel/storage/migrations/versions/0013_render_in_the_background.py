"""Add the state of rendering in the background: queued term changes and answer states."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; the answers of all earlier changes are queued already."""
    op.add_column(
        "stale_answer",
        sa.Column("queued", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column(
        "stale_answer",
        sa.Column("everything", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "site",
        sa.Column("queued_change", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.execute("UPDATE stale_answer SET everything = true")
    op.execute("UPDATE site SET queued_change = (SELECT coalesce(max(id), 0) FROM term_change)")
