"""A term that 5,000 answers use is changed while 4 editors save every second, and readers read.

The server renders the answers again. Prints how long that takes, how long saves wait meanwhile, and
how long pages take before and meanwhile. `EDITORS_ANSWERS` is the number of answers.
"""

import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.change import LONG, NOW, TERM, describe
from benchmarks.databases import databases
from benchmarks.serving import Server, fetch, readlevel
from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage import slow_work
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.public import render_queue
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.editor.editor_state import Draft
from readlevel.usecases.writing.editor.save_draft import foresee_draft, save_draft

ANSWERS = int(os.environ.get("EDITORS_ANSWERS", "5000"))
EDITORS = 4
SAVES_EVERY = 1.0
READS_EVERY = 0.01
READ_SECONDS = 10.0
CHECKED = 50
"""Pages that are read at the end."""
_STORED_AT_ONCE = 100
_QUESTION = "What is a pump?"
_TEXT = f"{LONG}Call it {TERM.name}."
_DEFINITION = "Told in other words."


@dataclass(frozen=True, slots=True)
class Fresh:
    """How long a change took."""

    stored: float
    """Seconds until the term was stored."""
    rendered: float
    """Seconds until every answer was rendered again."""


def run() -> None:
    """Print the figures for SQLite and PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        for name, url in databases(Path(folder), "editors"):
            environment = {"READLEVEL_DATABASE_URL": url, "READLEVEL_LOG_LEVEL": "warning"}
            subprocess.run(
                [sys.executable, "-m", "readlevel", "init"],
                env={**os.environ, **environment},
                check=True,
                capture_output=True,
            )
            engine = make_engine(url)
            fill(engine)
            with readlevel(environment) as server:
                report(name, engine, server, url)
            engine.dispose()


def report(name: str, engine: Engine, server: Server, url: str) -> None:
    """Print the figures for one database."""
    usual = read_pages(server, stop=_after(READ_SECONDS))
    done = threading.Event()
    during: list[float] = []
    reader = threading.Thread(target=lambda: during.extend(read_pages(server, stop=done.is_set)))
    with saving(url) as waits:
        reader.start()
        fresh = change(engine)
        done.set()
        reader.join()
    print(f"{name}: {ANSWERS:,} answers use the term, stored after {fresh.stored:.2f} s")
    print(f"  all rendered again after {fresh.rendered:.1f} s; {count_stale(server)} are not fresh")
    print(f"  saves: {describe(waits)}")
    for when, spent in (("before", usual), ("meanwhile", during)):
        asked = sorted(spent)
        print(
            f"  {len(asked):,} pages read {when}, one every {1000 * READS_EVERY:.0f} ms: "
            f"median {statistics.median(asked) * 1000:.2f} ms, "
            f"p99 {asked[len(asked) * 99 // 100] * 1000:.1f} ms"
        )


def _after(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def read_pages(server: Server, stop: Callable[[], bool]) -> list[float]:
    """Read random pages at a steady rate over one connection; return the seconds of each.

    Raise RuntimeError for a page that is not there.
    """
    connection = HTTPConnection(server.address.removeprefix("http://"))
    chosen = random.Random(7)
    spent: list[float] = []
    due = time.perf_counter()
    while not stop():
        path = f"/answers/a{chosen.randrange(ANSWERS)}/lay"
        due += READS_EVERY
        time.sleep(max(0.0, due - time.perf_counter()))
        began = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        spent.append(time.perf_counter() - began)
    connection.close()
    return spent


def fill(engine: Engine) -> None:
    """Store the term, and answers that use it."""
    with write_transaction(engine) as session:
        store_terms.save_terms(session, [TERM], author="bench", now=NOW)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    review = Review(Status.APPROVED)
    for start in range(0, ANSWERS, _STORED_AT_ONCE):
        with write_transaction(engine) as session:
            for number in range(start, min(start + _STORED_AT_ONCE, ANSWERS)):
                one = Answer(
                    f"a{number}",
                    {"en": _QUESTION},
                    (Variant(Audience.LAY, "en", _TEXT, review),),
                )
                publish.save_answer(session, one, renderer, author="bench", why="", now=NOW)


def change(engine: Engine) -> Fresh:
    """Change the term, and wait until a server has rendered all answers again."""
    began = time.perf_counter()
    with write_transaction(engine) as session:
        changed = replace(TERM, definition_lay=_DEFINITION)
        store_terms.save_terms(session, [changed], author="bench", now=datetime.now(UTC))
    stored = time.perf_counter() - began
    idle = False
    while not idle:
        time.sleep(0.2)
        with read_transaction(engine) as session:
            idle = render_queue.is_idle(session)
    return Fresh(stored, time.perf_counter() - began)


def count_stale(server: Server) -> int:
    """Return how many of some pages do not have the new definition."""
    some = random.Random(5).sample(range(ANSWERS), min(CHECKED, ANSWERS))
    pages = [fetch(f"{server.address}/answers/a{number}/lay") for number in some]
    return sum(_DEFINITION.encode() not in page for page in pages)


@contextmanager
def saving(url: str) -> Iterator[list[float | None]]:
    """Let editors save; at the end, the list has the seconds of each save, None for errors."""
    context = multiprocessing.get_context("spawn")
    pipes = []
    for editor in range(EDITORS):
        ours, theirs = context.Pipe()
        process = context.Process(target=save_repeatedly, args=(url, editor, theirs))
        process.start()
        pipes.append((ours, process))
    for ours, _ in pipes:
        ours.recv()
    waits: list[float | None] = []
    yield waits
    for ours, process in pipes:
        ours.send(None)
        waits += ours.recv()
        process.join()


def save_repeatedly(url: str, editor: int, pipe: Connection) -> None:
    """Save one answer every second until the pipe says to stop, then send the seconds of each.

    The first save comes before, as in a server that has been running: it loads tables of words.
    """
    engine = make_engine(url)
    with write_transaction(engine) as session:
        address = f"editor{editor}@example.org"
        who = accounts.add(session, address, f"Editor {editor}", Role.EDITOR, now=NOW)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    writer = _Writer(engine, renderer, who, f"a{ANSWERS - 1 - editor}")
    writer.save()
    pipe.send(None)
    waits: list[float | None] = []
    while not pipe.poll(SAVES_EVERY):
        began = time.perf_counter()
        is_saved = writer.save()
        waits.append(time.perf_counter() - began if is_saved else None)
    pipe.send(waits)
    engine.dispose()


@dataclass(slots=True)
class _Writer:
    """Somebody who saves the same answer again and again."""

    engine: Engine
    renderer: Renderer
    who: Account
    slug: str
    number: int = 1
    """Number of the revision that is saved next."""

    def save(self) -> bool:
        """Save the next revision; return False if the database refuses."""
        text = f"{_TEXT}\n\nSaved {self.number} times."
        texts, numbers = {Audience.LAY: text}, {Audience.LAY: self.number}
        draft = Draft(self.slug, "en", _QUESTION, (), texts, numbers, _QUESTION, ())
        try:
            saved = slow_work.write(
                self.engine,
                lambda session: self.prepare(session, draft),
                lambda session, renderer: save_draft(
                    session, renderer, draft, actor=self.who, why="", now=datetime.now(UTC)
                ),
            )
        except DatabaseProblem:
            return False
        if saved is not True:
            raise RuntimeError(f"{self.slug} was not saved: {saved!r}")
        self.number += 1
        return True

    def prepare(self, session: Session, draft: Draft) -> Renderer:
        """Render what the save will need, as the desk does."""
        self.renderer.follow(session)
        renderer = self.renderer.pin()
        foresee_draft(session, renderer, draft, actor=self.who, now=datetime.now(UTC))
        return renderer
