"""A PostgreSQL server that is stopped (SIGSTOP) while readers read: how long each answer takes.

Half of the readers ask for pages that are in no memory, so that every thread of the server is busy
with the database when it stops. Prints the times of cached pages and of `/healthz`, and how soon
pages are fresh again once the database goes on.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from benchmarks.content import SAMPLES, SLUG
from benchmarks.databases import databases
from benchmarks.serving import Server, readlevel
from readlevel.storage.database.engine import make_engine

PAGE = f"/answers/{SLUG}/lay"
ROUNDS = 5
ASKED = 20
"""Requests for the page and for `/healthz` in each round."""
BUSY = 8
"""Readers who ask for pages that are in no memory."""
_PAUSE = 0.02


class Answer(NamedTuple):
    """An answer of the server."""

    seconds: float
    status: int
    is_stale: bool


def run() -> None:
    """Print the times before and while the database is stopped, and until it is used again."""
    with tempfile.TemporaryDirectory() as folder:
        for name, url in databases(Path(folder), "frozen"):
            if name != "PostgreSQL":
                continue
            environment = {"READLEVEL_DATABASE_URL": url, "READLEVEL_LOG_LEVEL": "error"}
            for command in (["init"], ["import", str(SAMPLES)]):
                subprocess.run(
                    [sys.executable, "-m", "readlevel", *command],
                    env={**os.environ, **environment},
                    check=True,
                    capture_output=True,
                )
            with readlevel(environment) as server, _keep_busy(server):
                report(server, url)


def report(server: Server, url: str) -> None:
    """Print the figures of all rounds."""
    _wait_until_fresh(server)
    usual = [ask(server, PAGE) for _ in range(ASKED)]
    pages: list[Answer] = []
    first: list[Answer] = []
    health: list[Answer] = []
    recovered: list[float] = []
    for _ in range(ROUNDS):
        with frozen(url):
            first.append(ask(server, PAGE))
            for _ in range(ASKED):
                pages.append(ask(server, PAGE))
                health.append(ask(server, "/healthz"))
        recovered.append(_wait_until_fresh(server))
    _print("cached page before", usual)
    _print("first cached page after SIGSTOP", first)
    _print("cached page while stopped", pages)
    _print("/healthz while stopped", health)
    print(f"fresh again after {max(recovered):.1f} s at most")


def _print(name: str, answers: list[Answer]) -> None:
    spent = [one.seconds * 1000 for one in answers]
    fine = sum(one.status == 200 for one in answers)
    print(
        f"{name:<32} {fine} of {len(answers)} answered, {sum(one.is_stale for one in answers)} "
        f"marked stale; median {statistics.median(spent):.0f} ms, longest {max(spent):.0f} ms"
    )


def ask(server: Server, path: str) -> Answer:
    """Ask for a path over a new connection."""
    began = time.perf_counter()
    connection = HTTPConnection(server.address.removeprefix("http://"), timeout=60)
    connection.request("GET", path, headers={"Connection": "close"})
    response = connection.getresponse()
    response.read()
    connection.close()
    stale = response.getheader("Readlevel-Stale") is not None
    return Answer(time.perf_counter() - began, response.status, stale)


def _wait_until_fresh(server: Server) -> float:
    """Return the seconds until ten pages in a row, from any worker, are fresh."""
    began = time.perf_counter()
    fresh = 0
    while fresh < 10:
        fresh = 0 if ask(server, PAGE).is_stale else fresh + 1
        time.sleep(_PAUSE)
    return time.perf_counter() - began


@contextmanager
def _keep_busy(server: Server) -> Iterator[None]:
    stop = threading.Event()
    readers = [
        threading.Thread(target=_read_cold, args=(server, number, stop.is_set))
        for number in range(BUSY)
    ]
    for one in readers:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in readers:
            one.join()


def _read_cold(server: Server, number: int, is_over: Callable[[], bool]) -> None:
    count = 0
    while not is_over():
        count += 1
        with suppress(OSError):
            ask(server, f"/search?q=pain+{number}+{count}")
        time.sleep(_PAUSE)


@contextmanager
def frozen(url: str) -> Iterator[None]:
    """Stop all processes of the database server for the block."""
    engine = make_engine(url)
    with engine.connect() as connection:
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        rows = connection.execute(text("SELECT pid FROM pg_stat_activity")).scalars().all()
    engine.dispose()
    first = int((folder / "postmaster.pid").read_text().split()[0])
    try:
        # The first process starts the others, so it stops before them.
        for process in (first, *rows):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGSTOP)
        yield
    finally:
        for process in (*rows, first):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)
