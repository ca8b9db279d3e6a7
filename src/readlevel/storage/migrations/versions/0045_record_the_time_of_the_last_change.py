"""Record when an answer last changed for readers, so that the times of changes never go back."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_LATEST = """
    UPDATE site SET changed = (
        SELECT coalesce(max(moment), 0) FROM (
            SELECT max(changed) AS moment FROM listing
            UNION ALL SELECT max(changed) FROM tombstone
        ) AS latest
    )
"""


def upgrade() -> None:
    """Add a column, which the version before does not know."""
    changed = sa.Column("changed", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("site", changed)
    op.execute(_LATEST)
