"""The tables: what editors write, and what is derived from it for readers."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _answer_id() -> Column[int]:
    return Column("answer_id", ForeignKey("answer.id"), primary_key=True)


# What editors write.

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(100), nullable=False, unique=True),
)

former_slug = Table(
    "former_slug",
    metadata,
    Column("slug", String(100), primary_key=True),
    Column("answer_id", ForeignKey("answer.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

question = Table(
    "question",
    metadata,
    _answer_id(),
    Column("language", String(35), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

topic = Table(
    "topic",
    metadata,
    _answer_id(),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

code = Table(
    "code",
    metadata,
    _answer_id(),
    Column("system", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Index("ix_code_system_code", "system", "code"),
)

reference = Table(
    "reference",
    metadata,
    _answer_id(),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("csl", Text, nullable=False),
    UniqueConstraint("answer_id", "key"),
)

image = Table(
    "image",
    metadata,
    _answer_id(),
    Column("name", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

variant = Table(
    "variant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", ForeignKey("answer.id"), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("language", String(35), nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("answer_id", "audience", "language"),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("variant_id", ForeignKey("variant.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("markdown", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("author", Text, nullable=False),
    Column("why", Text, nullable=False),
    UniqueConstraint("variant_id", "number"),
)
"""A saved state of a variant; a trigger refuses every change of it."""

review = Table(
    "review",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("status", String(20), nullable=False),
    Column("updated", Date),
    Column("author", Text),
    Column("reviewer", Text),
    Column("reviewed", Date),
    Column("next_review", Date),
    Column("withdrawn_because", Text),
)

term = Table(
    "term",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("slug", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("letter", String(8), nullable=False),
    Column("entry", Text, nullable=False),
    Index("ix_term_language_letter_folded", "language", "letter", "folded"),
    Index("ix_term_language_folded", "language", "folded"),
)
"""`entry` holds the whole term as JSON; the other columns are for looking it up."""

page = Table(
    "page",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("title", Text, nullable=False),
    Column("markdown", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("updated", Date),
)

# What is derived for readers.

rendering = Table(
    "rendering",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("policy", String(40), primary_key=True),
    Column("stored", Text, nullable=False),
    Column("source_digest", String(64), nullable=False),
    Column("terms_digest", String(64), nullable=False),
    Column("renderer_version", Integer, nullable=False, index=True),
)

term_use = Table(
    "term_use",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("term", String(200), primary_key=True),
    Column("slug", String(100), primary_key=True),
    Index("ix_term_use_slug", "slug"),
)

publication = Table(
    "publication",
    metadata,
    Column("slug", String(100), primary_key=True),
    Column("audience", String(20), primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("facts", Text, nullable=False),
    CheckConstraint(
        "status IN ('submitted', 'under_review', 'approved', 'withdrawn')", name="public"
    ),
)
"""Which revision the public reads at an address, with all that its page says around the text."""

listing = Table(
    "listing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(100), nullable=False),
    Column("language", String(35), nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("newest", Date, nullable=False),
    Column("card", Text, nullable=False),
    UniqueConstraint("slug", "language"),
    Index("ix_listing_language_newest", "language", "newest", "id"),
)
"""One answer in lists, in one language; `newest` orders them."""

listing_topic = Table(
    "listing_topic",
    metadata,
    Column("listing_id", ForeignKey("listing.id"), primary_key=True, autoincrement=False),
    Column("topic", String(200), primary_key=True),
    Column("language", String(35), nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("newest", Date, nullable=False),
    Index("ix_listing_topic_language_topic_newest", "language", "topic", "newest", "listing_id"),
)

topic_count = Table(
    "topic_count",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("topic", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("approved", Integer, nullable=False),
    Column("pending", Integer, nullable=False),
)

language_count = Table(
    "language_count",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("approved", Integer, nullable=False),
    Column("pending", Integer, nullable=False),
)

site = Table(
    "site",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="single"),
)
"""One row: a number that grows with every change that readers can see."""
