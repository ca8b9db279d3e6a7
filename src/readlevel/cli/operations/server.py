"""`readlevel serve` and `demo`."""

import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from readlevel.cli.content.import_command import import_paths
from readlevel.cli.operations.database import create_database, rerender_outdated
from readlevel.cli.shared.open_site import OpenedSite, open_site

_host = click.option("--host", help="Address to listen on.")
_port = click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")


@click.command()
@_host
@_port
@click.option("--workers", type=click.IntRange(1, 256), help="Number of worker processes.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the site."""
    _start_server(open_site(), host, port, workers)


@click.command()
@_host
@_port
def demo(host: str | None, port: int | None) -> None:
    """Serve the samples: create the database if it is missing, load them, serve.

    A database with answers is kept as it is, except that texts of an older version are rendered
    again.
    """
    site = open_site(checked=False)
    create_database(site)
    if stored := _count(site):
        click.echo(f"The database {site.engine.url!r} is kept as it is: it has {stored:,} answers.")
        if rerendered := rerender_outdated(site):
            click.echo(f"Answers of an older version rendered again: {rerendered:,}.")
    else:
        click.echo(f"Loading the samples into the database {site.engine.url!r} …")
        with as_file(files("readlevel") / "samples") as samples:
            import_paths(site, [samples])
    if not _has_people(site):
        click.echo(
            "To write and review at /edit, make yourself an account in another terminal:"
            f" {name_command()} user add you@example.org --role admin"
        )
    _start_server(site, host, port, None)


def name_command() -> str:
    """Return what to type for this command: its path if the shell would not find it by name."""
    program = Path(sys.argv[0])
    found = shutil.which(program.name)
    if program.name != "readlevel" or (found and Path(found).resolve() == program.resolve()):
        return "readlevel"
    here = Path.cwd()
    return str(program.relative_to(here) if program.is_relative_to(here) else program)


def _has_people(site: OpenedSite) -> bool:
    from readlevel.storage.accounts import accounts
    from readlevel.storage.database.engine import read_transaction

    with read_transaction(site.engine) as session:
        return bool(accounts.list_accounts(session))


def _count(site: OpenedSite) -> int:
    from readlevel.storage.answers import answers
    from readlevel.storage.database.engine import read_transaction

    with read_transaction(site.engine) as session:
        return answers.count(session)


def _start_server(
    site: OpenedSite, host: str | None, port: int | None, workers: int | None
) -> None:
    from readlevel.web.server import serve as run

    site.engine.dispose()
    run(site.settings, host=host, port=port, workers=workers)
