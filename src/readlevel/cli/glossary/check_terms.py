"""`readlevel glossary check`: finds mistakes in the terms."""

import sys
from typing import TYPE_CHECKING

import click

from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.options import read_language

if TYPE_CHECKING:
    from readlevel.core.glossary.term_problems import TermProblem

_REASONS = {
    "unknown_see_also": "see_also names “{name}”, which is no term. Add it, or remove the name.",
    "not_in_without_term": "not_in has “{name}”, which does not contain the term. Remove it.",
    "not_in_is_term": "not_in has “{name}”, which is the term itself, so it is never explained "
    "there. Remove it.",
    "shared_form": "“{name}” is also a form of {others}, so it is not explained unless a text "
    "says which is meant. Remove it from all but one.",
}


@click.command()
@click.option("--language", callback=read_language, help="Only terms of this language.")
def check(language: str | None) -> None:
    """Find mistakes in the terms; the exit status is 1 if there are any.

    These are: names under see_also that are no terms, longer names under not_in without effect or
    that hide the term, and forms that several terms share.
    """
    from readlevel.core.glossary.term_problems import find_term_problems
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.glossary import terms

    with read_transaction(open_site().engine) as session:
        given = list(terms.iter_terms(session, language))
    problems = 0
    for problem in find_term_problems(given):
        problems += 1
        click.echo(_describe(problem))
    click.echo(f"Terms: {len(given):,}. Problems: {problems:,}.")
    if problems:
        sys.exit(1)


def _describe(problem: "TermProblem") -> str:
    others = ", ".join(f"{other.name} ({other.language})" for other in problem.others)
    reason = _REASONS[problem.kind].format(name=problem.name, others=others)
    return f"{problem.term.name} ({problem.term.language}): {reason}"
