"""Count how often hits of a search were opened."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column(
        "missed_search", sa.Column("opened", sa.Integer(), nullable=False, server_default="0")
    )
