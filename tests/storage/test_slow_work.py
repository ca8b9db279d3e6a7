"""Slow work is done before a write transaction, whatever others change meanwhile."""

import secrets
import threading

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from readlevel.storage import slow_work
from readlevel.storage.database import content_tables
from readlevel.storage.database.engine import read_transaction, write_transaction


class Unreadable(Exception):
    """A problem with what the work is about."""


def add(session: Session, slug: str) -> None:
    session.execute(insert(content_tables.answer).values(slug=slug))


def list_slugs(session: Session) -> list[str]:
    return list(session.scalars(select(content_tables.answer.c.slug)))


def list_stored(engine: Engine) -> list[str]:
    with read_transaction(engine) as session:
        return list_slugs(session)


class Work:
    """Counts calls, and whether others could write during each."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.others = 0

    def double(self, word: str) -> str:
        """Return a word twice, while somebody else writes."""
        if word == "bad":
            raise Unreadable

        def write() -> None:
            with write_transaction(self.engine) as session:
                add(session, f"other-{self.others}")
            self.others += 1

        other = threading.Thread(target=write)
        other.start()
        other.join(60)
        assert not other.is_alive()
        return word * 2


def test_others_write_during_the_work_that_nobody_foresaw(engine: Engine) -> None:
    work = Work(engine)

    def act(session: Session, _: None) -> None:
        add(session, "before")
        first, second = slow_work.do_each(work.double, [("a",), ("b",)])
        add(session, slow_work.do(work.double, first + second))

    slow_work.write(engine, lambda session: None, act)
    assert work.others == 3
    assert sorted(list_stored(engine)) == ["aabbaabb", "before", "other-0", "other-1", "other-2"]


def test_foreseen_work_is_done_once_in_all(engine: Engine) -> None:
    work = Work(engine)
    attempts = []

    def act(session: Session, known: str) -> str:
        attempts.append(known)
        return slow_work.do(work.double, "a")

    done = slow_work.write(engine, lambda session: slow_work.do(work.double, "a"), act)
    assert (done, attempts, work.others) == ("aa", ["aa"], 1)


def test_what_another_has_changed_is_worked_out_anew(engine: Engine) -> None:
    def name_next(session: Session) -> str:
        return slow_work.do("number {}".format, len(list_slugs(session)))

    def foresee(session: Session) -> None:
        assert name_next(session) == "number 0"
        with write_transaction(engine) as other:
            add(other, "other")

    slow_work.write(engine, foresee, lambda session, _: add(session, name_next(session)))
    assert list_stored(engine) == ["other", "number 1"]


def test_a_problem_of_the_work_reaches_the_use_case(engine: Engine) -> None:
    work = Work(engine)

    def act(session: Session, _: None) -> None:
        add(session, "kept")
        with pytest.raises(Unreadable):
            slow_work.do(work.double, "bad")

    slow_work.write(engine, lambda session: None, act)
    assert list_stored(engine) == ["kept"]


def test_nothing_is_stored_if_the_use_case_refuses(engine: Engine) -> None:
    work = Work(engine)

    def act(session: Session, _: None) -> None:
        add(session, "mine")
        slow_work.do(work.double, "a")
        raise Unreadable

    with pytest.raises(Unreadable):
        slow_work.write(engine, lambda session: None, act)
    assert list_stored(engine) == ["other-0"]


def test_a_write_that_is_overtaken_again_and_again_ends(engine: Engine) -> None:
    attempts: list[str] = []

    def act(session: Session, _: None) -> int:
        attempts.append(f"attempt {len(attempts)}")
        add(session, attempts[-1])
        return slow_work.do(len, attempts[-1])

    slow_work.write(engine, lambda session: None, act)
    assert len(attempts) == slow_work.MAX_ATTEMPTS + 1
    assert list_stored(engine) == attempts[-1:]


def test_what_differs_each_time_is_the_same_in_every_attempt(engine: Engine) -> None:
    work = Work(engine)
    tokens: list[str] = []

    def act(session: Session) -> str:
        tokens.append(slow_work.do_once(secrets.token_hex, 8))
        return slow_work.do(work.double, tokens[-1])

    assert slow_work.write_alone(engine, act) == tokens[0] * 2
    assert (tokens, work.others) == ([tokens[0]] * 2, 1)


def test_writes_that_share_a_transaction_do_their_work_outside_it(engine: Engine) -> None:
    work = Work(engine)

    def act(session: Session, word: str) -> str:
        add(session, word)
        return slow_work.do(work.double, word)

    stored: list[str] = []
    with slow_work.PreparedWrites(engine) as writes:
        writes.prepare(lambda session: slow_work.do_each(work.double, [("a",), ("b",), ("d",)]))
        left = ["a", "b", "c", "d"]
        while left:
            some = writes.write_some(left, act, seconds=60)
            stored.append(" ".join(some))
            del left[: len(some)]
    assert stored == ["aa bb", "cc dd"]
    assert sorted(list_stored(engine)) == [*"abcd", *(f"other-{one}" for one in range(4))]


def test_of_writes_that_share_a_transaction_none_is_repeated_without_end(engine: Engine) -> None:
    attempts: list[int] = []

    def act(session: Session, word: str) -> int:
        attempts.append(len(attempts))
        add(session, word)
        return slow_work.do(abs, attempts[-1])

    with slow_work.PreparedWrites(engine) as writes:
        assert writes.write_some(["a"], act, seconds=60) == [slow_work.MAX_ATTEMPTS]
    assert list_stored(engine) == ["a"]


def test_outside_a_write_the_work_is_simply_done() -> None:
    assert slow_work.do_once(len, "abc") == 3
    assert slow_work.do(len, "abc") == 3
    assert slow_work.do_each(max, [(1, 2), (4, 3)]) == [2, 4]
