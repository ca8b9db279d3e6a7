"""Keep whether somebody uses shortcuts of a single key."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; whoever has an account uses them until they switch them off."""
    op.add_column(
        "account",
        sa.Column("single_keys", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
