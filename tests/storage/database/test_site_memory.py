"""What a process remembers of the site, and when it forgets."""

import threading
import time
from collections.abc import Callable, Collection

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.storage.database import site_memory, site_version
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.site_memory import _Remembered, recall


class Lengths:
    """Looks up the lengths of words, and notes for which it was asked; none for "unknown"."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []

    def __call__(self, words: Collection[str]) -> dict[str, int]:
        self.asked.append(set(words))
        return {word: len(word) for word in words if word != "unknown"}

    def recall(
        self,
        session: Session,
        *words: str,
        most: int = 9,
        weigh: Callable[[int], int] | None = None,
    ) -> dict[str, int]:
        return recall(session, "lengths", words, self, most=most, weigh=weigh)


def test_only_what_is_new_is_looked_up(engine: Engine) -> None:
    lengths = Lengths()
    with read_transaction(engine) as session:
        assert lengths.recall(session, "gout", "unknown") == {"gout": 4}
    with read_transaction(engine) as session:
        assert lengths.recall(session, "gout", "unknown", "asthma") == {"gout": 4, "asthma": 6}
    assert lengths.asked == [{"gout", "unknown"}, {"asthma"}]


def test_everything_is_looked_up_again_once_the_site_changed(engine: Engine) -> None:
    lengths = Lengths()
    with read_transaction(engine) as session:
        lengths.recall(session, "gout")
    with write_transaction(engine) as session:
        site_version.bump(session)
    with read_transaction(engine) as session:
        lengths.recall(session, "gout")
    assert lengths.asked == [{"gout"}] * 2


def test_a_reader_of_an_earlier_version_shares_nothing_with_one_of_a_later(engine: Engine) -> None:
    lengths = Lengths()
    with read_transaction(engine) as earlier:
        lengths.recall(earlier, "gout")
        with write_transaction(engine) as session:
            site_version.bump(session)
        with read_transaction(engine) as later:
            lengths.recall(later, "gout")
            lengths.recall(earlier, "asthma")
            lengths.recall(later, "asthma")
    assert lengths.asked == [{"gout"}, {"gout"}, {"asthma"}, {"asthma"}]


def test_what_a_writer_sees_is_not_remembered(engine: Engine) -> None:
    lengths = Lengths()
    with write_transaction(engine) as session:
        lengths.recall(session, "gout")
        lengths.recall(session, "gout")
    with read_transaction(engine) as session:
        lengths.recall(session, "gout")
    assert lengths.asked == [{"gout"}] * 3


def test_everything_is_looked_up_again_over_new_connections(engine: Engine) -> None:
    """The file may be another one: a restored backup."""
    lengths = Lengths()
    for _ in range(2):
        with read_transaction(engine) as session:
            lengths.recall(session, "gout")
        engine.dispose()
    assert lengths.asked == [{"gout"}] * 2


def test_too_many_look_ups_are_forgotten(engine: Engine) -> None:
    lengths = Lengths()
    with read_transaction(engine) as session:
        for word in ("a", "b", "c", "a"):
            assert lengths.recall(session, word, most=2) == {word: 1}
    assert lengths.asked == [{"a"}, {"b"}, {"c"}, {"a"}]


def test_what_weighs_too_much_is_forgotten_the_oldest_first(engine: Engine) -> None:
    lengths = Lengths()
    with read_transaction(engine) as session:
        for word in ("gout", "unknown", "asthma", "unknown", "gout", "osteoporosis", "a"):
            lengths.recall(session, word, most=12, weigh=lambda length: length)
    # "osteoporosis" is as long as all that may be remembered.
    assert lengths.asked == [{"gout"}, {"unknown"}, {"asthma"}, {"osteoporosis"}, {"a"}]
    with read_transaction(engine) as session:
        lengths.recall(session, "a", "osteoporosis", most=12, weigh=lambda length: length)
    assert lengths.asked[-1] == {"osteoporosis"}


class _SlowWeight(int):
    """A weight that lets other threads work while it is compared."""

    def __sub__(self, other: int) -> int:
        time.sleep(1e-5)
        return int(self) - other


def test_threads_that_recall_at_once_forget_together(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[_Remembered] = []
    lengths, problems = Lengths(), list[BaseException]()
    start = threading.Barrier(4)

    def make() -> _Remembered:
        made.append(_Remembered())
        return made[-1]

    def ask(letter: str) -> None:
        try:
            with read_transaction(engine) as session:
                start.wait()
                for number in range(100):
                    word = letter * (number % 50 + 1)
                    told = lengths.recall(session, word, most=60, weigh=_SlowWeight)
                    assert told == {word: len(word)}
        except BaseException as problem:
            problems.append(problem)

    monkeypatch.setattr(site_memory, "_Remembered", make)
    with read_transaction(engine) as session:
        lengths.recall(session, "gout")
    threads = [threading.Thread(target=ask, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    for one in made:
        assert one._weight == sum(weight for _, weight in one._held.values())
