"""Index each public text by itself, and keep the vocabulary of the site."""

import json
from collections import Counter, defaultdict

import sqlalchemy as sa
from alembic import op

from readlevel.core.search.spelling import list_keys
from readlevel.core.search.words import list_written, stem_word

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

STATEMENTS = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search USING fts5(
            name, heading, stems, body UNINDEXED, tokenize = 'unicode61 remove_diacritics 0'
        )""",
    ),
    "postgresql": (
        """CREATE TABLE search (
            rowid INTEGER PRIMARY KEY, name TEXT NOT NULL, heading TEXT NOT NULL,
            stems TEXT NOT NULL, body TEXT NOT NULL, vector TSVECTOR NOT NULL
        )""",
        "CREATE INDEX ix_search_vector ON search USING gin (vector)",
    ),
}


def upgrade() -> None:
    """Create the tables; all answers are queued, and until then the search does not find them."""
    op.execute("DROP TABLE search")
    for statement in STATEMENTS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "public_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_public_text_listing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_text")),
        sa.UniqueConstraint(
            "slug", "audience", "language", name=op.f("uq_public_text_slug_audience_language")
        ),
    )
    op.create_index(op.f("ix_public_text_listing_id"), "public_text", ["listing_id"])
    vocabulary = op.create_table(
        "vocabulary",
        sa.Column("language", NAME, nullable=False),
        sa.Column("word", NAME, nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("stem", NAME, nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language", "word", name=op.f("pk_vocabulary")),
    )
    op.create_index(op.f("ix_vocabulary_language_stem"), "vocabulary", ["language", "stem"])
    spelling = op.create_table(
        "spelling",
        sa.Column("language", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("word", NAME, nullable=False),
        sa.PrimaryKeyConstraint("language", "key", "word", name=op.f("pk_spelling")),
    )
    _add_words_of_terms(vocabulary, spelling)
    op.execute("UPDATE stale_answer SET everything = true, problem = NULL")
    op.execute(
        "INSERT INTO stale_answer (answer_id, everything) SELECT id, true FROM answer"
        " WHERE id NOT IN (SELECT answer_id FROM stale_answer)"
    )


def _add_words_of_terms(vocabulary: sa.Table, spelling: sa.Table) -> None:
    """Enter the names of the terms; those of texts follow when they are rendered."""
    connection = op.get_bind()
    term = sa.table("term", sa.column("language"), sa.column("entry"))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for language, stored in connection.execute(sa.select(term)):
        entry = json.loads(stored)
        names = (entry["name"], *entry.get("other_forms", ()), entry.get("acronym") or "")
        own = list_written("\n".join(names))
        counted[language].update(own.keys())
        written[language] = own | written[language]
    words = [
        {
            "language": language,
            "word": word,
            "written": written[language][word],
            "stem": stem_word(word, language),
            "texts": terms,
        }
        for language, of_terms in counted.items()
        for word, terms in of_terms.items()
    ]
    keys = [
        {"language": language, "key": key, "word": word}
        for language, of_terms in counted.items()
        for word in of_terms
        for key in list_keys(word, language)
    ]
    if words:
        connection.execute(sa.insert(vocabulary), words)
    if keys:
        connection.execute(sa.insert(spelling), keys)
