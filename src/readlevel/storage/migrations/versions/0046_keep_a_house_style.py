"""Keep the house style of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table, which the version before does not know."""
    op.create_table(
        "house_style",
        sa.Column("name", _NAME, nullable=False),
        sa.Column("style", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_house_style")),
    )
