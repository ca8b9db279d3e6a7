"""Drafts that are kept while they are typed, before anybody saves them."""

from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import autosaved_drafts
from readlevel.storage.answers.autosaved_drafts import AutosavedDraft

__all__ = ["AutosavedDraft", "autosave", "discard_autosaved", "find_autosaved"]


def autosave(
    session: Session, account: Account, slug: str, language: str, draft: str, *, now: datetime
) -> None:
    """Replace an account's autosaved draft; an empty one removes it.

    `draft` is the JSON of the form's fields; `slug` is empty for a new answer.
    """
    if draft:
        autosaved_drafts.save_draft(session, account.id, slug, language, draft, now=now)
    else:
        discard_autosaved(session, account, slug, language)


def find_autosaved(
    session: Session, account: Account, slug: str, language: str
) -> AutosavedDraft | None:
    """Return an account's autosaved draft of an answer, or None."""
    return autosaved_drafts.find_draft(session, account.id, slug, language)


def discard_autosaved(session: Session, account: Account, slug: str, language: str) -> None:
    """Remove an account's autosaved draft of an answer."""
    autosaved_drafts.delete_draft(session, account.id, slug, language)
