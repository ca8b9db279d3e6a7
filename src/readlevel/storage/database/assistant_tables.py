"""The tables of drafts by a language model."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text

from readlevel.storage.database.content_tables import NAME, metadata
from readlevel.storage.database.desk_tables import UTCDateTime

draft_job = Table(
    "draft_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", ForeignKey("answer.id"), nullable=False),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("audience", NAME, nullable=False),
    Column("language", NAME, nullable=False),
    Column("task", NAME, nullable=False),
    Column("source_language", NAME, nullable=False),
    Column("question", Text, nullable=False),
    Column("present", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("prompt_version", Text, nullable=False),
    Column("status", NAME, nullable=False),
    Column("problem", NAME, nullable=False),
    Column("created_at", UTCDateTime, nullable=False, index=True),
    Column("claimed_until", UTCDateTime),
    Column("attempts", Integer, nullable=False),
    Index(None, "answer_id", "audience", "language"),
    Index(None, "status", "claimed_until"),
)
"""What a model was asked to write, and what it wrote: `parts` is a JSON list. `present` is the
text as it was when it was asked. A process works on it until `claimed_until`."""

revision_draft = Table(
    "revision_draft",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("job_id", Integer, primary_key=True, autoincrement=False),
    Column("model", Text, nullable=False),
    Column("prompt_version", Text, nullable=False),
    Column("share", Float, nullable=False),
)
"""Which drafts a revision has text from; `share` (0 to 1) is that of its words."""

assistant_consent = Table(
    "assistant_consent",
    metadata,
    Column("url", NAME, primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Who has agreed to send texts to a server."""

token_use = Table(
    "assistant_token_use",
    metadata,
    Column("month", NAME, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
)
"""Tokens used in a month (`2026-03`)."""
