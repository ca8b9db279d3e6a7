"""Pages in memory while an answer is published each second: how many of them are made again."""

import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from benchmarks.content import SLUG, multiply, sample_database
from readlevel.core.model.workflow import Status
from readlevel.settings import Settings
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.memory_cache import Environ
from readlevel.web.wsgi import application

PAGES = 2_000
SECONDS = 5
ROUNDS = 3
EDITS_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Round:
    """One round of requests, one after the other."""

    requests: int
    made: int
    """Pages that were made, not taken from memory."""
    processor_seconds: float
    p99_microseconds: float

    @property
    def rate(self) -> float:
        """Requests per second of processor time."""
        return self.requests / self.processor_seconds


def run() -> None:
    """Print rate and p99 with and without edits, alternating, and the share from memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = sample_database(Path(folder))
        multiply(path, PAGES)
        settings = Settings(database_url=f"sqlite:///{path}", cache_megabytes=500)
        layer = application(settings)
        paths = [f"/answers/{SLUG}-{number}/lay" for number in range(PAGES - 2)]
        paths += [f"/answers/{SLUG}/lay", "/"]
        measure(layer, paths, 1, warm=True)
        quiet, busy = [], []
        for _ in range(ROUNDS):
            quiet.append(measure(layer, paths, SECONDS))
            with editing(settings.database_url):
                busy.append(measure(layer, paths, SECONDS))
        layer.close()
    for name, rounds in (("no edits", quiet), ("an edit each second", busy)):
        share = 1 - sum(one.made for one in rounds) / sum(one.requests for one in rounds)
        print(
            f"{name:<20} {rate(rounds):>8,.0f} requests/s of processor time, p99 "
            f"{median(one.p99_microseconds for one in rounds):.0f} µs, {share:.4f} from memory"
        )
    print(f"rate with edits: {rate(busy) / rate(quiet):.2f} of that without")


def rate(rounds: list[Round]) -> float:
    """Return the median rate."""
    return median(one.rate for one in rounds)


def measure(
    layer: CacheMiddleware, paths: list[str], seconds: float, *, warm: bool = False
) -> Round:
    """Ask for pages in random order for some seconds; for each of them once if `warm`."""
    made = 0
    make = layer._make

    def count(*given: object) -> object:
        nonlocal made
        made += 1
        return make(*given)  # type: ignore[arg-type]

    layer._make = count  # type: ignore[assignment, method-assign]
    spent: list[float] = []
    chosen = random.Random(5)
    processor, until = time.process_time(), time.perf_counter() + seconds
    while len(spent) < len(paths) if warm else time.perf_counter() < until:
        path = paths[len(spent)] if warm else chosen.choice(paths)
        began = time.perf_counter()
        ask(layer, path)
        spent.append(time.perf_counter() - began)
    processor = time.process_time() - processor
    layer._make = make  # type: ignore[method-assign]
    return Round(len(spent), made, processor, sorted(spent)[len(spent) * 99 // 100] * 1e6)


def ask(layer: CacheMiddleware, path: str) -> None:
    """Read one page. Raise RuntimeError if it is not there."""
    statuses: list[str] = []
    environ: Environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "HTTP_ACCEPT_ENCODING": "gzip",
    }
    b"".join(layer(environ, lambda status, *_: statuses.append(status)))
    if not statuses[0].startswith("200"):
        raise RuntimeError(f"{path}: {statuses[0]}")


@contextmanager
def editing(url: str) -> Iterator[None]:
    """Publish a change of one answer each second, in another process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    editor = context.Process(target=edit, args=(url, theirs))
    editor.start()
    ours.recv()
    yield
    ours.send(None)
    editor.join()


def edit(url: str, pipe: Connection) -> None:
    """Publish changes until the pipe says to stop."""
    engine = make_engine(url)
    with write_transaction(engine) as session:
        renderer = Renderer(session, Settings(database_url=url).personas, "en")
    pipe.send(None)
    number = 0
    while not pipe.poll(EDITS_EVERY):
        number += 1
        now = datetime.now(UTC)
        with write_transaction(engine) as session:
            texts = answers.get_texts(session, SLUG)
            changed = tuple(
                replace(
                    one,
                    markdown=f"{one.markdown}\n\nChanged {number} times, at {now}.",
                    review=replace(one.review, status=Status.APPROVED),
                )
                for one in texts.variants
            )
            saved = replace(texts, variants=changed)
            publish.save_answer(session, saved, renderer, author="bench", why="", now=now)
    engine.dispose()
