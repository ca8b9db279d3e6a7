"""Keep drafts of terms until a second person approves them.

The terms that a site has already are its approved ones.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables, and who approved a change."""
    op.add_column("term_change", sa.Column("reviewer", sa.Text()))
    op.create_table(
        "term_draft",
        sa.Column("language", _NAME, nullable=False),
        sa.Column("term", _NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", _NAME, nullable=False),
        sa.Column("status", _NAME, nullable=False),
        sa.Column("batch", _NAME, nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_ids", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("language", "term", name=op.f("pk_term_draft")),
    )
    op.create_index("ix_term_draft_language_folded", "term_draft", ["language", "folded"])
    op.create_index("ix_term_draft_status_folded", "term_draft", ["status", "folded"])
    op.create_index("ix_term_draft_batch_folded", "term_draft", ["batch", "folded"])
    op.create_table(
        "term_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("term", _NAME, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("action", _NAME, nullable=False),
        sa.Column("state", sa.Text()),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_step")),
    )
    op.create_index("ix_term_step_language_term", "term_step", ["language", "term"])
