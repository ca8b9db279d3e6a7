"""Store drafts by a language model, where revisions have them from, and consents."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables and a column, which the version before does not know."""
    op.add_column(
        "publication",
        sa.Column("assisted", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "draft_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("audience", _NAME, nullable=False),
        sa.Column("language", _NAME, nullable=False),
        sa.Column("task", _NAME, nullable=False),
        sa.Column("source_language", _NAME, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt_version", sa.Text(), nullable=False),
        sa.Column("status", _NAME, nullable=False),
        sa.Column("problem", _NAME, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("claimed_until", _TIME),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_draft_job_answer_id")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_draft_job_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_job")),
    )
    op.create_index(
        "ix_draft_job_answer_id_audience_language",
        "draft_job",
        ["answer_id", "audience", "language"],
    )
    op.create_index("ix_draft_job_status_claimed_until", "draft_job", ["status", "claimed_until"])
    op.create_index("ix_draft_job_created_at", "draft_job", ["created_at"])
    op.create_table(
        "revision_draft",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("job_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt_version", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_draft_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "job_id", name=op.f("pk_revision_draft")),
    )
    op.create_table(
        "assistant_consent",
        sa.Column("url", _NAME, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_assistant_consent")),
    )
    op.create_table(
        "assistant_token_use",
        sa.Column("month", _NAME, nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_assistant_token_use")),
    )
