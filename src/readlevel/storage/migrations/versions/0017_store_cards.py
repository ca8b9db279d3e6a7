"""Store the card images of public texts."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table; `readlevel rerender` draws the cards of the texts that are there."""
    op.create_table(
        "card",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("digest", NAME, nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "audience", "language", name="pk_card"),
    )
