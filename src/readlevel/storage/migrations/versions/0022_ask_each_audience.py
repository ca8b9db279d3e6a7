"""Keep the question of each audience, and the words by which an answer is found too."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "audience_question",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_audience_question_answer_id")
        ),
        sa.PrimaryKeyConstraint(
            "answer_id", "audience", "language", name=op.f("pk_audience_question")
        ),
    )
    op.create_table(
        "search_word",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_search_word_answer_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", "language", "position", name=op.f("pk_search_word")),
    )
