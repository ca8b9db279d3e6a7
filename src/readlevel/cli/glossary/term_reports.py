"""`readlevel glossary history` and `levels`: reports on terms."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.options import read_language

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.core.model.term import Term
    from readlevel.storage.glossary.term_history import TermChange


@click.command()
@click.argument("term")
@click.option("--language", callback=read_language, help="Only the term of this language.")
def history(term: str, language: str | None) -> None:
    """List the changes of TERM (its name, or its address in the glossary), the newest first."""
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.glossary.term_history import list_changes

    with read_transaction(open_site().engine) as session:
        found = [(one.name, one.language, one.slug) for one in find_terms(session, term, language)]
        found = found or list(_find_removed(session, term, language))
        if not found:
            raise no_term(term)
        for name, tag, slug in found:
            click.echo(f"{name} ({tag}, {slug})")
            for change in list_changes(session, tag, slug):
                for line in _describe(change):
                    click.echo(f"  {line}")


@click.command()
@click.option("--language", callback=read_language, help="Only terms of this language.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Maximum number of terms.",
)
def levels(language: str | None, limit: int) -> None:
    """List the plain-language definitions that are hardest to read, the hardest first.

    Most are too short for a school grade. They are ranked by hardness if it is known, else by their
    longest sentence.
    """
    from readlevel.core.readability.definition_level import difficulty_sort_key, measure_definition
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.glossary import terms

    with read_transaction(open_site().engine) as session:
        given = [
            (level, one)
            for one in terms.iter_terms(session, language)
            if (level := measure_definition(one.definition_lay, one.language))
        ]
    ranked = sorted(given, key=lambda pair: difficulty_sort_key(pair[0]), reverse=True)
    if not ranked:
        click.echo("No term has a plain definition.")
        return
    click.echo("hardness  words  longest sentence  term")
    for level, one in ranked[:limit]:
        measures = level.measures
        hardness = "–" if measures.hardness is None else f"{measures.hardness:.1f}"
        click.echo(
            f"{hardness:>8}{level.counts.words:>7}{measures.longest_sentence_words:>18}"
            f"  {one.name} ({one.language})"
        )


def find_terms(session: "Session", given: str, language: str | None) -> "Iterator[Term]":
    """Yield the terms with a name or slug, in one language or in all."""
    from readlevel.storage.glossary import terms

    for tag in [language] if language else terms.list_languages(session):
        found = terms.find_term(session, tag, given) or terms.find_by_name(session, tag, given)
        if found is not None:
            yield found


def no_term(given: str) -> click.ClickException:
    """Return the error for a term that is not in the glossary."""
    return click.ClickException(
        f"The glossary has no term {given!r}. Give its name, or its address as in "
        "/glossary/<address>."
    )


def _find_removed(
    session: "Session", given: str, language: str | None
) -> "Iterator[tuple[str, str, str]]":
    from readlevel.interchange.glossary.entries import default_slug
    from readlevel.storage.glossary.term_history import find_languages

    for slug in sorted({given, default_slug(given)}):
        for tag in find_languages(session, slug):
            if language in (None, tag):
                yield slug, tag, slug


def _describe(change: "TermChange") -> Iterator[str]:
    when = f"{change.changed_at:%Y-%m-%d %H:%M} UTC, {change.author}"
    if all(before is None for before, _ in change.fields.values()):
        yield f"{when}: new"
        return
    if all(after is None for _, after in change.fields.values()):
        yield f"{when}: removed"
        return
    yield f"{when}:"
    for name, (before, after) in change.fields.items():
        yield f"  {name}: {_show(before)} → {_show(after)}"


def _show(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value in (None, "", {}) else repr(value)
