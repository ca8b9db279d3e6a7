"""Add tables of named terms, the history of terms and the render queue."""

import json
import re

import sqlalchemy as sa
from alembic import op

from readlevel.core.languages.search_folding import fold

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORD = re.compile(r"[^\W_]+")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables; the terms of existing texts are found when they are rendered again."""
    op.create_table(
        "term_name",
        sa.Column("language", NAME, nullable=False),
        sa.Column("folded", NAME, nullable=False),
        sa.Column("term", NAME, nullable=False),
        sa.PrimaryKeyConstraint("language", "folded", "term", name=op.f("pk_term_name")),
    )
    with op.batch_alter_table("term_name", schema=None) as batch_op:
        batch_op.create_index("ix_term_name_language_term", ["language", "term"], unique=False)
    _list_names()
    op.create_table(
        "named_term",
        sa.Column("term", NAME, nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_named_term_answer_id")),
        sa.PrimaryKeyConstraint("term", "answer_id", name=op.f("pk_named_term")),
    )
    op.create_table(
        "stale_answer",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_stale_answer_answer_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_stale_answer")),
    )
    op.create_table(
        "term_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("term", NAME, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_change")),
    )
    with op.batch_alter_table("term_change", schema=None) as batch_op:
        batch_op.create_index("ix_term_change_language_term", ["language", "term"], unique=False)


def _list_names() -> None:
    """List the names of the terms that are there, by which the glossary is searched."""
    connection = op.get_bind()
    insert = sa.text("INSERT INTO term_name VALUES (:language, :folded, :term)")
    for language, slug, entry in connection.execute(
        sa.text("SELECT language, slug, entry FROM term")
    ).all():
        term = json.loads(entry)
        names = map(fold, (term["name"], *term["other_forms"], term["acronym"] or ""))
        beginnings = {name[word.start() :][:200] for name in names for word in WORD.finditer(name)}
        for folded in sorted(beginnings):
            connection.execute(insert, {"language": language, "folded": folded, "term": slug})
