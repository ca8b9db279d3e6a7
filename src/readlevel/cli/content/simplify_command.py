"""`readlevel simplify`: what makes a text hard, and a checked draft by the site's model."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlevel.cli.scoring.score_command import read_text_file
from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.options import read_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readlevel.core.assistant.prompts import Assistant, DraftOrder
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
def simplify(file: Path, language: str, draft: bool, audience: str) -> None:
    """List what would make a Markdown FILE (or - for standard input) easier, the best first.

    With --draft, print what the site's model makes of it for another audience, as a diff, with what
    the draft changes of each section. Nothing is stored. The exit status is 1 if a section has no
    usable draft.
    """
    markdown = read_text_file(file).replace("\0", "\ufffd")
    name = "line" if str(file) == "-" else str(file)
    if draft:
        _print_draft(markdown, language, audience, name)
    else:
        _print_queue(markdown, language, audience, name)


def _print_queue(markdown: str, language: str, audience: str, name: str) -> None:
    from readlevel.cli.content.simplify_report import report_queue
    from readlevel.core.text.document import UnreadableMarkdown
    from readlevel.settings import load_settings
    from readlevel.usecases.writing.simplify import list_simplifications

    reader = _read_audience(audience)
    target = load_settings().target_of(reader)
    try:
        queue = list_simplifications(markdown, language, reader, target)
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


def _print_draft(markdown: str, language: str, audience: str, name: str) -> None:
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
    for source, drafted in _draft_parts(AssistantClient(settings), order, parts):
        failed = failed or drafted.text is None
        for line in report_section(source, drafted, language, name):
            click.echo(line)
    if failed:
        sys.exit(1)


def _draft_parts(
    assistant: "Assistant", order: "DraftOrder", parts: "tuple[str, ...]"
) -> "Iterator[tuple[str, PassageDraft]]":
    """Yield each section with its draft, as long as the site allows to ask."""
    from datetime import UTC, datetime

    from readlevel.cli.content.draft_report import explain_problem, explain_rejection
    from readlevel.core.assistant.assistant_problem import AssistantProblem
    from readlevel.core.glossary.matcher import Glossary
    from readlevel.storage.database.engine import read_transaction, write_transaction
    from readlevel.storage.glossary import terms
    from readlevel.usecases.assistant.consent import add_tokens
    from readlevel.usecases.assistant.draft_passage import draft_passage
    from readlevel.usecases.assistant.start_draft import (
        DraftRejected,
        SpendingRules,
        check_spending,
    )

    site = open_site()
    rules = SpendingRules(site.settings.assistant_url or "", site.settings.assistant_monthly_tokens)
    with read_transaction(site.engine) as session:
        glossary = Glossary(terms.iter_terms(session, order.source_language))
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
        yield source, drafted
