"""Texts that are kept while they are typed, before anybody saves them.

Each tab keeps its own. Nothing else overwrites or removes it: only the tab that typed it, once it
is saved, or its owner. What nobody has touched for `KEPT_FOR` goes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.storage.accounts import open_editors
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.open_editors import OpenEditor
from readlevel.storage.answers import answers, kept_texts
from readlevel.storage.answers.kept_texts import KeptText

__all__ = [
    "KEPT_FOR",
    "KeptText",
    "OpenEditor",
    "close_editor",
    "discard_kept",
    "find_kept",
    "keep_text",
    "list_kept",
    "list_open",
    "note_open",
    "purge",
    "remove_saved",
]

KEPT_FOR = timedelta(days=30)
MAX_LISTED = 50
MAX_WORDS = 120
"""Characters of the first words."""

_HEARD_WITHIN = timedelta(seconds=100)
"""An open tab says so more often than this; one that is silent was closed or lost."""


def keep_text(
    session: Session,
    account: Account,
    tab: str,
    slug: str,
    language: str,
    draft: str,
    words: str,
    *,
    now: datetime,
) -> int:
    """Keep what a tab has typed, in place of what it typed before; return the kept text's number.

    `draft` is the JSON of the form's fields, `words` the first words that are new; `slug` is empty
    for a new answer. What belongs to an answer that was renamed meanwhile is kept with it.
    """
    slug = answers.find_renamed_slug(session, slug) or slug
    first = " ".join(words.split())[:MAX_WORDS]
    return kept_texts.save_text(session, account.id, tab, slug, language, draft, first, now=now)


def purge(session: Session, *, now: datetime) -> int:
    """Delete what nobody has touched for long; return how many texts that were."""
    return kept_texts.delete_before(session, now - KEPT_FOR)


def list_kept(session: Session, account: Account, slug: str | None = None) -> Sequence[KeptText]:
    """Return the kept texts of an account (of one answer; empty: of new ones), newest first."""
    return kept_texts.list_texts(session, account.id, slug, limit=MAX_LISTED)


def find_kept(session: Session, account: Account, number: int) -> tuple[KeptText, str] | None:
    """Return a kept text of an account, and its JSON; or None."""
    return kept_texts.find_draft(session, account.id, number)


def remove_saved(session: Session, account: Account, tabs: Collection[str]) -> None:
    """Remove the kept texts that were saved."""
    if tabs:
        kept_texts.delete_texts(session, account.id, tabs)


def discard_kept(session: Session, account: Account, number: int) -> bool:
    """Remove a kept text that its owner does not want; return whether there was one."""
    return kept_texts.delete_text(session, account.id, number)


def note_open(
    session: Session,
    account: Account,
    tab: str,
    slug: str,
    language: str,
    text: str,
    *,
    now: datetime,
) -> Sequence[OpenEditor]:
    """Note that a tab has an answer open, and return who else has."""
    open_editors.keep_recent(session, _HEARD_WITHIN, now=now)
    open_editors.note(session, account.id, tab, slug, language, text, now=now)
    return list_open(session, account, slug, now=now)


def list_open(
    session: Session, account: Account, slug: str, *, now: datetime
) -> Sequence[OpenEditor]:
    """Return who else has an answer open."""
    return open_editors.list_others(session, account.id, slug, _HEARD_WITHIN, now=now)


def close_editor(session: Session, account: Account, tab: str) -> None:
    """Note that a tab was closed."""
    open_editors.forget(session, account.id, tab)
