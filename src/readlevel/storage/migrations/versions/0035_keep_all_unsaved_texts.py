"""Keep what each tab has typed apart, and note who has which answer open."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables, and take over what is kept.

    The version before keeps one text for each answer, in `unsaved`, which is not read any more.
    """
    op.create_table(
        "kept_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("tab", _NAME, nullable=False),
        sa.Column("slug", _NAME, nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_kept_text_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_text")),
        sa.UniqueConstraint("account_id", "tab", name=op.f("uq_kept_text_account_id_tab")),
    )
    op.create_index("ix_kept_text_slug", "kept_text", ["slug"])
    op.create_table(
        "open_editor",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("tab", _NAME, nullable=False),
        sa.Column("slug", _NAME, nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("text", _NAME, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_open_editor_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "tab", name=op.f("pk_open_editor")),
    )
    op.create_index("ix_open_editor_slug", "open_editor", ["slug"])
    op.execute(
        "INSERT INTO kept_text (account_id, tab, slug, language, draft, words, updated_at)"
        " SELECT account_id, 'before-' || CAST(id AS TEXT), slug, language, draft, '', updated_at"
        " FROM unsaved"
    )
