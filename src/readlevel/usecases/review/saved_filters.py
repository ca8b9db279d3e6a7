"""Saving filters of the list of answers, each account its own."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.storage.accounts.accounts import Account
from readlevel.storage.review import saved_filters
from readlevel.storage.review.saved_filters import SavedFilter

__all__ = [
    "MAX_FILTERS",
    "MAX_NAME_LENGTH",
    "FilterRejected",
    "SavedFilter",
    "list_filters",
    "remove_filter",
    "save_filter",
]

MAX_NAME_LENGTH = 60
MAX_FILTERS = 30
"""Of one account."""


class FilterRejected(Exception):
    """A filter is not saved; `code` is `no_name`, `long_name` or `too_many`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def save_filter(session: Session, account: Account, name: str, query: str) -> None:
    """Save a filter in place of one with the same name. Raise `FilterRejected`."""
    if not name:
        raise FilterRejected("no_name")
    if len(name) > MAX_NAME_LENGTH:
        raise FilterRejected("long_name")
    if saved_filters.count_others(session, account.id, name) >= MAX_FILTERS:
        raise FilterRejected("too_many")
    saved_filters.save_filter(session, account.id, name, query)


def list_filters(session: Session, account: Account) -> Sequence[SavedFilter]:
    """Return the filters of an account by name."""
    return saved_filters.list_filters(session, account.id)


def remove_filter(session: Session, account: Account, number: int) -> None:
    """Remove a filter of an account. Raise LookupError if it has none with this number."""
    if not saved_filters.remove_filter(session, account.id, number):
        raise LookupError(number)
