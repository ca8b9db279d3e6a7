"""`readlevel simplify`: what makes a text hard, and a checked draft by the site's model."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlevel.cli.scoring.score_command import read_text_file
from readlevel.cli.shared.house_style_option import house_style_option, read_house_style
from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.options import read_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readlevel.core.assistant.prompts import Assistant, DraftOrder
    from readlevel.core.house_style.house_rule import HouseStyle
    from readlevel.core.model.answer import Audience
    from readlevel.usecases.assistant.draft_passage import PassageDraft


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--language",
    default="en",
    show_default=True,
    callback=read_language,
    help="Language of the text.",
)
@click.option("--draft", is_flag=True, help="Let the site's model write a draft, and check it.")
@click.option(
    "--for",
    "audience",
    default="lay",
    show_default=True,
    help="The audience to write for.",
)
@house_style_option
def simplify(
    file: Path, language: str, draft: bool, audience: str, house_style: Path | None
) -> None:
    """List what would make a Markdown FILE (or - for standard input) easier, the best first.

    With --house-style, wordings that it does not want are in the list, errors first.

    With --draft, print what the site's model makes of it for another audience, as a diff, with what
    the draft changes of each section. The house style is that of the site, or the one given.
    Nothing is stored. The exit status is 1 if a section has no usable draft.
    """
    markdown = read_text_file(file).replace("\0", "\ufffd")
    name = "line" if str(file) == "-" else str(file)
    style = None if house_style is None else _read_style(house_style)
    if draft:
        _print_draft(markdown, language, audience, name, style)
    else:
        _print_queue(markdown, language, audience, name, style)


def _read_style(path: Path) -> "HouseStyle":
    bad: list[str] = []
    style = read_house_style(path, bad)
    if bad:
        raise click.ClickException("\n".join(bad))
    return style


def _print_queue(
    markdown: str, language: str, audience: str, name: str, style: "HouseStyle | None"
) -> None:
    from readlevel.cli.content.simplify_report import report_queue
    from readlevel.core.house_style.house_rule import NO_STYLE
    from readlevel.core.text.document import UnreadableMarkdown
    from readlevel.settings import load_settings
    from readlevel.usecases.writing.simplify import list_simplifications

    reader = _read_audience(audience)
    target = load_settings().target_of(reader)
    try:
        queue = list_simplifications(
            markdown, language, reader, target, house_style=style or NO_STYLE
        )
    except UnreadableMarkdown as problem:
        raise click.ClickException(f"{name} cannot be read: {problem.code}.") from problem
    for line in report_queue(queue, markdown, name):
        click.echo(line)


def _read_audience(given: str) -> "Audience":
    from readlevel.core.model.answer import Audience

    if given not in set(Audience):
        known = ", ".join(Audience)
        raise click.BadParameter(f"{given!r} is no audience. There are {known}.")
    return Audience(given)


def _print_draft(
    markdown: str, language: str, audience: str, name: str, style: "HouseStyle | None"
) -> None:
    from readlevel.assistant.client import AssistantClient
    from readlevel.assistant.draft_orders import make_order
    from readlevel.cli.content.draft_report import report_section
    from readlevel.core.assistant.prompts import DraftTask
    from readlevel.core.assistant.source_parts import split_parts
    from readlevel.core.text.document import UnreadableMarkdown
    from readlevel.settings import load_settings

    settings, reader = load_settings(), _read_audience(audience)
    if settings.assistant_url is None:
        raise click.ClickException(
            "There is no assistant. Set READLEVEL_ASSISTANT_URL and READLEVEL_ASSISTANT_MODEL."
        )
    try:
        parts = split_parts(markdown)
    except UnreadableMarkdown as problem:
        raise click.ClickException(f"{name} cannot be read: {problem.code}.") from problem
    order = make_order(settings, DraftTask.DRAFT, reader, language, language)
    failed = False
    assistant = AssistantClient(settings)
    for source, drafted, own in _draft_parts(assistant, order, parts, reader, style):
        failed = failed or drafted.text is None
        for line in report_section(source, drafted, reader, language, own, name):
            click.echo(line)
    if failed:
        sys.exit(1)


def _draft_parts(
    assistant: "Assistant",
    order: "DraftOrder",
    parts: "tuple[str, ...]",
    audience: "Audience",
    style: "HouseStyle | None",
) -> "Iterator[tuple[str, PassageDraft, HouseStyle]]":
    """Yield each section with its draft and the house style, as long as the site allows to ask."""
    from datetime import UTC, datetime

    from readlevel.cli.content.draft_report import explain_problem, explain_rejection
    from readlevel.core.assistant.assistant_problem import AssistantProblem
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.storage.database.engine import read_transaction, write_transaction
    from readlevel.storage.glossary import terms
    from readlevel.storage.writing import house_styles
    from readlevel.usecases.assistant.consent import add_tokens
    from readlevel.usecases.assistant.draft_passage import MAX_WORDINGS, draft_passage
    from readlevel.usecases.assistant.start_draft import (
        DraftRejected,
        SpendingRules,
        check_spending,
    )

    site = open_site()
    rules = SpendingRules(site.settings.assistant_url or "", site.settings.assistant_monthly_tokens)
    with read_transaction(site.engine) as session:
        glossary = Glossary(terms.iter_terms(session, order.source_language))
        own = house_styles.find_style(session) if style is None else style
    wordings = own.select(audience, order.language).list_wordings(MAX_WORDINGS)
    order = replace(order, house_style=wordings)
    for source in parts:
        used = 0
        try:
            with read_transaction(site.engine) as session:
                check_spending(session, rules, now=datetime.now(UTC))
            drafted = draft_passage(assistant, order, source, glossary)
            used = drafted.tokens
        except DraftRejected as rejected:
            raise click.ClickException(explain_rejection(rejected.code)) from rejected
        except AssistantProblem as problem:
            used = problem.tokens
            raise click.ClickException(explain_problem(problem)) from problem
        finally:
            if used:
                with write_transaction(site.engine) as session:
                    add_tokens(session, used, now=datetime.now(UTC))
        yield source, drafted, own
