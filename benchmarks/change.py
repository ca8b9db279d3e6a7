"""A changed term: how long until all that use it are fresh, and how long people's writes wait."""

import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import Engine, insert, text

from readlevel.core.model.answer import NO_SIZES, Answer, Audience, Review, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.storage.database import content_tables, schema, site_version
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish, rerender
from readlevel.usecases.publishing.queue_holders import queue_holders
from readlevel.usecases.publishing.renderer import Renderer

USES = 500
STORES = (1_000, 100_000)
WRITES_EVERY = 0.1
ROUNDS = 3
NOW = datetime(2026, 11, 23, tzinfo=UTC)
TERM = Term("quuxitis", "quuxitis", "en", "Swelling of the quux.")
WORDS = "The pump of the body sends blood to each part of it, and some of it comes back late. "
LONG = WORDS * 20


def run() -> None:
    """Print seconds for a change of a term that 500 answers use, in a small and a large store.

    A second process writes a row every 100 ms, as people do; its waits are printed as well.
    """
    spent = {}
    for size in STORES:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder)}/site.sqlite"
            engine = make_engine(url)
            fill(engine, size)
            with writing(url) as idle:
                time.sleep(5)
            marking, fresh, alone = measure(engine, 0)
            with writing(url) as busy:
                _, shared, _ = measure(engine, ROUNDS)
            spent[size] = marking + fresh
            print(
                f"{size:,} variants, {USES} use the term: marked in {marking:.2f} s, fresh "
                f"{fresh:.2f} s later ({shared:.2f} s while another process writes); "
                f"rendering {USES} texts alone {alone:.2f} s ({fresh / alone:.1f} times)"
            )
            print(f"  a write, nothing to render: {describe(idle)}")
            print(f"  a write, meanwhile: {describe(busy)}")
            engine.dispose()
    small, large = (spent[size] for size in STORES)
    print(f"{STORES[1]:,} against {STORES[0]:,} variants: {large / small:.2f} times")


def measure(engine: Engine, first: int) -> tuple[float, float, float]:
    """Return the seconds of `change`, and of rendering alone: medians of alternating rounds."""
    rounds = [
        (*change(engine, first + number), timed(partial(render_alone, engine)))
        for number in range(ROUNDS)
    ]
    marking, fresh, alone = (statistics.median(values) for values in zip(*rounds, strict=True))
    return marking, fresh, alone


