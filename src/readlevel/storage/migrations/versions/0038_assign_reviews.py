"""Assign the review of an answer to somebody, with a due date."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "review_assignment",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_review_assignment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_review_assignment_answer_id_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", "language", name=op.f("pk_review_assignment")),
    )
