"""Commands for the glossary."""

import sys
from pathlib import Path

import click

from readlevel.cli.importing import Tally, save_terms
from readlevel.cli.site import open_site


@click.group()
def glossary() -> None:
    """Take terms in and out."""


@glossary.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "nci"]),
    default="csv",
    show_default=True,
    help="csv: our own columns; nci: JSON of the NCI Dictionary of Cancer Terms.",
)
@click.option("--language", help="Language of terms that name none; else a CSV's name says it.")
def import_glossary(file: Path, format_: str, language: str | None) -> None:
    """Take in the terms of FILE; each replaces the one of its name.

    Bad records are named and left out; the exit status is 1 where there were any.
    """
    from readlevel.interchange import glossary_csv, glossary_nci

    read = {"csv": glossary_csv.read, "nci": glossary_nci.read}[format_]
    tally = Tally("Terms")
    save_terms(open_site(), read(file, _checked(language)), tally)
    tally.tell()
    if tally.failed:
        sys.exit(1)


@glossary.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def export_glossary(file: Path | None) -> None:
    """Write all terms as CSV into FILE, or to standard output."""
    from readlevel.interchange import glossary_csv, texts
    from readlevel.storage import terms
    from readlevel.storage.engine import reading

    with reading(open_site().engine) as session:
        given = list(terms.iter_terms(session))
    table = glossary_csv.write(given)
    if file is None:
        click.echo(table, nl=False)
    else:
        texts.write_text(file, table)
        click.echo(f"Written into {file}: {len(given):,} terms.")


def _checked(language: str | None) -> str | None:
    from readlevel.core.language import normalise_tag

    try:
        return None if language is None else normalise_tag(language)
    except ValueError as error:
        raise click.BadParameter(
            f"{language!r} is not a language tag. Write, for example, en or pt-BR."
        ) from error
