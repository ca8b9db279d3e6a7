"""How well the search answers the judged queries, and how its cost grows with the answers."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from benchmarks.content import import_samples
from benchmarks.databases import databases
from benchmarks.search_copies import grow
from readlevel.core.model.answer import Audience
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import SearchRequest, search_answers
from readlevel.usecases.searching.query_words import load_tables
from readlevel.web.server import keep_from_garbage_collection
from tests.usecases.public.judged_queries import JudgedQuery, judge, read_queries

COUNTS = (14, 10_000, 100_000)
_LANGUAGES = {"en": "English", "es": "Spanish", "ar": "Arabic"}


def run() -> None:
    """Print the shares of right answers, then the cost at each size on each database."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (kind, url) in enumerate(databases(Path(folder), "search")):
            import_samples(url)
            engine = make_engine(url)
            if number == 0:
                with read_transaction(engine) as session:
                    _report_quality(session)
            print(f"{kind}\n{'answers':>9}  {'':<8}{'p50':>8}{'p95':>8}{'ratio':>8}{'SQL':>6}")
            _report_growth(engine)
            engine.dispose()


def _report_quality(session: Session) -> None:
    print(f"{'':<22}{'queries':>8}{'first':>8}{'in 3':>8}{'MRR':>8}{'offered':>9}")
    for language, name in _LANGUAGES.items():
        queries = [one for one in read_queries(language) if one.answer]
        _report_row(session, f"{name}, tuned", [one for one in queries if one.part == "tuned"])
        _report_row(session, f"{name}, held out", [one for one in queries if one.part != "tuned"])
    unanswered = [one for tag in _LANGUAGES for one in read_queries(tag) if not one.answer]
    wild = judge(session, unanswered).wild
    print(f"\nWithout an answer: {len(unanswered)}, offered one all the same: {len(wild)}\n")


def _report_row(session: Session, name: str, queries: list[JudgedQuery]) -> None:
    one = judge(session, queries)
    print(
        f"{name:<22}{len(queries):>8}{one.in_one:>8.2f}{one.in_three:>8.2f}"
        f"{one.reciprocal_rank:>8.2f}{one.fitting:>9.2f}"
    )


@dataclass(frozen=True, slots=True)
class _Cost:
    milliseconds: Sequence[float]
    """Of each query, in the order asked."""
    statements: float
    """Per query."""


def _report_growth(engine: Engine) -> None:
    """Print processor time of whole queries, and of each beginning of them, as while typing.

    It is that of the process and of its connection to PostgreSQL, so that others on the machine
    make little difference. Each is asked once, in a transaction of its own: later ones find what
    earlier ones looked up.
    """
    queries = [one.query for one in read_queries("en")]
    typed = [part for query in queries[::8] for part in _type(query)]
    smallest: dict[str, float] = {}
    load_tables(tuple(_LANGUAGES))
    for count in COUNTS:
        grow(engine, count)
        keep_from_garbage_collection()  # as a worker does once it has started
        for name, asked in (("whole", queries), ("typing", typed)):
            cost = _measure(engine, asked, is_typed=name == "typing")
            middle = median(cost.milliseconds)
            ratio = middle / smallest.setdefault(name, middle)
            p95 = quantiles(cost.milliseconds, n=20)[-1]
            print(
                f"{count:>9,}  {name:<8}{middle:>8.2f}{p95:>8.2f}{ratio:>8.2f}"
                f"{cost.statements:>6.1f}",
                flush=True,
            )


def _measure(engine: Engine, queries: Sequence[str], *, is_typed: bool) -> _Cost:
    choice = TextChoice(Audience.LAY, ("en", "es", "ar"), show_unreviewed=True)
    times, statements = [], 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(engine, "before_cursor_execute", count)
    clock = _make_clock(engine)
    for query in queries:
        started = clock()
        with read_transaction(engine) as session:
            search_answers(session, SearchRequest(query, choice, 20, is_typed=is_typed))
        times.append((clock() - started) * 1000)
    event.remove(engine, "before_cursor_execute", count)
    return _Cost(times, statements / len(queries))


def _make_clock(engine: Engine) -> Callable[[], float]:
    """Return a clock of the processor time of this thread and of the server of its connection."""
    if engine.dialect.name == "sqlite":
        return time.thread_time
    with read_transaction(engine) as session:
        number = session.scalar(text("SELECT pg_backend_pid()"))
    # The first figure is nanoseconds on a processor (kernel.org, "Scheduler Statistics").
    server = Path(f"/proc/{number}/schedstat")
    return lambda: time.thread_time() + int(server.read_text().split()[0]) / 1e9


def _type(query: str) -> Iterator[str]:
    return (query[:length] for length in range(2, len(query)))
