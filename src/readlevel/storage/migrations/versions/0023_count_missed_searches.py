"""Count the searches that did not find what they should."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "missed_search",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("query", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("networks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "language", "query", "kind", name=op.f("pk_missed_search")),
    )
    op.create_table(
        "missed_search_sender",
        sa.Column("digest", NAME, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_missed_search_sender")),
    )
    op.create_index(op.f("ix_missed_search_sender_day"), "missed_search_sender", ["day"])
    op.create_table(
        "ignored_search",
        sa.Column("language", NAME, nullable=False),
        sa.Column("query", NAME, nullable=False),
        sa.PrimaryKeyConstraint("language", "query", name=op.f("pk_ignored_search")),
    )
