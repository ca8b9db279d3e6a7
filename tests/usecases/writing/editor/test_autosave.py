"""What is typed and not saved, and who has an answer open, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.writing.editor import autosave

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def ed(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


@pytest.fixture
def will(session: Session) -> Account:
    return accounts.add(session, "will@example.org", "Will", Role.EDITOR, now=NOW)


def keep(
    session: Session, who: Account, tab: str, words: str, now: datetime = NOW, slug: str = "gout"
) -> int:
    return autosave.keep_text(session, who, tab, slug, "en", f"{{{words}}}", words, now=now)


def words_of(session: Session, who: Account, slug: str | None = None) -> list[str]:
    return [one.words for one in autosave.list_kept(session, who, slug)]


def test_each_tab_of_each_person_keeps_its_own(
    session: Session, ed: Account, will: Account
) -> None:
    first = keep(session, ed, "a", "One.")
    keep(session, ed, "b", "Two.", NOW + timedelta(seconds=1), slug="")
    keep(session, will, "a", "Three.")
    assert keep(session, ed, "a", "One, longer.", NOW + timedelta(seconds=2)) == first
    assert words_of(session, ed) == ["One, longer.", "Two."]
    assert words_of(session, ed, "") == ["Two."]
    assert words_of(session, will) == ["Three."]
    assert autosave.find_kept(session, will, first) is None
    assert not autosave.discard_kept(session, will, first)
    autosave.remove_saved(session, will, ["a", "b"])
    assert words_of(session, ed) == ["One, longer.", "Two."]
    autosave.remove_saved(session, ed, ["a"])
    assert words_of(session, ed) == ["Two."]


def test_what_is_kept_again_unchanged_keeps_its_time(session: Session, ed: Account) -> None:
    keep(session, ed, "a", "One.")
    keep(session, ed, "a", "One.", NOW + timedelta(days=3))
    assert [one.updated_at for one in autosave.list_kept(session, ed)] == [NOW]


def test_what_nobody_touched_for_thirty_days_goes(session: Session, ed: Account) -> None:
    keep(session, ed, "a", "Old.")
    keep(session, ed, "b", "Newer.", NOW + timedelta(days=1))
    keep(session, ed, "c", "New.", NOW + timedelta(days=30, seconds=1))
    assert autosave.purge(session, now=NOW + timedelta(days=30, seconds=1)) == 1
    assert words_of(session, ed) == ["New.", "Newer."]


def test_a_tab_that_is_silent_does_not_have_the_answer_open_any_more(
    session: Session, ed: Account, will: Account
) -> None:
    def note(who: Account, tab: str, seconds: int) -> list[str]:
        now = NOW + timedelta(seconds=seconds)
        others = autosave.note_open(session, who, tab, "gout", "en", "lay", now=now)
        return [one.name for one in others]

    assert note(ed, "a", 0) == []
    assert note(will, "b", 50) == ["Ed"]
    assert note(ed, "a", 90) == ["Will"]
    assert note(ed, "a", 200) == []
    autosave.close_editor(session, ed, "a")
    assert note(will, "b", 201) == []


def test_a_tab_of_before_the_clock_was_set_back_does_not_have_the_answer_open(
    session: Session, ed: Account, will: Account
) -> None:
    ahead = NOW + timedelta(hours=1)
    autosave.note_open(session, ed, "a", "gout", "en", "lay", now=ahead)
    assert autosave.list_open(session, will, "gout", now=ahead)
    assert not autosave.list_open(session, will, "gout", now=NOW)
    autosave.note_open(session, ed, "a", "gout", "en", "lay", now=NOW)
    assert autosave.list_open(session, will, "gout", now=NOW)
