"""Use cases of reviewers and writers: comment on passages, and take suggested edits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.alignment.passages import (
    Passage,
    PassagePlace,
    find_passage,
    list_occurrences,
    quote_passage,
)
from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.core.text.source_positions import LineIndex
from readlevel.storage import slow_work
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, authorship
from readlevel.storage.answers.revisions import StoredRevision, find_revision, list_current
from readlevel.storage.review import passage_comments
from readlevel.storage.review.passage_comments import CommentThread, ThreadOutcome
from readlevel.usecases.accounts import people
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review.store_revision import store_revision

MAX_COMMENT_LENGTH = 4_000
MAX_SUGGESTION_LENGTH = 20_000

__all__ = [
    "CommentRejected",
    "CommentThread",
    "NewComment",
    "PlacedThread",
    "ThreadOutcome",
    "add_comment",
    "close_thread",
    "find_thread",
    "list_concerned",
    "list_placed_threads",
    "reply",
    "take_suggestion",
]


class CommentRejected(Exception):
    """A comment or its suggested edit is rejected, and nothing was stored.

    `code` is `no_words`, `long_words`, `long_suggestion`, `no_passage` (the revision does not have
    the quoted words), `gone` (the newest text does not have them any more), `unreadable` (the text
    could not be read with the edit) or `closed` (the thread was closed meanwhile).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment on a passage of a revision."""

    number: int
    """Of the revision."""
    line: int
    """Line, from 1, from which on the quoted words are searched."""
    quote: str
    words: str
    suggestion: str | None
    """Other words for the passage; None if none are suggested."""


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """A thread, and where its passage is in a text now."""

    thread: CommentThread
    place: PassagePlace


def list_placed_threads(
    session: Session, answer_id: int, revision: StoredRevision
) -> Sequence[PlacedThread]:
    """Return the threads of a text, placed in one of its revisions, the oldest first."""
    threads = passage_comments.list_threads(
        session, answer_id, revision.audience, revision.language
    )
    return [PlacedThread(one, _find_place(revision.markdown, one)) for one in threads]


def find_thread(session: Session, slug: str, thread_id: int) -> CommentThread | None:
    """Return a thread of an answer, or None."""
    found = passage_comments.find_thread(session, thread_id)
    is_here = found is not None and found.slug == slug and found.id == thread_id
    return found if is_here else None


def add_comment(
    session: Session,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    given: NewComment,
    *,
    now: datetime,
) -> int:
    """Comment on a passage; return the id of the thread.

    A suggested edit needs no words beside it. Raise LookupError if there is no such revision,
    `CommentRejected` if something is missing or too long.
    """
    answer_id = answers.find_id(session, slug)
    revision = (
        None
        if answer_id is None
        else find_revision(session, answer_id, audience, language, given.number)
    )
    if revision is None:
        raise LookupError(f"no revision {given.number} for {audience} in {language} of {slug!r}")
    passage = _quote(revision.markdown, given.line, given.quote)
    suggestion = None if given.suggestion == passage.quote else given.suggestion
    words = _check_words(given.words, may_be_empty=suggestion is not None)
    if suggestion is not None:
        _check_suggestion(suggestion)
    thread = passage_comments.add_thread(
        session, revision.id, account, passage, words, suggestion, now=now
    )
    _audit(session, account, "review.commented", slug, revision, now)
    return thread


def reply(
    session: Session, account: Account, thread: CommentThread, words: str, *, now: datetime
) -> None:
    """Add a comment to a thread. Raise `CommentRejected` if it is empty or too long."""
    passage_comments.add_reply(session, thread.id, account, _check_words(words), now=now)


def close_thread(session: Session, account: Account, thread: CommentThread, *, open_: bool) -> None:
    """Resolve a thread, or open it again. Raise `CommentRejected` if its edit was taken."""
    stored = find_thread(session, thread.slug, thread.id)
    if stored is None or stored.outcome is ThreadOutcome.TAKEN:
        raise CommentRejected("closed")
    outcome = None if open_ else ThreadOutcome.RESOLVED
    passage_comments.close_thread(session, thread.id, outcome, "" if open_ else account.name)


def take_suggestion(
    session: Session, renderer: Renderer, account: Account, thread: CommentThread, *, now: datetime
) -> int:
    """Store the newest text with a suggested edit, as a draft; return the revision's number.

    The account that takes it is the author of the revision. Raise `CommentRejected` if the passage
    has changed meanwhile, the thread is closed, or the text cannot be read with it.
    """
    stored = find_thread(session, thread.slug, thread.id)
    if stored is None or stored.suggestion is None or stored.outcome is not None:
        raise CommentRejected("closed")
    answer_id = answers.find_id(session, thread.slug)
    current = [] if answer_id is None else list_current(session, answer_id)
    latest = next(
        one for one in current if (one.audience, one.language) == (thread.audience, thread.language)
    )
    span = find_passage(latest.markdown, thread.passage).span
    if span is None:
        raise CommentRejected("gone")
    markdown = latest.markdown[: span[0]] + stored.suggestion + latest.markdown[span[1] :]
    _check_readable(markdown)
    number = store_revision(
        session,
        renderer,
        account,
        thread.slug,
        latest,
        markdown,
        action="revision.suggestion_taken",
        why="",
        now=now,
    )
    passage_comments.close_thread(session, thread.id, ThreadOutcome.TAKEN, account.name)
    return number


def list_concerned(session: Session, actor: Account, thread: CommentThread) -> list[Account]:
    """Return whom a new comment of a thread concerns: authors of the text, and who wrote in it.

    The actor is not among them, nor are disabled accounts; they are in order of their names.
    """
    answer_id = answers.find_id(session, thread.slug)
    current = [] if answer_id is None else list_current(session, answer_id)
    latest = next(
        one for one in current if (one.audience, one.language) == (thread.audience, thread.language)
    )
    concerned = authorship.find_authors(session, latest.id) | {
        one.account_id for one in thread.comments
    }
    concerned -= {actor.id}
    return [one for one in people.list_active(session, Role.EDITOR) if one.id in concerned]


def _find_place(source: str, thread: CommentThread) -> PassagePlace:
    """Find the passage of a thread; if its edit was taken, the words that it suggested."""
    passage = thread.passage
    if thread.outcome is ThreadOutcome.TAKEN and thread.suggestion is not None:
        passage = replace(passage, quote=thread.suggestion)
    return find_passage(source, passage)


def _quote(source: str, line: int, quote: str) -> Passage:
    """Return the passage at the first occurrence of the quoted words from a line on."""
    start = LineIndex(source).start_of(max(1, line))
    spans = list_occurrences(source, quote)
    span = next((one for one in spans if one[0] >= start), None)
    if span is None:
        raise CommentRejected("no_passage")
    return quote_passage(source, span)


def _check_suggestion(suggestion: str) -> None:
    if len(suggestion) > MAX_SUGGESTION_LENGTH:
        raise CommentRejected("long_suggestion")
    _check_readable(suggestion)


def _check_readable(markdown: str) -> None:
    try:
        slow_work.do(parse, markdown)
    except UnreadableMarkdown as problem:
        raise CommentRejected("unreadable") from problem


def _check_words(words: str, *, may_be_empty: bool = False) -> str:
    words = words.strip()
    if not words and not may_be_empty:
        raise CommentRejected("no_words")
    if len(words) > MAX_COMMENT_LENGTH:
        raise CommentRejected("long_words")
    return words


def _audit(
    session: Session,
    account: Account,
    action: str,
    slug: str,
    revision: StoredRevision,
    now: datetime,
) -> None:
    audit_log.record_action(
        session,
        account,
        action,
        slug,
        now=now,
        audience=revision.audience,
        language=revision.language,
        revision=revision.number,
    )
