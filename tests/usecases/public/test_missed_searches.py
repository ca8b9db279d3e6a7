"""Searches that found nothing are counted without anything about who searched."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from readlevel.storage.database import feedback_tables
from readlevel.storage.database.content_tables import metadata
from readlevel.storage.feedback import missed_searches as stored
from readlevel.storage.feedback.missed_searches import MissedSearch
from readlevel.usecases.public import missed_searches
from readlevel.usecases.public.missed_searches import CountedSearch, MissKind
from readlevel.usecases.public.reader_feedback import MAX_PER_SENDER, FeedbackRejected
from tests.conftest import ON_SQLITE
from tests.storage.cast import NOW


def miss(
    session: Session, query: str, network: str, *, days_later: int = 0, language: str = "en"
) -> bool:
    return missed_searches.record_miss(
        session,
        language,
        query,
        MissKind.NOTHING,
        network,
        days=30,
        now=NOW + timedelta(days=days_later),
    )


def ask(session: Session, query: str, network: str = "192.0.2.1") -> bool:
    return missed_searches.ask_editors(session, "en", query, network, days=30, now=NOW)


def listed(session: Session) -> list[tuple[str, int]]:
    return [(one.query, one.times) for one in stored.list_missed(session, limit=10)]


def count(session: Session, table: str) -> int:
    found = metadata.tables[table]
    return session.scalar(select(func.count()).select_from(found)) or 0


def test_a_search_of_three_networks_is_shown_with_how_often_it_was_made(session: Session) -> None:
    for network in ("a", "a", "b"):
        miss(session, "Migraine aura?", network)
    assert listed(session) == []
    miss(session, "migraine  AURA", "c")
    assert listed(session) == [("migraine aura", 4)]


def test_searches_of_different_days_are_not_put_together(session: Session) -> None:
    for day, network in enumerate(("a", "b", "c")):
        miss(session, "lupus", network, days_later=day)
    assert listed(session) == []


def test_rare_queries_and_all_digests_are_deleted_at_the_end_of_the_day(
    session: Session,
) -> None:
    miss(session, "my rare disease", "a")
    for network in ("a", "b", "c"):
        miss(session, "lupus", network)
    miss(session, "shingles", "a", days_later=1)
    assert count(session, "missed_search_sender") == 1
    assert count(session, "missed_search") == 2
    assert listed(session) == [("lupus", 3)]
    miss(session, "shingles", "a", days_later=40)
    assert listed(session) == []


@ON_SQLITE
@pytest.mark.parametrize(
    "query",
    ["", "?!", "x" * 101, "call me at 555-123-4567", "jane.doe@example.org", "born 12/03/1961"],
)
def test_queries_that_may_identify_somebody_are_not_stored(session: Session, query: str) -> None:
    assert not miss(session, query, "a")
    assert count(session, "missed_search") == 0


def test_no_address_of_a_network_is_stored(session: Session) -> None:
    miss(session, "lupus", "198.51.100.7")
    (digest,) = session.scalars(select(feedback_tables.missed_search_sender.c.digest))
    assert re.fullmatch("[0-9a-f]{32}", digest)  # which any part of an address may occur in


def test_a_search_that_a_reader_asks_about_is_shown_at_once(session: Session) -> None:
    assert ask(session, "Lupus")
    (found,) = stored.list_missed(session, limit=10)
    assert found == MissedSearch("en", "lupus", 1, 1, False, False, NOW.date())


def test_nobody_asks_too_often(session: Session) -> None:
    for number in range(MAX_PER_SENDER):
        ask(session, f"lupus {number}")
    with pytest.raises(FeedbackRejected):
        ask(session, "lupus")
    assert ask(session, "lupus", "192.0.2.2")


def test_an_ignored_search_is_not_shown_again(session: Session) -> None:
    ask(session, "lupus")
    stored.ignore(session, "en", "lupus")
    stored.ignore(session, "en", "lupus")
    ask(session, "lupus", "192.0.2.2")
    assert listed(session) == []


def test_only_so_many_searches_are_counted_on_one_day(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "MOST_PER_DAY", 2)
    for number in range(4):
        miss(session, f"lupus {number}", "a")
    assert count(session, "missed_search") == 2
    assert count(session, "missed_search_sender") == 2


def follow(session: Session, *events: tuple[str, MissKind, str], days_later: int = 0) -> None:
    missed_searches.record_searches(
        session,
        [CountedSearch("en", query, kind, network) for query, kind, network in events],
        days=30,
        now=NOW + timedelta(days=days_later),
    )


def listed_by(*networks: str) -> list[tuple[str, MissKind, str]]:
    return [("gout", MissKind.LISTED, network) for network in networks]


OPENED = ("Gout?", MissKind.OPENED, "")


def test_a_search_whose_hits_nobody_opened_is_shown(session: Session) -> None:
    follow(session, *listed_by("a", "b", "b"))
    assert listed(session) == []
    follow(session, *listed_by("c"))
    (found,) = stored.list_missed(session, limit=10)
    assert (found.query, found.times, found.unopened) == ("gout", 4, True)


def test_one_opening_is_enough_for_the_day(session: Session) -> None:
    follow(session, *listed_by("a", "b", "c"), OPENED, OPENED)
    assert listed(session) == []
    follow(session, *listed_by("a", "b", "c"), days_later=1)
    assert listed(session) == [("gout", 3)]
    assert count(session, "missed_search") == 1


def test_an_opening_may_be_stored_before_the_search(session: Session) -> None:
    follow(session, OPENED, *listed_by("a", "b", "c"))
    assert listed(session) == []


def test_who_opened_a_hit_is_not_kept(session: Session) -> None:
    follow(session, OPENED)
    assert count(session, "missed_search_sender") == 0
    follow(session, ("jane.doe@example.org", MissKind.OPENED, ""))
    assert count(session, "missed_search") == 1


def test_openings_do_not_hide_that_another_search_found_nothing(session: Session) -> None:
    follow(session, *listed_by("a", "b", "c"), OPENED)
    for network in ("a", "b", "c"):
        miss(session, "gout", network)
    assert listed(session) == [("gout", 3)]
