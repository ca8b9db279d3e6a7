"""Slow work of a write, done before the write transaction begins.

Both databases admit one writer at a time, so whoever renders a text in a write transaction makes
all others wait. Use cases hand slow work to `do`, and `write` runs them so that it is done outside:
if a use case needs something that is not done yet, its transaction is rolled back, the work is
done, and it runs again. A result counts only for the same arguments, so whatever somebody else has
changed meanwhile is worked out anew. Anywhere else, `do` just calls the function.

The work must not read or write the database, and its result must depend on its arguments alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.storage.database.engine import read_transaction, write_transaction

MAX_ATTEMPTS = 20
"""Transactions of one write, each of which finds that more work is needed. After so many (others
change the same thing again and again), the rest is done in the transaction."""

_T = TypeVar("_T")
_Prepared = TypeVar("_Prepared")
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
        self._done: list[tuple[_Job, _Outcome]] = []
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

    def catch_up(self) -> None:
        """Do what is missing."""
        for job in self._missing:
            if self._find(job) is None:
                self._done.append((job, _run(job)))
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
        return next((outcome for known, outcome in self._done if known == job), None)


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


def _run(job: _Job) -> _Outcome:
    try:
        return _Outcome(job.function(*job.arguments))
    except Exception as problem:
        # It belongs to whoever asks for the result.
        return _Outcome(None, problem)
