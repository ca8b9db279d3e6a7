"""`readlevel glossary remove`: removes a term."""

from datetime import UTC, datetime

import click

from readlevel.cli.glossary.rerender import rerender
from readlevel.cli.glossary.term_reports import find_terms, no_term
from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.options import read_language

AUTHOR = "command line"
"""The author of the removal in the history of a term."""


@click.command()
@click.argument("term")
@click.option("--language", callback=read_language, help="Only the term of this language.")
def remove(term: str, language: str | None) -> None:
    """Remove TERM (its name, or its address) from the glossary; its history is kept."""
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.glossary.store_terms import remove_term

    site = open_site()
    with write_transaction(site.engine) as session:
        found = list(find_terms(session, term, language))
        if not found:
            raise no_term(term)
        if len(found) > 1:
            tags = ", ".join(one.language for one in found)
            raise click.ClickException(f"The term exists in {tags}; choose one with --language.")
        (one,) = found
        remove_term(session, one.language, one.slug, author=AUTHOR, now=datetime.now(UTC))
    click.echo(f"Removed: {one.name} ({one.language}). {rerender(site)}")
