"""Keep comments on passages of texts, and edits that they suggest."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "passage_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False, server_default=""),
        sa.Column("before", sa.Text(), nullable=False, server_default=""),
        sa.Column("after", sa.Text(), nullable=False, server_default=""),
        sa.Column("suggestion", sa.Text()),
        sa.Column("outcome", _NAME),
        sa.Column("closed_by", sa.Text(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passage_comment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_passage_comment_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["passage_comment.id"],
            name=op.f("fk_passage_comment_thread_id_passage_comment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_comment")),
    )
    for column in ("revision_id", "thread_id"):
        op.create_index(op.f(f"ix_passage_comment_{column}"), "passage_comment", [column])
