"""Keep finished pages, and find the last change of a part of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table; the server fills it in the background."""
    op.create_index("ix_site_change_part_version", "site_change", ["part", "version"])
    op.create_table(
        "finished_page",
        sa.Column("path", _NAME, nullable=False),
        sa.Column("choice", _NAME, nullable=False),
        sa.Column("part", _NAME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("maker", _NAME, nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("path", "choice", name=op.f("pk_finished_page")),
    )
