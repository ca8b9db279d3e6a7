"""Use cases of editors: the searches of readers that missed something."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.feedback import missed_searches
from readlevel.storage.feedback.missed_searches import MissedSearch as MissedSearch

PAGE_SIZE = 50


def list_missed(session: Session, page: int) -> tuple[Sequence[MissedSearch], bool]:
    """Return a page (from 1) of the searches, the most frequent first, and whether more follow."""
    found = missed_searches.list_missed(session, limit=PAGE_SIZE + 1, offset=PAGE_SIZE * (page - 1))
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def ignore(session: Session, actor: Account, language: str, query: str, *, now: datetime) -> None:
    """Never show a search again."""
    missed_searches.ignore(session, language, query)
    audit_log.record_action(session, actor, "search.ignored", query[:100], now=now)
