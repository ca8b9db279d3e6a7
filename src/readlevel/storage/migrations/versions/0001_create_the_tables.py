"""Create the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

STATEMENTS = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search USING fts5(
            question UNINDEXED, body UNINDEXED, question_words, body_words,
            tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
        )""",
        """CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON revision
        BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END""",
        """CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
        BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END""",
    ),
    "postgresql": (
        """CREATE TABLE search (
            rowid INTEGER PRIMARY KEY, question TEXT NOT NULL, body TEXT NOT NULL,
            vector TSVECTOR NOT NULL
        )""",
        "CREATE INDEX ix_search_vector ON search USING gin (vector)",
        """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a revision is never changed or deleted'; END $$""",
        """CREATE TRIGGER revision_is_immutable BEFORE UPDATE OR DELETE ON revision
        FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    ),
}
"""What the two databases say in words of their own."""


def upgrade() -> None:
    """Create the tables, the search index, and the guard of the revisions."""
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("slug", name=op.f("uq_answer_slug")),
    )
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("slug", "language", name=op.f("uq_listing_slug_language")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(
            "ix_listing_language_newest", ["language", "newest", "id"], unique=False
        )
        batch_op.create_index(
            "ix_listing_approved",
            ["language", "newest", "id"],
            unique=False,
            sqlite_where=sa.text("approved = 1"),
            postgresql_where=sa.text("approved"),
        )

    op.create_table(
        "page",
        sa.Column("name", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", "language", name=op.f("pk_page")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("glossary_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "term",
        sa.Column("language", NAME, nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", NAME, nullable=False),
        sa.Column("letter", NAME, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("language", "slug", name=op.f("pk_term")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index("ix_term_language_folded", ["language", "folded"], unique=False)
        batch_op.create_index(
            "ix_term_language_letter_folded", ["language", "letter", "folded"], unique=False
        )

    op.create_table(
        "term_use",
        sa.Column("language", NAME, nullable=False),
        sa.Column("term", NAME, nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.PrimaryKeyConstraint("language", "term", "slug", name=op.f("pk_term_use")),
    )
    with op.batch_alter_table("term_use", schema=None) as batch_op:
        batch_op.create_index("ix_term_use_slug", ["slug"], unique=False)

    op.create_table(
        "topic_count",
        sa.Column("language", NAME, nullable=False),
        sa.Column("topic", NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language", "topic", name=op.f("pk_topic_count")),
    )
    op.create_table(
        "code",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("system", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_code_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "system", "position", name=op.f("pk_code")),
    )
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.create_index("ix_code_system_code", ["system", "code"], unique=False)

    op.create_table(
        "former_slug",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_former_slug_answer_id")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_former_slug")),
    )
    with op.batch_alter_table("former_slug", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_slug_answer_id"), ["answer_id"], unique=False)

    op.create_table(
        "image",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_image_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "name", name=op.f("pk_image")),
    )
    op.create_table(
        "listing_topic",
        sa.Column("listing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_topic_listing_id")
        ),
        sa.PrimaryKeyConstraint("listing_id", "topic", name=op.f("pk_listing_topic")),
    )
    with op.batch_alter_table("listing_topic", schema=None) as batch_op:
        batch_op.create_index(
            "ix_listing_topic_language_topic_newest",
            ["language", "topic", "newest", "listing_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_listing_topic_approved",
            ["language", "topic", "newest", "listing_id"],
            unique=False,
            sqlite_where=sa.text("approved = 1"),
            postgresql_where=sa.text("approved"),
        )

    op.create_table(
        "question",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_question_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "language", name=op.f("pk_question")),
    )
    op.create_table(
        "reference",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("csl", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_reference_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "position", name=op.f("pk_reference")),
        sa.UniqueConstraint("answer_id", "key", name=op.f("uq_reference_answer_id_key")),
    )
    op.create_table(
        "topic",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_topic_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "position", name=op.f("pk_topic")),
    )
    op.create_table(
        "variant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_variant_answer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variant")),
        sa.UniqueConstraint(
            "answer_id", "audience", "language", name=op.f("uq_variant_answer_id_audience_language")
        ),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_revision_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("variant_id", "number", name=op.f("uq_revision_variant_id_number")),
    )
    op.create_table(
        "publication",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("status", NAME, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('submitted', 'under_review', 'approved', 'withdrawn')",
            name=op.f("ck_publication_public"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_publication_revision_id")
        ),
        sa.PrimaryKeyConstraint("slug", "audience", "language", name=op.f("pk_publication")),
    )
    op.create_table(
        "rendering",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("policy", NAME, nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("source_digest", NAME, nullable=False),
        sa.Column("terms_digest", NAME, nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_rendering_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "policy", name=op.f("pk_rendering")),
    )
    op.create_table(
        "review",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", NAME, nullable=False),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("reviewed", sa.Date(), nullable=True),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_review_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_review")),
    )
    op.create_table(
        "language_count",
        sa.Column("language", NAME, nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_language_count")),
    )
    op.execute("INSERT INTO site (id, version, glossary_version) VALUES (1, 1, 1)")
    for statement in STATEMENTS[op.get_bind().dialect.name]:
        op.execute(statement)
