"""`readlevel import`: imports answers, terms, pages, names of topics and the house style."""

import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlevel.cli.glossary.import_terms import save_terms
from readlevel.cli.shared.import_tally import Tally
from readlevel.cli.shared.open_site import OpenedSite, open_site
from readlevel.cli.shared.progress import Progress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.core.house_style.house_rule import HouseStyle
    from readlevel.core.model.answer import Answer
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

    terms, pages, answers = Tally("Terms"), Tally("Pages"), Tally("Answers")
    looks = Tally("Looks")
    topics = Tally("Topics")
    styles = Tally("House styles")
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
            _save_pages(site, source.read_pages(), pages)
            _save_looks(site, source.read_looks(), looks)
            _save_house_styles(site, source.read_house_styles(), styles)
        for source in sources:
            _save_topics(site, source.read_topics(), topics)
        _save_answers(site, sources, answers)
    finally:
        for tally in (terms, pages, looks, styles, topics, answers):
            tally.report()
    return sum(tally.failed for tally in (terms, pages, looks, styles, topics, answers))


def _save_pages(
    site: OpenedSite, given: "Iterable[PageFile | RecordProblem]", tally: Tally
) -> None:
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.writing.pages import save_page

    today = datetime.now(UTC).date()
    for page in given:
        if isinstance(page, RecordProblem):
            tally.failed += 1
            click.echo(page, err=True)
        else:
            with write_transaction(site.engine) as session:
                changed = save_page(session, page.name, page.language, page.markdown, updated=today)
            tally.count(changed=changed)


def _save_topics(
    site: OpenedSite, given: "Iterable[TopicNames | RecordProblem]", tally: Tally
) -> None:
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.writing.topic_names import import_names

    for topic in given:
        if isinstance(topic, RecordProblem):
            tally.failed += 1
            click.echo(topic, err=True)
        else:
            with write_transaction(site.engine) as session:
                changed = import_names(session, topic)
            tally.count(changed=changed)


def _save_looks(
    site: OpenedSite, given: "Iterable[LookRecord | RecordProblem]", tally: Tally
) -> None:
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.operations import looks

    for record in given:
        if isinstance(record, RecordProblem):
            tally.failed += 1
            click.echo(record, err=True)
            continue
        look, contents = record
        with write_transaction(site.engine) as session:
            changed = looks.store(session, None, look, [*contents.items()], now=datetime.now(UTC))
        tally.count(changed=changed)


def _save_house_styles(
    site: OpenedSite, given: "Iterable[HouseStyle | RecordProblem]", tally: Tally
) -> None:
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.operations import house_styles

    for style in given:
        if isinstance(style, RecordProblem):
            tally.failed += 1
            click.echo(style, err=True)
        else:
            with write_transaction(site.engine) as session:
                changed = house_styles.store(session, None, style, now=datetime.now(UTC))
            tally.count(changed=changed)


def _save_answers(site: OpenedSite, sources: "list[ImportSource]", tally: Tally) -> None:
    from readlevel.storage.database.engine import read_transaction, write_transaction
    from readlevel.usecases.publishing.renderer import Renderer

    with read_transaction(site.engine) as session:
        settings = site.settings
        renderer = Renderer(session, settings.personas, site.language, site_name=settings.site_name)
    records = (placed for source in sources for placed in source.read_answers())
    with Progress("Importing", sum(source.count() for source in sources)) as progress:
        done = 0
        while batch := list(islice(records, BATCH)):
            while batch:
                with _hold_interrupts():
                    with write_transaction(site.engine, background=True) as session:
                        results = list(_save_some(session, batch, renderer))
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


def _save_some(
    session: "Session", batch: "list[LocatedAnswer]", renderer: "Renderer"
) -> "Iterator[bool | RecordProblem]":
    """Store answers for `WRITE_SECONDS`; yield whether each changed anything, or the problem."""
    from readlevel.core.model.answer import Answer

    until = time.monotonic() + WRITE_SECONDS
    for done, (path, line, record) in enumerate(batch):
        if done and time.monotonic() > until:
            return
        if isinstance(record, Answer):
            yield _save(session, path, line, record, renderer)
        else:
            yield record


def _save(
    session: "Session", path: Path, line: int | None, answer: "Answer", renderer: "Renderer"
) -> "bool | RecordProblem":
    from sqlalchemy.exc import DataError, IntegrityError

    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.storage.answers.answers import SlugTaken
    from readlevel.usecases.assistant.provenance import record_imported
    from readlevel.usecases.publishing.publish import publish, save_answer

    now = datetime.now(UTC)
    try:
        with session.begin_nested():
            changed = save_answer(session, answer, renderer, author=AUTHOR, why="imported", now=now)
            if record_imported(session, answer):
                publish(session, answer.slug, renderer)
                return True
            return changed
    except SlugTaken as taken:
        return RecordProblem(path, line, answer.slug, str(taken))
    except (DataError, IntegrityError) as error:
        reason = f"The database rejected the answer: {error.orig}"
        return RecordProblem(path, line, answer.slug, reason)
