"""Ask people without an account for a review, and keep their approvals."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables, and the columns of what readers are told."""
    op.create_table(
        "outside_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("token_hash", _NAME, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("withdrawn_at", _TIME),
        sa.Column("answered_at", _TIME),
        sa.Column("outcome", _NAME),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("may_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_outside_review_answer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_outside_review_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_review")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_outside_review_token_hash")),
    )
    for column in ("answer_id", "account_id"):
        op.create_index(op.f(f"ix_outside_review_{column}"), "outside_review", [column])
    op.create_table(
        "outside_review_text",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["outside_review.id"],
            name=op.f("fk_outside_review_text_review_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_outside_review_text_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", "revision_id", name=op.f("pk_outside_review_text")),
    )
    op.create_index(
        op.f("ix_outside_review_text_revision_id"), "outside_review_text", ["revision_id"]
    )
    for table in ("review", "publication"):
        op.add_column(
            table,
            sa.Column(
                "outside_approvals", sa.Text(), server_default=sa.text("'[]'"), nullable=False
            ),
        )
