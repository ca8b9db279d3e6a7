"""The tables of the desk: accounts, reviews, and unsaved work."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
)

from readlevel.storage.database.content_tables import NAME, metadata


class UTCDateTime(TypeDecorator[datetime]):
    """A time in UTC. SQLite keeps no time zone, so reading restores it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return the time in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return the time with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", NAME, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", NAME, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("password_hash", Text),
    Column("totp_secret", Text),
    Column("totp_sealed", Text),
    Column("totp_last_step", Integer),
    Column("recovery_hashes", Text),
    Column("oidc_subject", NAME, unique=True),
    Column("disabled_at", UTCDateTime),
    Column("single_keys", Boolean, nullable=False, server_default=true()),
)
"""`email` is in lower case; `totp_sealed` is the encrypted secret of codes, `totp_secret` one that
an earlier version stored and that was not used since; `totp_last_step` is the step of the last
accepted code; `recovery_hashes` is a JSON list of the unused codes' hashes; `oidc_subject` is
issuer and subject; `single_keys` says whether shortcuts of one key act."""

account_session = Table(
    "account_session",
    metadata,
    Column("token_hash", NAME, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("csrf_token", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("second_factor", Boolean, nullable=False),
    Column("address", Text, nullable=False),
    Column("browser", Text, nullable=False),
    Column("challenge", LargeBinary),
)
"""Only the hash of the cookie's token is stored; `second_factor` is whether the second factor was
verified; `challenge` is what a passkey is asked to sign."""

passkey = Table(
    "passkey",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("credential_id", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
)
"""Public keys of authenticators (WebAuthn); `public_key` is COSE, `sign_count` the counter at the
last use."""

account_link = Table(
    "account_link",
    metadata,
    Column("token_hash", NAME, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("kind", NAME, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
)
"""One-time links of the kinds `invitation` and `reset`; a used one is removed."""

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", NAME, nullable=False),
    Column("address", NAME, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Index(None, "email", "at"),
    Index(None, "address", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime, nullable=False),
    Column("account_id", Integer),
    Column("name", Text, nullable=False),
    Column("action", NAME, nullable=False),
    Column("subject", NAME, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "subject", "id"),
    Index(None, "action", "id"),
)
"""Who did what; triggers reject every change of it."""

revision_account = Table(
    "revision_account",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
)
"""Who wrote a revision at the desk; imported ones have no author."""

review_event = Table(
    "review_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("at", UTCDateTime, nullable=False),
    Column("account_id", Integer),
    Column("name", Text, nullable=False),
    Column("before", NAME, nullable=False),
    Column("after", NAME, nullable=False),
    Column("comment", Text, nullable=False),
)
"""A move of a revision from one status to another, or a comment if both are the same."""

review_assignment = Table(
    "review_assignment",
    metadata,
    Column("answer_id", ForeignKey("answer.id"), primary_key=True, autoincrement=False),
    Column("language", NAME, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("due", Date),
    Column("assigned_by", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Who is to review the texts of an answer in a language, until they are approved."""

outside_review = Table(
    "outside_review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("language", NAME, nullable=False),
    Column("token_hash", NAME, nullable=False, unique=True),
    Column("email", Text, nullable=False),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("answered_at", UTCDateTime),
    Column("outcome", NAME),
    Column("name", Text, nullable=False, server_default=""),
    Column("role", Text, nullable=False, server_default=""),
    Column("may_name", Boolean, nullable=False, server_default=false()),
    Column("comment", Text, nullable=False, server_default=""),
)
"""Reviews that somebody without an account is asked for by a link, and what they said. Only the
hash of the link's token is stored; `account_id` is who asked; `may_name` is whether readers may be
told name and role."""

outside_review_text = Table(
    "outside_review_text",
    metadata,
    Column(
        "review_id",
        ForeignKey("outside_review.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column(
        "revision_id",
        ForeignKey("revision.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("is_asked", Boolean, nullable=False),
    Index(None, "revision_id"),
)
"""The revisions that the link shows; `is_asked` is whether a decision on it is asked for."""

passage_comment = Table(
    "passage_comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("thread_id", ForeignKey("passage_comment.id"), index=True),
    Column("at", UTCDateTime, nullable=False),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("quote", Text, nullable=False, server_default=""),
    Column("before", Text, nullable=False, server_default=""),
    Column("after", Text, nullable=False, server_default=""),
    Column("suggestion", Text),
    Column("outcome", NAME),
    Column("closed_by", Text, nullable=False, server_default=""),
)
"""Comments on passages of revisions. The first of a thread has no `thread_id`; it alone quotes the
passage, may suggest other words for it, and has the outcome of the thread once it is closed."""

autosaved_draft = Table(
    "unsaved",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("slug", NAME, nullable=False),
    Column("language", NAME, nullable=False),
    Column("draft", Text, nullable=False),
    Column("updated_at", UTCDateTime, nullable=False),
    UniqueConstraint("account_id", "slug", "language"),
)
"""Not used any more: `kept_text` is. The version before still writes it."""

kept_text = Table(
    "kept_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("tab", NAME, nullable=False),
    Column("slug", NAME, nullable=False, index=True),
    Column("language", NAME, nullable=False),
    Column("draft", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("updated_at", UTCDateTime, nullable=False),
    UniqueConstraint("account_id", "tab"),
)
"""What somebody has typed in one tab and not saved, as JSON of the form's fields; `words` are its
first new words, `slug` is empty for a new answer."""

open_editor = Table(
    "open_editor",
    metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("tab", NAME, primary_key=True),
    Column("slug", NAME, nullable=False, index=True),
    Column("language", NAME, nullable=False),
    Column("text", NAME, nullable=False),
    Column("opened_at", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
)
"""Who has which answer open to write; `text` is the audience whose text they were in last."""

outgoing_mail = Table(
    "outgoing_mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", NAME, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("unsubscribe_url", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("next_attempt_at", UTCDateTime, index=True),
    Column("about", NAME, nullable=False, server_default=""),
)
"""Mails to send; those that were sent are removed. `next_attempt_at` is null in those given up;
`about` names what a mail is not sent without."""

mail_opt_out = Table(
    "mail_opt_out",
    metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("kind", NAME, primary_key=True),
)
"""Kinds of mails that people refuse."""

secret_key = Table(
    "secret",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Random keys that the site generates for itself."""

shared_preview = Table(
    "shared_preview",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("revoked_at", UTCDateTime),
)
"""Links to previews for people without an account."""

worklist = Table(
    "work",
    metadata,
    Column("answer_id", ForeignKey("answer.id"), primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("audience", NAME, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("slug", NAME, nullable=False),
    Column("question", Text, nullable=False),
    Column("folded", NAME, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", NAME, nullable=False),
    Column("author", Text, nullable=False),
    Column("touched_at", UTCDateTime, nullable=False),
    Column("answer_touched_at", UTCDateTime, nullable=False),
    Column("public_status", NAME),
    Column("next_review", Date),
    Column("grade_low", Integer),
    Column("grade_high", Integer),
    Column("behind", Boolean, nullable=False),
    Column("behind_source", Boolean, nullable=False),
    Column("has_outdated_statements", Boolean, nullable=False, server_default=false()),
    Index(None, "answer_touched_at", "answer_id"),
    Index(None, "behind", "answer_touched_at"),
    Index("ix_work_behind_outdated", "behind", "has_outdated_statements", "answer_touched_at"),
    Index(None, "behind_source", "answer_touched_at"),
    Index(None, "status", "answer_touched_at"),
    Index(None, "language", "answer_touched_at"),
    Index(None, "next_review"),
    Index(
        "ix_work_levels", "language", "audience", "grade_low", "grade_high", "answer_id", "status"
    ),
)
"""Each text in the worklists, derived from its newest revision and the public one;
`answer_touched_at` is when any text of the answer in that language was last saved."""

saved_filter = Table(
    "saved_filter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("name", NAME, nullable=False),
    Column("query", Text, nullable=False),
    UniqueConstraint("account_id", "name"),
)
"""Filters of the list of answers that somebody has saved, as the query of its URL."""

api_token = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", NAME, nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("revoked_at", UTCDateTime),
    Column("minute", Integer, nullable=False, server_default="0"),
    Column("uses", Integer, nullable=False, server_default="0"),
)
"""API tokens with which other software scores texts; only their digests are stored.

`uses` is how often a token was used in `minute`, the last in which it was, in minutes since 1970.
"""

parity_answer = Table(
    "parity_answer",
    metadata,
    Column("answer_id", ForeignKey("answer.id"), primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("account_id", Integer),
    Column("name", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Editors' answers to differences between the two texts, by the key of the difference."""

term_draft = Table(
    "term_draft",
    metadata,
    Column("language", NAME, primary_key=True),
    Column("term", NAME, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", NAME, nullable=False),
    Column("status", NAME, nullable=False),
    Column("batch", NAME, nullable=False),
    Column("base", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("author_ids", Text, nullable=False),
    Column("updated_at", UTCDateTime, nullable=False),
    Column("comment", Text, nullable=False),
    Index(None, "language", "folded"),
    Index(None, "status", "folded"),
    Index(None, "batch", "folded"),
)
"""Changes of terms that nobody has approved yet, one for each term: the term as it was approved
(`base`) and as it would become (`proposed`), as JSON, `null` for none. `batch` names the import
that it came with."""

term_step = Table(
    "term_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("language", NAME, nullable=False),
    Column("term", NAME, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("account_id", Integer),
    Column("name", Text, nullable=False),
    Column("action", NAME, nullable=False),
    Column("state", Text),
    Column("comment", Text, nullable=False),
    Index(None, "language", "term"),
)
"""What was done with drafts of terms; `state` is the draft as it was saved."""

house_style = Table(
    "house_style",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("style", Text, nullable=False),
)
"""The house style of the site, as JSON: one row at most."""

checklist_assessment = Table(
    "checklist_assessment",
    metadata,
    Column(
        "revision_id",
        ForeignKey("revision.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("checklist", NAME, primary_key=True),
    Column("judgements", Text, nullable=False),
    Column("account_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""How a revision fares on a checklist, and who says so; `judgements` is JSON by item number."""

ignored_proposal = Table(
    "ignored_proposal",
    metadata,
    Column(
        "answer_id",
        ForeignKey("answer.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("audience", NAME, primary_key=True),
    Column("language", NAME, primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("is_word", Boolean, nullable=False),
    Column("account_id", Integer, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Proposals that nobody wants to see again in a text: `key` is that of one proposal, or a word in
lower case that is ignored wherever it stands."""
