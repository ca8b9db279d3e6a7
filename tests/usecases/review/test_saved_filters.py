"""Filters of the list of answers, each account's own."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.review.saved_filters import (
    MAX_FILTERS,
    MAX_NAME_LENGTH,
    FilterRejected,
    list_filters,
    remove_filter,
    save_filter,
)

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def person(session: Session, name: str) -> Account:
    return accounts.add(session, f"{name}@example.org", name, Role.EDITOR, now=NOW)


def names(session: Session, account: Account) -> list[tuple[str, str]]:
    return [(one.name, one.query) for one in list_filters(session, account)]


def test_a_filter_is_its_owners_and_the_newest_of_its_name(session: Session) -> None:
    ed, will = person(session, "ed"), person(session, "will")
    save_filter(session, ed, "Hard ones", "order=hardest")
    save_filter(session, ed, "Drafts", "status=draft")
    save_filter(session, ed, "Hard ones", "order=hardest&audience=lay")
    assert names(session, ed) == [
        ("Drafts", "status=draft"),
        ("Hard ones", "order=hardest&audience=lay"),
    ]
    assert names(session, will) == []
    number = list_filters(session, ed)[0].id
    with pytest.raises(LookupError):
        remove_filter(session, will, number)
    remove_filter(session, ed, number)
    assert [name for name, _ in names(session, ed)] == ["Hard ones"]


def test_names_and_numbers_have_bounds(session: Session) -> None:
    ed = person(session, "ed")
    for name, code in (("", "no_name"), ("n" * (MAX_NAME_LENGTH + 1), "long_name")):
        with pytest.raises(FilterRejected) as refused:
            save_filter(session, ed, name, "")
        assert refused.value.code == code
    for number in range(MAX_FILTERS):
        save_filter(session, ed, f"Filter {number}", "")
    with pytest.raises(FilterRejected, match="too_many"):
        save_filter(session, ed, "One more", "")
    save_filter(session, ed, "Filter 0", "status=draft")
    assert len(names(session, ed)) == MAX_FILTERS
