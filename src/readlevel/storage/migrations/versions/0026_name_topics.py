"""Give topics everyday names."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table of names."""
    op.create_table(
        "topic_name",
        sa.Column("topic", _NAME, nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "language", name=op.f("pk_topic_name")),
    )
