"""How well the search answers the judged queries, and how its cost grows with the answers."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.orm import Session

from benchmarks.content import sample_database
from readlevel.core.model.answer import Audience
from readlevel.core.search.words import list_written
from readlevel.storage.database import content_tables
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public import search
from readlevel.storage.public.public_texts import TextChoice
from readlevel.storage.public.search import SearchableText
from readlevel.storage.vocabulary import vocabulary
from readlevel.usecases.public.search import SearchRequest, search_answers
from tests.usecases.public.judged_queries import JudgedQuery, judge, read_queries

COUNTS = (14, 10_000, 100_000)
_LANGUAGES = {"en": "English", "es": "Spanish", "ar": "Arabic"}
_ROUNDS = 5
_REVIEWED = date(2026, 5, 1)


def run() -> None:
    """Print the shares of right answers, then the cost at each size."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{sample_database(Path(folder))}")
        with read_transaction(engine) as session:
            _report_quality(session)
        _report_growth(engine)
        engine.dispose()


def _report_quality(session: Session) -> None:
    print(f"{'':<22}{'queries':>8}{'first':>8}{'in 3':>8}{'MRR':>8}{'offered':>9}")
    for language, name in _LANGUAGES.items():
        queries = [one for one in read_queries(language) if one.answer]
        _report_row(session, f"{name}, tuned", [one for one in queries if one.part == "tuned"])
        _report_row(session, f"{name}, held out", [one for one in queries if one.part != "tuned"])
    unanswered = [one for one in read_queries("en") if not one.answer]
    wild = judge(session, unanswered).wild
    print(f"\nWithout an answer: {len(unanswered)}, offered one all the same: {len(wild)}\n")


def _report_row(session: Session, name: str, queries: list[JudgedQuery]) -> None:
    one = judge(session, queries)
    print(
        f"{name:<22}{len(queries):>8}{one.in_one:>8.2f}{one.in_three:>8.2f}"
        f"{one.reciprocal_rank:>8.2f}{one.fitting:>9.2f}"
    )


def _report_growth(engine: Engine) -> None:
    """Print milliseconds for whole queries, and for each beginning of them, as while typing."""
    queries = [one.query for one in read_queries("en")]
    smallest = 0.0
    print(f"{'answers':>9}{'query':>10}{'ratio':>8}{'typing':>10}{'p95':>8}   milliseconds")
    for count in COUNTS:
        _grow(engine, count)
        with read_transaction(engine) as session:
            whole = _measure(session, queries)
            typed = _measure(session, [part for query in queries[::8] for part in _type(query)])
        smallest = smallest or median(whole)
        print(
            f"{count:>9,}{median(whole):>10.2f}{median(whole) / smallest:>8.2f}"
            f"{median(typed):>10.2f}{quantiles(typed, n=20)[-1]:>8.2f}"
        )


def _measure(session: Session, queries: list[str]) -> list[float]:
    choice = TextChoice(Audience.LAY, ("en", "es", "ar"), show_unreviewed=True)
    times = []
    for query in queries:
        best = float("inf")
        for _ in range(_ROUNDS):
            started = time.process_time()
            search_answers(session, SearchRequest(query, choice, 20))
            best = min(best, time.process_time() - started)
        times.append(best * 1000)
    return times


def _type(query: str) -> Iterator[str]:
    return (query[:length] for length in range(2, len(query)))


def _grow(engine: Engine, count: int) -> None:
    """Add answers made of the samples' sentences, each with a word of its own, up to `count`."""
    with write_transaction(engine) as session:
        sample = list(_iter_texts(session))
        known = select(func.count()).select_from(content_tables.listing)
        for number in range(session.scalar(known) or 0, count):
            _add_copy(session, sample, number)
        counted = content_tables.language_count
        session.execute(update(counted).where(counted.c.language == "en").values(approved=count))


def _iter_texts(session: Session) -> Iterator[tuple[str, str, str, str]]:
    table = content_tables.public_text
    rows = session.execute(
        select(table.c.slug, table.c.card, table.c.audience, search.bodies.c.body)
        .join(search.bodies, search.bodies.c.rowid == table.c.id)
        .where(table.c.language == "en", table.c.slug.not_like("copy-%"))
        .order_by(table.c.id)
    )
    for row in rows:
        yield row.slug, row.card, row.audience, row.body


def _add_copy(session: Session, sample: list[tuple[str, str, str, str]], number: int) -> None:
    """Add an answer that has the question of one sample and sentences of two others."""
    slug, card, audience, body = sample[number % len(sample)]
    other = sample[(number * 7 + number // len(sample)) % len(sample)][3]
    lines = body.splitlines()[number % 3 :: 3] + other.splitlines()[number % 5 :: 5]
    own = "".join("bcdfghlmnprst"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(number))
    question = f"How does {slug.replace('-', ' ')} concern {own}?"
    text = "\n".join([*lines, own])
    listing_id: int = session.execute(
        insert(content_tables.listing)
        .values(
            slug=f"copy-{number}",
            language="en",
            approved=True,
            newest=_REVIEWED,
            card=card,
            changed=number,
        )
        .returning(content_tables.listing.c.id)
    ).scalar_one()
    words = list_written(f"{question}\n{text}")
    text_id: int = session.execute(
        insert(content_tables.public_text)
        .values(
            listing_id=listing_id,
            slug=f"copy-{number}",
            audience=audience,
            language="en",
            approved=True,
            card=card,
            words=" ".join(sorted(words)),
        )
        .returning(content_tables.public_text.c.id)
    ).scalar_one()
    search.add(session, text_id, SearchableText([question], [], text), "en")
    vocabulary.change_counts(session, "en", dict.fromkeys(words, 1), words)