@contextmanager
def writing(url: str) -> Iterator[list[float | None]]:
    """Write a row every 100 ms in another process; fill the list with seconds, None for errors."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    writer = context.Process(target=write_rows, args=(url, theirs))
    writer.start()
    ours.recv()
    waits: list[float | None] = []
    yield waits
    ours.send(None)
    waits += ours.recv()
    writer.join()


def write_rows(url: str, pipe: Connection) -> None:
    """Write rows until the pipe says to stop, then send how long each of them took."""
    engine = make_engine(url)
    waits: list[float | None] = []

    def write() -> None:
        with write_transaction(engine) as session:
            site_version.bump(session)

    write()
    pipe.send(None)
    while not pipe.poll(WRITES_EVERY):
        try:
            waits.append(timed(write))
        except DatabaseProblem:
            waits.append(None)
    pipe.send(waits)


def describe(waits: list[float | None]) -> str:
    """Say how long writes took."""
    done = [one for one in waits if one is not None]
    return (
        f"median {statistics.median(done) * 1000:.1f} ms, longest {max(done) * 1000:.0f} ms, "
        f"failed {len(waits) - len(done)} of {len(waits)}"
    )


def fill(engine: Engine, variants: int) -> None:
    """Store `variants` answers of one text each, of which `USES` use the term."""
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        store_terms.save_terms(session, [TERM], author="bench", now=NOW)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        for number in range(USES + 1):
            markdown = LONG if number == USES else f"{LONG}Call it quuxitis."
            review = Review(Status.APPROVED)
            one = Answer(
                f"a{number}",
                {"en": f"What is {number}?"},
                (Variant(Audience.LAY, "en", markdown, review),),
            )
            publish.save_answer(session, one, renderer, author="bench", why="bench", now=NOW)
        copy(session.connection(), USES + 1, variants - USES - 1)


def copy(connection: object, pattern: int, times: int) -> None:
    """Copy the rows of answer number `pattern`, as an import would leave them."""
    execute = connection.execute  # type: ignore[attr-defined]
    ids = range(pattern + 1, pattern + 1 + times)
    for start in range(0, times, 10_000):
        some = ids[start : start + 10_000]
        execute(insert(content_tables.answer), [{"id": n, "slug": f"a{n}"} for n in some])
    for name, key, others in (
        ("question", "answer_id", "language, position, text"),
        ("variant", "id", "answer_id, audience, language, position"),
        ("revision", "id", "variant_id, number, markdown, created_at, author, why"),
        ("review", "revision_id", "status"),
    ):
        columns = ", ".join(
            "answer.id" if column in ("answer_id", "variant_id") else f"one.{column}"
            for column in others.split(", ")
        )
        execute(
            text(
                f"INSERT INTO {name} ({key}, {others}) SELECT answer.id, {columns} "
                f"FROM answer, {name} AS one WHERE one.{key} = {pattern} AND answer.id > {pattern}"
            )
        )
    for statement in (
        """INSERT INTO publication (slug, audience, language, revision_id, status, facts)
        SELECT answer.slug, one.audience, one.language, answer.id, one.status, one.facts
        FROM answer, publication AS one
        WHERE one.revision_id = :pattern AND answer.id > :pattern""",
        """INSERT INTO rendering (revision_id, policy, stored, source_digest, terms_digest,
        renderer_version) SELECT answer.id, one.policy, one.stored, one.source_digest,
        one.terms_digest, one.renderer_version FROM answer, rendering AS one
        WHERE one.revision_id = :pattern AND answer.id > :pattern""",
        """INSERT INTO listing (id, slug, language, approved, newest, card)
        SELECT answer.id, answer.slug, one.language, one.approved, one.newest, one.card
        FROM answer, listing AS one WHERE one.id = :pattern AND answer.id > :pattern""",
        f"""INSERT INTO public_text (id, listing_id, slug, {_list_others()})
        SELECT answer.id, answer.id, answer.slug, {_list_others("one.")}
        FROM answer, public_text AS one WHERE one.id = :pattern AND answer.id > :pattern""",
        """INSERT INTO search (rowid, name, heading, stems, body)
        SELECT answer.id, one.name, one.heading, one.stems, one.body
        FROM answer, search AS one WHERE one.rowid = :pattern AND answer.id > :pattern""",
    ):
        execute(text(statement), {"pattern": pattern})


def _list_others(prefix: str = "") -> str:
    """Return the columns of public texts that copies share."""
    own = {"id", "listing_id", "slug"}
    names = (column.name for column in content_tables.public_text.c if column.name not in own)
    return ", ".join(prefix + name for name in names)


def change(engine: Engine, number: int) -> tuple[float, float]:
    """Change the term; return the seconds to mark its uses, and to render them again."""

    def mark() -> None:
        with write_transaction(engine) as session:
            changed = replace(TERM, definition_lay=f"Told for the time {number}.")
            store_terms.save_terms(session, [changed], author="bench", now=NOW)
        queue_holders(engine)

    def rerender_all() -> None:
        done = rerender.rerender_queued(engine, DEFAULT_PERSONAS, "en", report=lambda *_: None).done
        assert done == USES, done

    return timed(mark), timed(rerender_all)


def render_alone(engine: Engine) -> None:
    """Render `USES` texts without storing them."""
    from readlevel.storage.answers import answers
    from readlevel.storage.answers.revisions import list_current

    with read_transaction(engine) as session:
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        answer = answers.get_answer(session, "a0")
        answer_id = answers.find_id(session, "a0")
        assert answer_id is not None
        (revision,) = list_current(session, answer_id)
        for _ in range(USES):
            renderer.render_each(answer, [revision], NO_SIZES)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
