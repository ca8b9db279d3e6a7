"""`readlevel check`: checks texts before they are submitted for review."""

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readlevel.cli.content.check_formats import FORMATS, CheckedAnswer
from readlevel.cli.shared.open_site import open_site

if TYPE_CHECKING:
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.interchange.answers.content_folder import ImportSource, LocatedAnswer
    from readlevel.settings import Settings


@click.command()
@click.argument("target", metavar="DIR|SLUG")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="github: annotations of a workflow; sarif: SARIF 2.1.0, for code scanning.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def check(target: str, form: str, as_json: bool) -> None:
    """Check the texts of a content folder (or .jsonl file), or of one answer of the database.

    Reports findings in each text, facts that the plain text and the clinician text do not share,
    and plain texts that were checked against an older clinician text. Which of them block is a
    setting. The exit status is 1 if one blocks, or if a record cannot be read.
    """
    from readlevel.settings import load_settings

    settings = load_settings()
    path = Path(target)
    bad: list[str] = []
    checked = list(_check_folder(path, settings, bad) if path.exists() else _check_stored(target))
    for problem in bad:
        click.echo(problem, err=True)
    click.echo(FORMATS["json" if as_json else form](checked))
    if bad or any(one.check.blocks for one in checked):
        sys.exit(1)


def _check_folder(path: Path, settings: "Settings", bad: list[str]) -> Iterator[CheckedAnswer]:
    """Yield the checks of a folder's answers; append the problems of bad records to `bad`."""
    from readlevel.core.checks.answer_checks import check_answer
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.core.model.answer import Answer
    from readlevel.interchange.answers import content_folder
    from readlevel.interchange.files.problems import RecordProblem
    from readlevel.interchange.glossary.entries import TermEntry

    source = content_folder.find_content(path)
    if isinstance(source, RecordProblem):
        raise click.ClickException(str(source))
    terms = list(_terms(path, source))
    records = list(source.read_answers())
    glossary = Glossary(one.term for one in terms if isinstance(one, TermEntry))
    is_there = _find_pages(path, source, records, glossary)
    read = (record for _, _, record in records)
    bad.extend(str(one) for one in [*terms, *read] if isinstance(one, RecordProblem))
    for place, line, record in records:
        if isinstance(record, Answer):
            found = check_answer(record, settings.rules, glossary, is_there)
            yield CheckedAnswer(found, place.parent if line is None else place, line)


def _terms(path: Path, source: "ImportSource") -> Iterator[Any]:
    """Yield the terms beside the answers; for one answer's folder, those beside the folder."""
    from readlevel.interchange.answers import content_folder
    from readlevel.interchange.glossary import csv_format

    yield from source.read_terms()
    if source.answers == (path,):
        for file in sorted((path.resolve().parent / content_folder.GLOSSARY).glob("*.csv")):
            yield from csv_format.read(file, None)


def _find_pages(
    path: Path, source: "ImportSource", records: "list[LocatedAnswer]", glossary: "Glossary"
) -> Callable[[str], bool]:
    """Return a function that says whether a path of the site exists, as far as the folder shows."""
    from readlevel.core.model.answer import Answer

    found = [record for _, _, record in records if isinstance(record, Answer)]
    slugs = {slug for one in found for slug in (one.slug, *one.former_slugs)}
    terms = {term.slug for term in glossary}
    alone = source.answers == (path,) and path.is_dir()

    def is_there(address: str) -> bool:
        parts = address.strip("/").split("/")
        for kind, name in pairwise(parts):
            if kind == "answers":
                return alone or name in slugs
            if kind == "glossary":
                return not terms or name in terms
        return True

    return is_there


def _check_stored(slug: str) -> Iterator[CheckedAnswer]:
    from readlevel.core.checks.answer_checks import check_answer
    from readlevel.storage.answers import answers
    from readlevel.storage.database.engine import read_transaction
    from readlevel.usecases.publishing.renderer import Renderer
    from readlevel.usecases.review.approval_findings import Checker

    site = open_site()
    settings = site.settings
    with read_transaction(site.engine) as session:
        answer = answers.find_answer(session, slug)
        if answer is None:
            raise click.ClickException(f"There is no folder and no answer named {slug!r}.")
        renderer = Renderer(session, settings.personas, settings.languages[0])
        checker = Checker(renderer, settings.rules, settings.languages)
        yield CheckedAnswer(
            check_answer(
                answer,
                settings.rules,
                renderer.glossary,
                lambda path: checker.is_there(session, path),
            ),
            Path(slug),
            None,
        )
