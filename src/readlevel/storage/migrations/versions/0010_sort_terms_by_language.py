"""Sort terms in the alphabetical order of their language."""

import sqlalchemy as sa
from alembic import op

from readlevel.core.languages.collation import letter_of, sort_key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LONGEST = 200


def upgrade() -> None:
    """Add the sort key, and compute it for existing terms."""
    op.add_column("term", sa.Column("sort_key", NAME, nullable=False, server_default=""))
    term = sa.table(
        "term",
        sa.column("language"),
        sa.column("slug"),
        sa.column("name"),
        sa.column("sort_key"),
        sa.column("letter"),
    )
    connection = op.get_bind()
    places = [
        {
            "of": row.language,
            "at": row.slug,
            "key": sort_key(row.name, row.language)[:LONGEST],
            "under": letter_of(row.name, row.language),
        }
        for row in connection.execute(sa.select(term))
    ]
    if places:
        connection.execute(
            sa.update(term)
            .where(
                term.c.language == sa.bindparam("of"),
                term.c.slug == sa.bindparam("at"),
            )
            .values(sort_key=sa.bindparam("key"), letter=sa.bindparam("under")),
            places,
        )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.alter_column("sort_key", server_default=None)
        batch_op.drop_index("ix_term_language_letter_folded")
        batch_op.create_index(
            "ix_term_language_letter_sort_key", ["language", "letter", "sort_key"]
        )
