"""Add the time at which what readers get of an answer last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; existing answers count as changed long ago."""
    for table in ("listing", "listing_topic"):
        op.add_column(
            table, sa.Column("changed", sa.BigInteger(), nullable=False, server_default="0")
        )
    op.create_index("ix_listing_language_changed", "listing", ["language", "changed", "id"])
    op.create_index(
        "ix_listing_topic_language_topic_changed",
        "listing_topic",
        ["language", "topic", "changed", "listing_id"],
    )
