"""Count what readers choose in the question after a text."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "check_choice",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("question", NAME, nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_check_choice_revision_id_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "question", "choice", name=op.f("pk_check_choice")),
    )
