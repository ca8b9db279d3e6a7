"""Count the uses of each API token in the present minute, for a limit that all servers share."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for name in ("minute", "uses"):
        op.add_column(
            "api_token", sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        )
