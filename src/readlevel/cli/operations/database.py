"""`readlevel init`, `migrate` and `rerender`."""

from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readlevel.cli.operations.backup_commands import make_backup
from readlevel.cli.shared.open_site import OpenedSite, open_site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@click.command()
def init() -> None:
    """Create the database, with default pages."""
    site = open_site(checked=False)
    if create_database(site):
        click.echo(f"Created the database {site.engine.url!r}.")
    else:
        click.echo(f"The database {site.engine.url!r} is there already and is kept.")


@click.command()
@click.option(
    "--backup-to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the backup; by default, backups beside the database.",
)
@click.option(
    "--no-backup", "unsaved", is_flag=True, help="Make no backup, because there is one already."
)
def migrate(folder: Path | None, unsaved: bool) -> None:
    """Upgrade the database of an older version, after a backup of it."""
    from readlevel.storage.database.schema import is_outdated, upgrade

    site = open_site(checked=False)
    if is_outdated(site.engine) and not unsaved:
        made = make_backup(site, folder or _backup_folder(site))
        click.echo(f"Backup from before: {made.path}")
    upgrade(site.engine)
    click.echo("The database is of this version.")


def _backup_folder(site: OpenedSite) -> Path:
    """Return the folder of backups: beside an SQLite database, or where it would be by default."""
    database = site.settings.sqlite_file
    return (Path("instance") if database is None else database.parent) / "backups"


@click.command()
@click.option("--all", "everything", is_flag=True, help="Render every text again.")
@click.option(
    "--stale",
    is_flag=True,
    help="Render what an older version rendered, and what waits after changed terms (the default).",
)
def rerender(everything: bool, stale: bool) -> None:
    """Render stored texts again."""
    if everything and stale:
        raise click.UsageError("Give --all or --stale, not both.")
    from readlevel.cli.glossary.rerender import rerender_here
    from readlevel.usecases.publishing.queue_holders import queue_holders
    from readlevel.usecases.publishing.rerender import enqueue_outdated

    site = open_site()
    enqueue_outdated(site.engine, site.settings.personas, everything=everything)
    queue_holders(site.engine)
    click.echo(f"Answers rendered again: {rerender_here(site):,}.")


def rerender_outdated(site: OpenedSite) -> int:
    """Rerender texts of an older renderer; return the number of answers."""
    from readlevel.cli.glossary.rerender import rerender_here
    from readlevel.core.model.persona import tooltip_policies
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.public.renderings import list_outdated

    with read_transaction(site.engine) as session:
        if not list_outdated(session, tooltip_policies(site.settings.personas)):
            return 0
    from readlevel.usecases.publishing.rerender import enqueue_outdated

    enqueue_outdated(site.engine, site.settings.personas, everything=False)
    return rerender_here(site)


def create_database(site: OpenedSite) -> bool:
    """Create the database if it is missing, and add missing default pages.

    Return whether the database was missing.
    """
    from readlevel.storage.database.schema import is_missing, upgrade

    missing = is_missing(site.engine)
    if missing:
        upgrade(site.engine)
    _add_pages(site)
    return missing


def _add_pages(site: OpenedSite) -> None:
    from readlevel.interchange.answers import pages
    from readlevel.storage import slow_work
    from readlevel.storage.answers.pages import find_page
    from readlevel.usecases.writing.pages import save_page

    def add(page: pages.PageFile, session: "Session") -> None:
        if not find_page(session, page.name, page.language):
            save_page(session, page.name, page.language, page.markdown, updated=None)

    with as_file(files("readlevel") / "defaults" / "pages") as folder:
        given = [one for one in pages.read(folder) if isinstance(one, pages.PageFile)]
    for page in given:
        slow_work.write_alone(site.engine, partial(add, page))
