"""Add feedback tables: reader questions, ease votes, rate limit."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "reader_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("persona", NAME, nullable=False),
        sa.Column("section", NAME, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("status", NAME, nullable=False),
        sa.Column("target", NAME, nullable=True),
        sa.Column("handled_by", sa.Text(), nullable=True),
        sa.Column("handled_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_reader_question_answer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_question")),
    )
    op.create_index("ix_reader_question_asked_at", "reader_question", ["asked_at"])
    op.create_index(
        "ix_reader_question_status_kind_answer_id_section",
        "reader_question",
        ["status", "kind", "answer_id", "section"],
    )
    op.create_table(
        "ease",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("easy", sa.Integer(), nullable=False),
        sa.Column("hard", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_ease_revision_id")),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_ease")),
    )
    op.create_table(
        "reader_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", NAME, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_limit")),
    )
    op.create_index("ix_reader_limit_at", "reader_limit", ["at"])
    op.create_index("ix_reader_limit_who", "reader_limit", ["who"])
