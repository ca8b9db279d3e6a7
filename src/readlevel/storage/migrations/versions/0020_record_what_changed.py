"""Record what each change of the site concerned."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table; workers that find no record make every page again."""
    op.create_table(
        "site_change",
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("part", _NAME, nullable=False),
        sa.PrimaryKeyConstraint("version", "part", name=op.f("pk_site_change")),
    )
