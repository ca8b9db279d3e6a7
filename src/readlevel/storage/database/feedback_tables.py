"""The tables of readers' feedback; nothing in them identifies a reader."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, text

from readlevel.storage.database.content_tables import NAME, metadata
from readlevel.storage.database.desk_tables import UTCDateTime

reader_question = Table(
    "reader_question",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", NAME, nullable=False),
    Column("answer_id", ForeignKey("answer.id"), nullable=False),
    Column("audience", NAME, nullable=False),
    Column("language", NAME, nullable=False),
    Column("number", Integer, nullable=False),
    Column("persona", NAME, nullable=False),
    Column("section", NAME, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("status", NAME, nullable=False),
    Column("target", NAME),
    Column("handled_by", Text),
    Column("handled_at", UTCDateTime),
    Index(None, "asked_at"),
    Index(None, "status", "kind", "answer_id", "section"),
)
"""Readers' questions, and the mistakes they report.

`number` is the number of the revision they read; `section` is the heading it is about, empty for
the complete text; `target` is the slug of an answer to it.
"""

ease = Table(
    "ease",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("easy", Integer, nullable=False),
    Column("hard", Integer, nullable=False),
)
"""How many readers of a revision found it easy to understand, and how many did not."""

hard_reason = Table(
    "hard_reason",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("reason", NAME, primary_key=True),
    Column("readers", Integer, nullable=False),
)
"""How many readers of a revision said what made it hard."""

check_choice = Table(
    "check_choice",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("question", NAME, primary_key=True),
    Column("choice", Integer, primary_key=True),
    Column("readers", Integer, nullable=False),
)
"""How many readers of a revision made each choice in the question after its text.

`question` is the key of the question with its choices; `choice` is -1 for "I am not sure".
"""

reader_limit = Table(
    "reader_limit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", NAME, nullable=False, index=True),
    Column("at", UTCDateTime, nullable=False, index=True),
)
"""Recent submissions: the sender as a salted digest (`who`), and the time (`at`).

They are removed after the rate limit's window.
"""

missed_search = Table(
    "missed_search",
    metadata,
    Column("day", Date, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("query", NAME, primary_key=True),
    Column("kind", NAME, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("networks", Integer, nullable=False),
    Column("opened", Integer, nullable=False, server_default=text("0")),
)
"""Searches that did not find what they should, counted by day. `networks` is how many networks
searched so on that day, `opened` how often a hit was opened: then nothing was missed."""

missed_search_sender = Table(
    "missed_search_sender",
    metadata,
    Column("digest", NAME, primary_key=True),
    Column("day", Date, nullable=False, index=True),
)
"""Who searched so today, as salted digests of a network and a query. They go with the day."""

ignored_search = Table(
    "ignored_search",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("query", NAME, primary_key=True),
)
"""Searches that editors do not want to see again."""
