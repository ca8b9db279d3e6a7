"""Add a partial index of withdrawn texts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(
            "ix_publication_withdrawn",
            ["slug", "audience", "language"],
            sqlite_where=sa.text("status = 'withdrawn'"),
            postgresql_where=sa.text("status = 'withdrawn'"),
        )
