"""`readlevel check`: checks texts before they are submitted for review."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readlevel.cli.content.check_formats import FORMATS, CheckedAnswer
from readlevel.cli.content.checklist_report import read_items
from readlevel.cli.shared.house_style_option import house_style_option, read_house_style
from readlevel.cli.shared.open_site import open_site

if TYPE_CHECKING:
    from readlevel.core.checks.severity import CheckPolicy
    from readlevel.core.consistency.second_reading import SecondReader
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.core.house_style.house_rule import HouseStyle
    from readlevel.interchange.answers.content_folder import ImportSource, LocatedAnswer
    from readlevel.settings import Settings


@click.command()
@click.argument("targets", metavar="PATH|SLUG...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="github: annotations of a workflow; sarif: SARIF 2.1.0, for code scanning.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--checklists",
    "with_checklists",
    is_flag=True,
    help="Also what a program can tell of checklists.",
)
@house_style_option
def check(
    targets: tuple[str, ...],
    form: str,
    as_json: bool,
    with_checklists: bool,
    house_style: Path | None,
) -> None:
    """Check texts in folders and files, or answers of the database.

    A PATH is a content folder, an answer's folder or a file in it, a .jsonl file, or a Markdown
    file that stands alone. What is given twice is checked once.

    The house style is house-style.toml beside the answers, or for answers of the database that of
    the site; --house-style takes the place of both.

    Reports findings in each text, facts that the plain text and the clinician text do not share,
    and plain texts that were checked against an older clinician text. Which of them block is a
    setting. The exit status is 1 if one blocks, or if a record cannot be read.
    """
    from readlevel.settings import load_settings

    bad: list[str] = []
    reading = _Reading(load_settings(), house_style, bad)
    checked: dict[tuple[Path, int | None], CheckedAnswer] = {}
    for target in _find_targets(targets):
        for one in _check_target(target, reading):
            checked.setdefault((one.path.absolute(), one.line), one)
    for problem in dict.fromkeys(bad):
        click.echo(problem, err=True)
    form = "json" if as_json else form
    items = [list(read_items(one)) for one in checked.values()] if with_checklists else None
    click.echo(FORMATS[form](list(checked.values()), items))
    if bad or any(one.check.blocks for one in checked.values()):
        sys.exit(1)


def _find_targets(targets: Iterable[str]) -> Iterable[str | Path]:
    """Return each target once: as a path if it exists, a file of an answer as its folder."""
    from readlevel.interchange.answers.single_text import find_answer_folder

    found: dict[str | Path, None] = {}
    for target in targets:
        path = Path(target)
        if not path.exists():
            found[target] = None
        else:
            found[path if path.is_dir() else find_answer_folder(path) or path] = None
    return found


class _Reading:
    """How the targets are read: settings, house style, and what is wrong with files."""

    def __init__(self, settings: "Settings", house_style: Path | None, bad: list[str]) -> None:
        self.settings = settings
        self.bad = bad
        self._given = None if house_style is None else read_house_style(house_style, bad)
        self._read: dict[Path, HouseStyle] = {}
        """The house styles beside answers, each read once, by their files."""

    @cached_property
    def second_reader(self) -> "SecondReader | None":
        """What reads the texts a second time, as long as it takes; None if nothing does."""
        from readlevel.entailment.second_reader import NO_LIMIT, open_second_reader

        return open_second_reader(self.settings, seconds=NO_LIMIT)

    def rules_for(self, content: Path) -> "CheckPolicy":
        """Return the rules for the answers in a folder, or for the one that the folder is of."""
        from readlevel.interchange.answers.content_folder import HOUSE_STYLE

        for folder in (content, content.resolve().parent):
            path = folder / HOUSE_STYLE
            if self._given is None and path.is_file():
                found = path.resolve()
                if found not in self._read:
                    self._read[found] = read_house_style(path, self.bad)
                return replace(self.settings.rules, house_style=self._read[found])
        return self.rules()

    def rules(self, stored: "HouseStyle | None" = None) -> "CheckPolicy":
        """Return the rules for other texts; `stored` is the house style of the site."""
        style = self._given if self._given is not None else stored
        rules = self.settings.rules
        return rules if style is None else replace(rules, house_style=style)


def _check_target(target: str | Path, reading: _Reading) -> Iterator[CheckedAnswer]:
    from readlevel.interchange.answers.single_text import SUFFIXES

    if isinstance(target, str):
        return _check_stored(target, reading)
    if target.suffix in SUFFIXES and not target.is_dir():
        return _check_single_text(target, reading)
    return _check_folder(target, reading)


def _check_single_text(path: Path, reading: _Reading) -> Iterator[CheckedAnswer]:
    """Yield the check of a Markdown file outside an answer's folder."""
    from readlevel.core.checks.answer_checks import check_answer
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.interchange.answers.single_text import read_single_text
    from readlevel.interchange.files.problems import RecordProblem

    read = read_single_text(path, reading.settings.languages[0])
    if isinstance(read, RecordProblem):
        reading.bad.append(str(read))
    else:
        found = check_answer(
            read, reading.rules(), Glossary(()), lambda _: True, reading.second_reader
        )
        yield CheckedAnswer(found, path, None, alone=True)


def _check_folder(path: Path, reading: _Reading) -> Iterator[CheckedAnswer]:
    """Yield the checks of a folder's answers, and note its bad records."""
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
    reading.bad.extend(str(one) for one in [*terms, *read] if isinstance(one, RecordProblem))
    rules = reading.rules_for(path)
    for place, line, record in records:
        if isinstance(record, Answer):
            found = check_answer(record, rules, glossary, is_there, reading.second_reader)
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


def _check_stored(slug: str, reading: _Reading) -> Iterator[CheckedAnswer]:
    from readlevel.core.checks.answer_checks import check_answer
    from readlevel.storage.answers import answers
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.writing import house_styles
    from readlevel.usecases.publishing.renderer import Renderer
    from readlevel.usecases.review.approval_findings import Checker

    site = open_site()
    settings = site.settings
    with read_transaction(site.engine) as session:
        answer = answers.find_answer(session, slug)
        if answer is None:
            raise click.ClickException(f"There is no folder and no answer named {slug!r}.")
        renderer = Renderer(session, settings.personas, settings.languages[0])
        rules = reading.rules(house_styles.find_style(session))
        checker = Checker(renderer, rules, settings.languages)
        found = check_answer(
            answer,
            rules,
            renderer.glossary,
            lambda path: checker.is_there(session, path),
            reading.second_reader,
        )
        yield CheckedAnswer(found, Path(slug), None)
