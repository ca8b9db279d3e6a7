"""Count the answers that were queued since the rerender queue was last empty."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the count; what waits now is all there is to do."""
    op.add_column(
        "site",
        sa.Column("queued_answers", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.execute(
        "UPDATE site SET queued_answers = (SELECT count(*) FROM stale_answer WHERE problem IS NULL)"
    )
