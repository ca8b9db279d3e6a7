"""The tables: what editors write, and what is derived from it for readers."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
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

NAME = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that both databases compare by code points, whatever the server's locale is."""


def _answer_id() -> Column[int]:
    return Column("answer_id", ForeignKey("answer.id"), primary_key=True)


# Written by editors.

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", NAME, nullable=False, unique=True),
)

sample = Table(
    "sample",
    metadata,
    _answer_id(),
    Column("position", Integer, nullable=False),
)
"""The answers that are samples."""

archive = Table(
    "archive",
    metadata,
    _answer_id(),
    Column("position", Integer, nullable=False),
    Column("because", Text, nullable=False),
)
"""The answers that are archived, and why."""

deletion = Table("deletion", metadata, Column("answer_id", Integer, primary_key=True))
"""Answers that this transaction deletes for good: only their history can be deleted."""

former_slug = Table(
    "former_slug",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("answer_id", ForeignKey("answer.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

question = Table(
    "question",
    metadata,
    _answer_id(),
    Column("language", NAME, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

audience_question = Table(
    "audience_question",
    metadata,
    _answer_id(),
    Column("audience", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
"""The question as one audience asks it, where it differs."""

search_word = Table(
    "search_word",
    metadata,
    _answer_id(),
    Column("language", NAME, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)
"""Words by which the search finds an answer too."""

topic = Table(
    "topic",
    metadata,
    _answer_id(),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
)

topic_name = Table(
    "topic_name",
    metadata,
    Column("topic", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("name", Text, nullable=False),
)
"""What people call a topic (by its slug) in everyday life."""

code = Table(
    "code",
    metadata,
    _answer_id(),
    Column("system", NAME, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", NAME, nullable=False),
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
    Column("name", NAME, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("object_name", NAME, index=True),
    Column("size", Integer),
    Column("width", Integer),
    Column("height", Integer),
    Index(
        "ix_image_unmeasured",
        "answer_id",
        "name",
        sqlite_where=text("width IS NULL"),
        postgresql_where=text("width IS NULL"),
    ),
)
"""Images. If the content is in object storage, `object_name` is its name there, `size` its length
in bytes, and `content` is empty. `width` and `height` are in pixels: null until the image is
measured, and 0 if it has no size that can be told."""

unused_object = Table(
    "unused_object",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("since", DateTime(timezone=True), nullable=False),
)
"""Objects in object storage that no image needs, and since when."""

variant = Table(
    "variant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", ForeignKey("answer.id"), nullable=False),
    Column("audience", NAME, nullable=False),
    Column("language", NAME, nullable=False),
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
"""A saved state of a variant; a trigger rejects every change of it."""

review = Table(
    "review",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("status", NAME, nullable=False),
    Column("updated", Date),
    Column("author", Text),
    Column("reviewer", Text),
    Column("reviewed", Date),
    Column("next_review", Date),
    Column("withdrawn_because", Text),
    Column("checked_against", NAME),
    Column("outside_approvals", Text, nullable=False, server_default=text("'[]'")),
    Index(None, "status"),
    Index(None, "next_review"),
)
"""`outside_approvals` are, as JSON, those of people without an account who agreed to be named."""

term = Table(
    "term",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("slug", NAME, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", NAME, nullable=False),
    Column("letter", NAME, nullable=False),
    Column("sort_key", NAME, nullable=False),
    Column("entry", Text, nullable=False),
    Index("ix_term_language_letter_sort_key", "language", "letter", "sort_key"),
    Index("ix_term_language_folded", "language", "folded"),
)
"""`entry` holds the complete term as JSON; the other columns are for looking it up."""

page = Table(
    "page",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("title", Text, nullable=False),
    Column("markdown", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("updated", Date),
)

look = Table(
    "look",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("look", Text, nullable=False),
)
"""How the site looks, as JSON: `public`, and a `draft`."""

look_file = Table(
    "look_file",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Logos, fonts and other files of the looks, named by their digest."""

# Derived for readers.

rendering = Table(
    "rendering",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("policy", NAME, primary_key=True),
    Column("stored", Text, nullable=False),
    Column("source_digest", NAME, nullable=False),
    Column("terms_digest", NAME, nullable=False),
    Column("renderer_version", Integer, nullable=False),
)

term_use = Table(
    "term_use",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("term", NAME, primary_key=True),
    Column("slug", NAME, primary_key=True),
    Index("ix_term_use_slug", "slug"),
)

term_name = Table(
    "term_name",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("folded", NAME, primary_key=True),
    Column("term", NAME, primary_key=True),
    Index(None, "language", "term"),
)
named_term = Table(
    "named_term",
    metadata,
    Column("term", NAME, primary_key=True),
    _answer_id(),
)
stale_answer = Table(
    "stale_answer",
    metadata,
    _answer_id(),
    Column("problem", Text),
    Column("queued", Integer, nullable=False, server_default=text("0")),
    Column("everything", Boolean, nullable=False, server_default=false()),
)
"""Answers to render again. `queued` is the site version when the answer was last queued, so that
queueing it again is noticed. `everything` is whether more than its renderings may be outdated."""

term_change = Table(
    "term_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("language", NAME, nullable=False),
    Column("term", NAME, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("author", Text, nullable=False),
    Column("reviewer", Text),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Index(None, "language", "term"),
)
publication = Table(
    "publication",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("audience", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False),
    Column("status", NAME, nullable=False),
    Column("facts", Text, nullable=False),
    Column("reviewed", Date),
    Column("outdated_statements", Text, nullable=False, server_default=text("'[]'")),
    Column("assisted", Boolean, nullable=False, server_default=false()),
    Column("outside_approvals", Text, nullable=False, server_default=text("'[]'")),
    CheckConstraint(
        "status IN ('submitted', 'under_review', 'approved', 'withdrawn')", name="public"
    ),
    Index("ix_publication_audience_language_reviewed", "audience", "language", "reviewed", "slug"),
)
"""The revision that the public reads at an address, with what its page shows around the text.
`reviewed` orders approved texts: when they were reviewed, or else updated. `outdated_statements`
are, as JSON, its sentences with facts that the text it follows has changed. `assisted` is
whether it has text from drafts of a model."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", NAME, nullable=False),
    Column("audience", NAME, nullable=False),
    Column("language", NAME, nullable=False),
    Column("question", Text, nullable=False),
    Column("reason", NAME, nullable=False),
    Column("because", Text),
    Column("approved", Boolean, nullable=False),
    Column("pending", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("slug", "audience", "language"),
    Index("ix_tombstone_language_changed", "language", "changed", "id"),
)
"""A text that was public and is not any more. `approved` is whether it was approved once, and
`pending` whether an unreviewed text is public in its place on sites that show those. `changed` is
when it left, in microseconds since 1970."""

card = Table(
    "card",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("audience", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("digest", NAME, nullable=False),
    Column("image", LargeBinary, nullable=False),
)
"""The card image of a public text, as PNG; `digest` is of what it says."""

listing = Table(
    "listing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", NAME, nullable=False),
    Column("language", NAME, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("newest", Date, nullable=False),
    Column("card", Text, nullable=False),
    Column("changed", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("slug", "language"),
    Index("ix_listing_language_newest", "language", "newest", "id"),
    Index("ix_listing_language_changed", "language", "changed", "id"),
)
"""One answer in lists, in one language; `newest` orders them. `changed` is when it last
changed for readers, in microseconds since 1970."""

# SQLite uses a partial index only if the query repeats its condition literally.
Index(
    "ix_listing_approved",
    listing.c.language,
    listing.c.newest,
    listing.c.id,
    sqlite_where=text("approved = 1"),
    postgresql_where=text("approved"),
)

public_text = Table(
    "public_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("listing_id", ForeignKey("listing.id"), nullable=False, index=True),
    Column("slug", NAME, nullable=False),
    Column("audience", NAME, nullable=False),
    Column("language", NAME, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("card", Text, nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("slug", "audience", "language"),
)
"""One text as lists and the search show it; `words` are those that it adds to the vocabulary."""

vocabulary = Table(
    "vocabulary",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("word", NAME, primary_key=True),
    Column("written", Text, nullable=False),
    Column("stem", NAME, nullable=False),
    Column("texts", Integer, nullable=False),
    Index(None, "language", "stem"),
)
"""The words of public texts and terms, folded, with how each was first written, its stem, and the
number of answers and terms that use it."""

spelling = Table(
    "spelling",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("word", NAME, primary_key=True),
)
"""The words of the vocabulary by what they may be misspelled as: keys of `core.search.spelling`."""

listing_topic = Table(
    "listing_topic",
    metadata,
    Column("listing_id", ForeignKey("listing.id"), primary_key=True, autoincrement=False),
    Column("topic", NAME, primary_key=True),
    Column("language", NAME, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("newest", Date, nullable=False),
    Column("changed", BigInteger, nullable=False, server_default=text("0")),
    Index("ix_listing_topic_language_topic_newest", "language", "topic", "newest", "listing_id"),
    Index("ix_listing_topic_language_topic_changed", "language", "topic", "changed", "listing_id"),
)

Index(
    "ix_listing_topic_approved",
    listing_topic.c.language,
    listing_topic.c.topic,
    listing_topic.c.newest,
    listing_topic.c.listing_id,
    sqlite_where=text("approved = 1"),
    postgresql_where=text("approved"),
)

related_answer = Table(
    "related_answer",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("related", NAME, primary_key=True),
    Column("score", Float, nullable=False),
    Index("ix_related_answer_related_language", "related", "language"),
)
"""The related answers of each answer; the higher the score, the more they share."""

topic_count = Table(
    "topic_count",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("topic", NAME, primary_key=True),
    Column("name", Text, nullable=False),
    Column("approved", Integer, nullable=False),
    Column("pending", Integer, nullable=False),
)

language_count = Table(
    "language_count",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("approved", Integer, nullable=False),
    Column("pending", Integer, nullable=False),
)

site = Table(
    "site",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("glossary_version", Integer, nullable=False),
    Column("queued_change", Integer, nullable=False, server_default=text("0")),
    Column("queued_answers", Integer, nullable=False, server_default=text("0")),
    Column("changed", BigInteger, nullable=False, server_default=text("0")),
    CheckConstraint("id = 1", name="single"),
)
"""One row: `version` grows with every change that readers can see, `glossary_version` with every
change of a term. `queued_change` is the last row of `term_change` whose answers are queued,
`queued_answers` how many answers were queued since the queue was last empty. `changed` is when an
answer last changed for readers, in microseconds since 1970."""

site_change = Table(
    "site_change",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("part", NAME, primary_key=True),
    Index("ix_site_change_part_version", "part", "version"),
)
"""What the last changes of the site concerned (`site_version.bump`)."""

finished_page = Table(
    "finished_page",
    metadata,
    Column("path", NAME, primary_key=True),
    Column("choice", NAME, primary_key=True),
    Column("part", NAME, nullable=False),
    Column("version", Integer, nullable=False),
    Column("maker", NAME, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Pages of public texts as readers get them. `version` is the site version before they were made,
`maker` a digest of the templates, translations, code and settings that made them."""
