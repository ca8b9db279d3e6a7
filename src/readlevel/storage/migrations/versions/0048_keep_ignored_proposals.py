"""Keep which proposals are ignored in a text."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table. The version before does not know it, so its rows go with what they name."""
    op.create_table(
        "ignored_proposal",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audience", _NAME, nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("key", _NAME, nullable=False),
        sa.Column("is_word", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_ignored_proposal_answer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "answer_id", "audience", "language", "key", name=op.f("pk_ignored_proposal")
        ),
    )
