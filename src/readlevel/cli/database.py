"""Commands for the database: create it, upgrade it, render its texts again."""

import sys
from importlib.resources import as_file, files

import click

from readlevel.cli.site import Site, open_site


@click.command()
def init() -> None:
    """Create the database with its default pages."""
    site = open_site(checked=False)
    if create(site):
        click.echo(f"Created the database {site.engine.url!r}.")
    else:
        click.echo(f"The database {site.engine.url!r} is there already; nothing was changed.")


@click.command()
def migrate() -> None:
    """Bring the database of an older version up to this one."""
    from readlevel.storage.schema import upgrade

    site = open_site(checked=False)
    upgrade(site.engine)
    click.echo("The database is of this version.")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Render every text again.")
@click.option("--stale", is_flag=True, help="Render what an older version rendered (the default).")
def rerender(everything: bool, stale: bool) -> None:
    """Render stored texts again."""
    from readlevel.editing import rerender as rerender_answers

    if everything and stale:
        raise click.UsageError("Give --all or --stale, not both.")
    site = open_site()
    with click.progressbar(length=1, label="Rendering", file=sys.stderr) as progress:

        def report(done: int, total: int) -> None:
            progress.length = total
            progress.update(1)

        count = rerender_answers(
            site.engine,
            site.settings.personas,
            site.language,
            everything=everything,
            report=report,
        )
    click.echo(f"Rendered {count} answers again.")


def create(site: Site) -> bool:
    """Create the database with its default pages; tell whether there was none before."""
    from readlevel.editing import save_page
    from readlevel.interchange import pages
    from readlevel.interchange.pages import PageFile
    from readlevel.storage.engine import writing
    from readlevel.storage.schema import is_missing, upgrade

    if not is_missing(site.engine):
        return False
    upgrade(site.engine)
    with (
        as_file(files("readlevel") / "defaults" / "pages") as folder,
        writing(site.engine) as session,
    ):
        for page in pages.read(folder):
            if isinstance(page, PageFile):
                save_page(session, page.name, page.language, page.markdown, updated=None)
    return True
