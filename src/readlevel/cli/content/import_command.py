"""`readlevel import`: imports answers, terms, pages, names of topics and the house style."""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from readlevel.cli.glossary.import_terms import save_terms
from readlevel.cli.shared.import_tally import Tally
from readlevel.cli.shared.open_site import OpenedSite, open_site
from readlevel.cli.shared.progress import Progress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.core.house_style.house_rule import HouseStyle
    from readlevel.core.model.topic_names import TopicNames
    from readlevel.interchange.answers.content_folder import ImportSource, LocatedAnswer
    from readlevel.interchange.answers.look_folder import LookRecord
    from readlevel.interchange.answers.pages import PageFile
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.usecases.publishing.renderer import Renderer

BATCH = 50
"""Answers that are read at a time."""

WRITE_SECONDS = 0.1
"""After this time a transaction stores no further answer, because people wait to write."""

AUTHOR = "import"

Record = TypeVar("Record")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_(paths: tuple[Path, ...]) -> None:
    """Import answers, terms, pages, names of topics, the house style and how the site looks.

    PATHS are an answer's folder, a folder of them (with glossary/, pages/, look/, topics.toml,
    house-style.toml), or .jsonl files.
    Stored content is replaced if it differs: a changed text becomes a new revision. Bad records are
    reported and skipped; the exit status is 1 if there were any.
    """
    if import_paths(open_site(), paths):
        sys.exit(1)


def import_paths(site: OpenedSite, paths: Iterable[Path]) -> int:
    """Import everything in `paths`, terms first; return the number of failed records."""
    from readlevel.interchange.answers import content_folder
    from readlevel.interchange.files.problems import RecordProblem

    terms, pages, looks, styles, topics, answers = tallies = [
        Tally(what) for what in ("Terms", "Pages", "Looks", "House styles", "Topics", "Answers")
    ]
    sources = []
    for path in paths:
        source = content_folder.find_content(path)
        if isinstance(source, RecordProblem):
            answers.failed += 1
            click.echo(source, err=True)
        else:
            sources.append(source)
    try:
        for source in sources:
            save_terms(site, source.read_terms(), terms)
        for source in sources:
            _save_each(site, source.read_pages(), pages, _save_page)
            _save_each(site, source.read_looks(), looks, _save_look)
            _save_each(site, source.read_house_styles(), styles, _save_house_style)
            _save_each(site, source.read_topics(), topics, _save_topic)
        _save_answers(site, sources, answers)
    finally:
        for tally in tallies:
            tally.report()
    return sum(tally.failed for tally in tallies)


def _save_page(session: "Session", page: "PageFile", now: datetime) -> bool:
    from readlevel.usecases.writing.pages import save_page

    return save_page(session, page.name, page.language, page.markdown, updated=now.date())


def _save_topic(session: "Session", topic: "TopicNames", _now: datetime) -> bool:
    from readlevel.usecases.writing.topic_names import import_names

    return import_names(session, topic)


def _save_look(session: "Session", record: "LookRecord", now: datetime) -> bool:
    from readlevel.usecases.operations import looks

    look, contents = record
    return looks.store(session, None, look, [*contents.items()], now=now)


def _save_house_style(session: "Session", style: "HouseStyle", now: datetime) -> bool:
    from readlevel.usecases.operations import house_styles

    return house_styles.store(session, None, style, now=now)


def _save_each(
    site: OpenedSite,
    given: "Iterable[Record | RecordProblem]",
    tally: Tally,
    save: "Callable[[Session, Record, datetime], bool]",
) -> None:
    """Store each record in a transaction of its own by `save`, which returns whether it changed.

    It may run several times, until its slow work is done.
    """
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage import slow_work

    def act(record: Record, session: "Session") -> bool:
        return save(session, record, datetime.now(UTC))

    for record in given:
        if isinstance(record, RecordProblem):
            tally.failed += 1
            click.echo(record, err=True)
        else:
            changed = slow_work.write_alone(site.engine, partial(act, record))
            tally.count(changed=changed)


def _save_answers(site: OpenedSite, sources: "list[ImportSource]", tally: Tally) -> None:
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.slow_work import PreparedWrites
    from readlevel.usecases.publishing.renderer import Renderer

    with read_transaction(site.engine) as session:
        settings = site.settings
        renderer = Renderer(session, settings.personas, site.language, site_name=settings.site_name)
    records = (placed for source in sources for placed in source.read_answers())
    with Progress("Importing", sum(source.count() for source in sources)) as progress:
        done = 0
        while batch := list(islice(records, BATCH)):
            with PreparedWrites(site.engine) as writes:
                save = partial(_save, writes.prepare(partial(_foresee, renderer, batch)))
                while batch:
                    with _hold_interrupts():
                        results = writes.write_some(batch, save, seconds=WRITE_SECONDS)
                        # Report after the commit: before it, all could still be rolled back.
                        for result in results:
                            if isinstance(result, bool):
                                tally.count(changed=result)
                            else:
                                tally.failed += 1
                                progress.print(result)
                    del batch[: len(results)]
                    done += len(results)
                    progress.update(done)


@contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Delay Ctrl+C until the end, so that what is stored is also counted."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _foresee(
    renderer: "Renderer", batch: "Sequence[LocatedAnswer]", session: "Session"
) -> "Renderer":
    """Do the slow work of storing answers; return the renderer, with the glossary as it is now."""
    from sqlalchemy.exc import DataError

    from readlevel.core.model.answer import Answer
    from readlevel.usecases.publishing.foresee import foresee_import

    renderer.follow(session)
    pinned = renderer.pin()
    now = datetime.now(UTC)
    try:
        for _, _, record in batch:
            if isinstance(record, Answer):
                foresee_import(session, record, pinned, author=AUTHOR, now=now)
    except DataError:
        # It is reported when the answer is stored.
        pass
    return pinned


def _save(
    renderer: "Renderer", session: "Session", located: "LocatedAnswer"
) -> "bool | RecordProblem":
    """Store an answer; return whether that changed anything, or the problem."""
    from sqlalchemy.exc import DataError, IntegrityError

    from readlevel.core.model.answer import Answer
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage.answers.answers import SlugTaken
    from readlevel.usecases.assistant.provenance import record_imported
    from readlevel.usecases.publishing.publish import save_answer

    path, line, answer = located
    if not isinstance(answer, Answer):
        return answer
    now = datetime.now(UTC)
    try:
        with session.begin_nested():
            return save_answer(
                session,
                answer,
                renderer,
                author=AUTHOR,
                why="imported",
                now=now,
                record=partial(record_imported, session, answer),
            )
    except SlugTaken as taken:
        return RecordProblem(path, line, answer.slug, str(taken))
    except (DataError, IntegrityError) as error:
        reason = f"The database rejected the answer: {error.orig}"
        return RecordProblem(path, line, answer.slug, reason)
