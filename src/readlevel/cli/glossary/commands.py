"""`readlevel glossary`: import, export and reports."""

import sys
from pathlib import Path

import click

from readlevel.cli.glossary.check_terms import check
from readlevel.cli.glossary.import_terms import draft_terms, preview_import, read_terms, store_terms
from readlevel.cli.glossary.missing_command import missing
from readlevel.cli.glossary.remove_command import remove
from readlevel.cli.glossary.term_reports import history, levels
from readlevel.cli.shared.import_tally import Tally
from readlevel.cli.shared.open_site import open_site
from readlevel.cli.shared.options import read_encoding, read_language

IMPORTED = ("csv", "nci", "skos", "tbx")
EXPORTED = ("csv", "skos", "tbx", "tbx-dct", "omegat", "weblate")


@click.group()
def glossary() -> None:
    """Import and export terms, find missing ones, and report on those there are."""


glossary.add_command(check)
glossary.add_command(missing)
glossary.add_command(history)
glossary.add_command(levels)
glossary.add_command(remove)


@glossary.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format",
    "format_",
    type=click.Choice(IMPORTED),
    help="csv: a table with Readlevel's columns; nci: JSON of the NCI's dictionaries; "
    "skos: Turtle, RDF/XML or JSON-LD; tbx: TBX-Basic. Default: detected from file name and "
    "content.",
)
@click.option(
    "--language",
    callback=read_language,
    help="Language of terms that name none; else a CSV's name says it.",
)
@click.option(
    "--audience",
    type=click.Choice(["lay", "clinician"]),
    default="lay",
    show_default=True,
    help="Audience of definitions that name none (a column `definition`, SKOS, TBX).",
)
@click.option(
    "--encoding",
    callback=read_encoding,
    help="Encoding of a CSV that is neither UTF-8 nor marked as UTF-16.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Write nothing where any record is bad.")
@click.option("--verbose", is_flag=True, help="With --dry-run: name every term, however many.")
@click.option(
    "--for-review",
    is_flag=True,
    help="Make drafts, which readers get once someone approves them at the desk. Without it the "
    "terms count as approved by the person who runs the command.",
)
def import_glossary(
    file: Path,
    format_: str | None,
    language: str | None,
    audience: str,
    encoding: str | None,
    dry_run: bool,
    all_or_nothing: bool,
    verbose: bool,
    for_review: bool,
) -> None:
    """Import the terms of FILE; each changes the term of the same name.

    Readers get them at once, as approved, unless you ask for drafts with --for-review.

    A term keeps the fields that FILE does not have. Bad records are reported and skipped; the exit
    status is 1 if there were any.
    """
    from readlevel.interchange.glossary import formats

    options = formats.ReadOptions(language, encoding, audience)
    name = format_ or _guessed(file)
    site = open_site()
    parsed = read_terms(formats.read(file, name, options))
    if dry_run:
        preview_import(site, parsed, every=verbose)
    elif parsed.failed and all_or_nothing:
        click.echo(
            f"Nothing is written: {parsed.failed:,} of "
            f"{parsed.failed + len(parsed.entries):,} terms failed."
        )
    elif for_review:
        draft_terms(site, parsed.entries, file.name)
    else:
        tally = Tally("Terms", failed=parsed.failed)
        store_terms(site, parsed.entries, tally)
        tally.report()
    if parsed.failed:
        sys.exit(1)


@glossary.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice(EXPORTED),
    help="csv; skos: Turtle, in .rdf RDF/XML, in .jsonld JSON-LD; tbx: TBX-Basic with categories "
    "as attributes, tbx-dct: as elements; omegat, weblate: glossaries of translation tools for one "
    "language. Default: detected from the file name, else csv.",
)
@click.option("--language", callback=read_language, help="Only terms in this language.")
@click.option("--bom", is_flag=True, help="Begin CSV with the mark by which Excel knows UTF-8.")
def export_glossary(
    file: Path | None, format_: str | None, language: str | None, bom: bool
) -> None:
    """Write all terms into FILE, or to standard output."""
    from readlevel.interchange.files import text_files
    from readlevel.interchange.glossary import formats
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.glossary import terms

    site = open_site()
    with read_transaction(site.engine) as session:
        exported = list(terms.iter_terms(session))
    name = format_ or (formats.guess_by_name(file) if file else None) or "csv"
    if name in formats.FOR_ONE_LANGUAGE and language is None:
        raise click.UsageError(f"Give --language: {name} holds the terms of one language.")
    publisher = formats.Publisher(
        site.settings.site_name, str(site.settings.base_url), site.language
    )
    written = formats.write(exported, name, publisher, file, language)
    text = f"\ufeff{written.text}" if bom and name == "csv" else written.text
    if file is None:
        click.echo(text, nl=False)
    else:
        text_files.write_text(file, text)
        count = sum(language in (None, term.language) for term in exported)
        click.echo(f"Written into {file}: {count:,} terms.")
    if written.losses:
        lost = (f"{what} ({times:,})" for what, times in written.losses.items())
        click.echo(f"Not carried: {', '.join(lost)}.", err=True)


def _guessed(file: Path) -> str:
    from readlevel.interchange.files.problems import BadRecord
    from readlevel.interchange.glossary import formats

    try:
        return formats.guess(file)
    except BadRecord as bad:
        raise click.ClickException(f"{file}: {bad.reason}") from bad
