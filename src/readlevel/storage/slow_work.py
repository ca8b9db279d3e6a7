"""Slow work of a write, done before the write transaction begins.

Both databases admit one writer at a time, so rendering a text in a write transaction makes all
other writers wait. Use cases hand slow work to `do`, and `write` runs them so that it is done
outside: if a use case needs something that is not done yet, its transaction is rolled back, the
work is done, and it runs again. A result counts only for the same arguments, so what somebody else
has changed meanwhile is worked out anew. Anywhere else, `do` just calls the function.

The work must not read or write the database, and its result must depend on its arguments alone.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Self, TypeVar, TypeVarTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.storage.database.engine import read_transaction, write_transaction

MAX_ATTEMPTS = 20
"""Transactions of one write, each of which finds that more work is needed. After so many (others
change the same thing again and again), the rest is done in the transaction."""

_T = TypeVar("_T")
_Prepared = TypeVar("_Prepared")
_Item = TypeVar("_Item")
_Arguments = TypeVarTuple("_Arguments")


class _NotDone(Exception):
    """Work is needed that must not be done in a write transaction."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A call of a function."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a call returned, or what it raised."""

    result: Any
    problem: Exception | None = None

    def get(self) -> Any:
        if self.problem is not None:
            raise self.problem
        return self.result


class _Work:
    """The slow work of one write. It is compared by its arguments, some of which have no hash."""

    def __init__(self) -> None:
        self._done: dict[Callable[..., Any], list[tuple[_Job, _Outcome]]] = {}
        self._missing: list[_Job] = []
        self._is_withheld = False

    def do_each(self, jobs: Sequence[_Job]) -> list[Any]:
        """Return the results of some calls. Raise `_NotDone` if one is withheld."""
        self._missing = [one for one in jobs if self._find(one) is None]
        if self._missing and self._is_withheld:
            raise _NotDone
        self.catch_up()
        outcomes = [self._find(one) for one in jobs]
        return [one.get() for one in outcomes if one is not None]

    def do_once(self, job: _Job) -> Any:
        """Return the result of a call, which is the same whenever it is asked for."""
        return self._run(job).get()

    def catch_up(self) -> None:
        """Do what is missing."""
        for job in self._missing:
            self._run(job)
        self._missing = []

    @contextmanager
    def withheld(self) -> Iterator[None]:
        """Do nothing in the block that is not done yet."""
        self._is_withheld = True
        try:
            yield
        finally:
            self._is_withheld = False

    def _find(self, job: _Job) -> _Outcome | None:
        done = self._done.get(job.function, ())
        return next((outcome for known, outcome in done if known == job), None)

    def _run(self, job: _Job) -> _Outcome:
        outcome = self._find(job)
        if outcome is None:
            outcome = _run(job)
            self._done.setdefault(job.function, []).append((job, outcome))
        return outcome


_CURRENT: ContextVar[_Work | None] = ContextVar("slow_work", default=None)


def do(function: Callable[[*_Arguments], _T], *arguments: *_Arguments) -> _T:
    """Return what a slow function returns for its arguments."""
    return do_each(function, [arguments])[0]


def do_each(function: Callable[[*_Arguments], _T], each: Iterable[tuple[*_Arguments]]) -> list[_T]:
    """Return what a slow function returns for each of some tuples of arguments."""
    work = _CURRENT.get()
    if work is None:
        return [function(*arguments) for arguments in each]
    return work.do_each([_Job(function, arguments) for arguments in each])


def write_alone(engine: Engine, act: Callable[[Session], _T]) -> _T:
    """Return what `act` returns in a write transaction, as `write` does with nothing to prepare."""
    return write(engine, lambda _: None, lambda session, _: act(session))


def do_once(function: Callable[[*_Arguments], _T], *arguments: *_Arguments) -> _T:
    """Return what a quick function returned in the first attempt of this write.

    It is for what slow work is about and differs each time: random tokens, and the time.
    """
    work = _CURRENT.get()
    if work is None:
        return function(*arguments)
    result: _T = work.do_once(_Job(function, arguments))
    return result


def write(
    engine: Engine,
    prepare: Callable[[Session], _Prepared],
    act: Callable[[Session, _Prepared], _T],
) -> _T:
    """Return what `act` returns in a write transaction, with slow work done outside it.

    `act` gets what `prepare` returns, and may run several times; what it does besides the database
    must bear that. `prepare` reads before, and does the work that can be foreseen.
    """
    work = _Work()
    token = _CURRENT.set(work)
    try:
        with read_transaction(engine) as session:
            prepared = prepare(session)
        for _ in range(MAX_ATTEMPTS):
            try:
                with work.withheld(), write_transaction(engine) as session:
                    return act(session, prepared)
            except _NotDone:
                work.catch_up()
        with write_transaction(engine) as session:
            return act(session, prepared)
    finally:
        _CURRENT.reset(token)


class PreparedWrites:
    """Several writes of one kind, which share transactions.

    Within `with`, the work of the next ones is done by `prepare`, and `write_some` stores them.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._work = _Work()

    def __enter__(self) -> Self:
        self._token = _CURRENT.set(self._work)
        return self

    def __exit__(self, *_: object) -> None:
        _CURRENT.reset(self._token)

    def prepare(self, prepare: Callable[[Session], _Prepared]) -> _Prepared:
        """Do slow work that can be foreseen, in a read transaction; return what `prepare` does."""
        with read_transaction(self._engine) as session:
            return prepare(session)

    def write_some(
        self, items: Sequence[_Item], act: Callable[[Session, _Item], _T], *, seconds: float
    ) -> list[_T]:
        """Return what `act` returns for the first of some items, at least for one of them.

        After some seconds the transaction takes no further item, nor if its work is not done yet.
        """
        for _ in range(MAX_ATTEMPTS):
            with self._work.withheld():
                results = self._write_some(items, act, seconds)
            self._work.catch_up()
            if results or not items:
                return results
        return self._write_some(items[:1], act, seconds)

    def _write_some(
        self, items: Sequence[_Item], act: Callable[[Session, _Item], _T], seconds: float
    ) -> list[_T]:
        results: list[_T] = []
        with write_transaction(self._engine, background=True) as session:
            until = time.monotonic() + seconds
            for item in items:
                if results and time.monotonic() > until:
                    break
                try:
                    with session.begin_nested():
                        results.append(act(session, item))
                except _NotDone:
                    break
        return results


def _run(job: _Job) -> _Outcome:
    try:
        return _Outcome(job.function(*job.arguments))
    except Exception as problem:
        # It is raised where the result is asked for.
        return _Outcome(None, problem)
