"""Commands for content: answers, terms and pages in and out."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlevel.cli.site import Site, open_site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.core.answer import Answer
    from readlevel.core.glossary import Term
    from readlevel.editing import Renderer
    from readlevel.interchange.content import Source
    from readlevel.interchange.problem import Problem

    Placed = tuple[Path, int | None, Answer | Problem]

BATCH = 50
"""Answers stored in one transaction: an interrupted import leaves whole answers only."""

AUTHOR = "import"


@dataclass(slots=True)
class Tally:
    """What an import did."""

    changed: int = 0
    unchanged: int = 0
    failed: int = 0

    def tell(self, what: str) -> None:
        """Say it in one line, where there was anything to do."""
        if self.changed or self.unchanged or self.failed:
            click.echo(
                f"{what}: {self.changed:,} new or changed, {self.unchanged:,} unchanged, "
                f"{self.failed:,} failed."
            )

    def fail(self, problem: "Problem") -> None:
        """Count a bad record and name it."""
        self.failed += 1
        click.echo(problem, err=True)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_(paths: tuple[Path, ...]) -> None:
    """Take in answers, terms and pages.

    PATHS are an answer's folder, a folder of them (with glossary/ and pages/), or .jsonl files.
    """
    if import_paths(open_site(), paths):
        sys.exit(1)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write all answers, terms and pages into FOLDER, as `import` reads them."""
    from readlevel.interchange import content, folders, glossaries, pages
    from readlevel.storage import answers, terms
    from readlevel.storage.engine import reading
    from readlevel.storage.pages import iter_pages

    site = open_site()
    with reading(site.engine) as session:
        total = answers.count(session)
        with click.progressbar(
            answers.iter_answers(session), length=total, label="Writing", file=sys.stderr
        ) as progress:
            for answer in progress:
                folders.write(answer, folder / answer.slug)
        written = 0
        for language in terms.languages(session):
            path = folder / content.GLOSSARY / f"{language}.csv"
            written += glossaries.write_csv(terms.iter_terms(session, language), path)
        for page in iter_pages(session):
            pages.write(
                pages.PageFile(page.name, page.language, page.markdown), folder / content.PAGES
            )
    click.echo(f"Wrote {total:,} answers and {written:,} terms into {folder}.")


@click.group()
def glossary() -> None:
    """Take terms in and out."""


@glossary.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["csv", "nci"]), default="csv")
@click.option("--language", help="Language of terms that name none.")
def import_glossary(file: Path, format_: str, language: str | None) -> None:
    """Take in the terms of FILE: our own CSV, or the NCI dictionary's JSON."""
    from readlevel.interchange import glossaries

    read = {"csv": glossaries.read_csv, "nci": glossaries.read_nci}[format_]
    tally = Tally()
    _save_terms(open_site(), read(file, _checked(language)), tally)
    tally.tell("Terms")
    if tally.failed:
        sys.exit(1)


@glossary.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default="glossary.csv")
def export_glossary(file: Path) -> None:
    """Write all terms into FILE as CSV."""
    from readlevel.interchange import glossaries
    from readlevel.storage import terms
    from readlevel.storage.engine import reading

    with reading(open_site().engine) as session:
        count = glossaries.write_csv(terms.iter_terms(session), file)
    click.echo(f"Wrote {count:,} terms into {file}.")


def import_paths(site: Site, paths: Iterable[Path]) -> int:
    """Take in all that `paths` hold, terms first; return how many records failed."""
    from readlevel.interchange import content
    from readlevel.interchange.problem import Problem

    terms, pages, answers = Tally(), Tally(), Tally()
    sources = []
    for path in paths:
        source = content.find(path)
        if isinstance(source, Problem):
            answers.fail(source)
        else:
            sources.append(source)
    for source in sources:
        _save_terms(site, source.terms(), terms)
        _save_pages(site, source, pages)
    _save_answers(site, sources, answers)
    for what, tally in (("Terms", terms), ("Pages", pages), ("Answers", answers)):
        tally.tell(what)
    return terms.failed + pages.failed + answers.failed


def _save_terms(site: Site, given: "Iterable[Term | Problem]", tally: Tally) -> None:
    from readlevel.core.glossary import Term
    from readlevel.editing import save_terms
    from readlevel.storage.engine import writing

    terms = []
    for term in given:
        if isinstance(term, Term):
            terms.append(term)
        else:
            tally.fail(term)
    if terms:
        with writing(site.engine) as session:
            changed = save_terms(session, terms, site.settings.personas, site.language)
        tally.changed += changed
        tally.unchanged += len(terms) - changed


def _save_pages(site: Site, source: "Source", tally: Tally) -> None:
    from readlevel.editing import save_page
    from readlevel.interchange.problem import Problem
    from readlevel.storage.engine import writing

    for page in source.written_pages():
        if isinstance(page, Problem):
            tally.fail(page)
            continue
        today = datetime.now(UTC).date()
        with writing(site.engine) as session:
            changed = save_page(session, page.name, page.language, page.markdown, updated=today)
        tally.changed += changed
        tally.unchanged += not changed


def _save_answers(site: Site, sources: "list[Source]", tally: Tally) -> None:
    from readlevel.editing import Renderer
    from readlevel.storage.engine import reading, writing

    with reading(site.engine) as session:
        renderer = Renderer(session, site.settings.personas, site.language)
    length = sum(source.count() for source in sources)
    records = (placed for source in sources for placed in source.read_answers())
    with click.progressbar(length=length, label="Importing", file=sys.stderr) as progress:
        for batch in _batches(records):
            problems: list[Problem] = []
            with writing(site.engine) as session:
                counted = _save_batch(session, batch, renderer, problems)
            tally.changed += counted.changed
            tally.unchanged += counted.unchanged
            for problem in problems:
                tally.fail(problem)
            progress.update(len(batch))


def _save_batch(
    session: "Session", batch: "list[Placed]", renderer: "Renderer", problems: "list[Problem]"
) -> Tally:
    from readlevel.editing import save_answer
    from readlevel.interchange.problem import Problem
    from readlevel.storage.answers import SlugTaken

    tally = Tally()
    now = datetime.now(UTC)
    for path, line, record in batch:
        if isinstance(record, Problem):
            problems.append(record)
            continue
        try:
            with session.begin_nested():
                changed = save_answer(
                    session, record, renderer, author=AUTHOR, why="imported", now=now
                )
        except SlugTaken as taken:
            problems.append(Problem(path, line, record.slug, str(taken)))
            continue
        tally.changed += changed
        tally.unchanged += not changed
    return tally


def _batches(records: "Iterator[Placed]") -> "Iterator[list[Placed]]":
    while batch := list(islice(records, BATCH)):
        yield batch


def _checked(language: str | None) -> str | None:
    from readlevel.core.language import normalise_tag

    try:
        return None if language is None else normalise_tag(language)
    except ValueError as error:
        raise click.BadParameter(
            f"{language!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error
