"""`readlevel backup`, `verify` and `restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readlevel.cli.shared.open_site import OpenedSite, open_site

if TYPE_CHECKING:
    from readlevel.usecases.operations.backup import MadeBackup, Manifest

_COUNTED = {
    "answer": "answers",
    "revision": "revisions",
    "term": "terms",
    "image": "pictures",
    "account": "accounts",
    "reader_question": "reader questions",
}
"""Tables whose numbers of rows are printed, and what their rows are called."""

_identity = click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of the private key, for a backup encrypted with age.",
)


def _read_keep(
    context: click.Context, parameter: click.Parameter, given: str | None
) -> dict[str, int]:
    """Parse `daily=7,weekly=5`. Raise `BadParameter` for anything else."""
    from readlevel.usecases.operations.backup import PERIODS

    keep = {}
    for part in (given or "").replace(" ", "").split(",") if given is not None else ():
        kind, _, number = part.partition("=")
        if kind not in PERIODS or kind in keep or not number.isdecimal() or int(number) < 1:
            raise click.BadParameter(
                f"{part!r} is not a number of periods. Write, for example, daily=7,weekly=5; "
                f"the periods are {', '.join(PERIODS)}."
            )
        keep[kind] = int(number)
    return keep


@click.command()
@click.argument("target", type=str)
@click.option(
    "--encrypt-to",
    "recipient",
    metavar="KEY",
    help="Encrypt for a public key: one of age or SSH by age, else one of your GnuPG keyring.",
)
@click.option(
    "--keep",
    callback=_read_keep,
    metavar="daily=7,weekly=5",
    help="In a folder, keep the newest backup of each of so many periods, and delete the others.",
)
def backup(target: str, recipient: str | None, keep: dict[str, int]) -> None:
    """Write the whole database into one file, and verify it.

    TARGET is a new file, or a folder, where the file is named after the time. Others can keep
    reading and saving. The backup holds accounts and what readers sent: keep it safe.
    """
    folder, name = _split_target(target)
    if keep and name:
        raise click.UsageError(
            f"--keep works on a folder of backups, and {target} names a file. Name the folder."
        )
    made = make_backup(open_site(checked=False), folder, name, recipient, keep)
    click.echo(f"Written and verified: {made.path} ({_counts(made.manifest)}).")
    for path in made.expired:
        click.echo(f"Deleted as older than what --keep names: {path}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@_identity
@click.option("--json", "as_json", is_flag=True, help="Print the manifest, with the settings.")
def verify(file: Path, identity: Path | None, as_json: bool) -> None:
    """Read a backup completely and check that it can be restored."""
    from readlevel.usecases.operations.backup import verify_backup

    manifest = verify_backup(file, identity=identity)
    if as_json:
        click.echo(manifest.dump())
        return
    click.echo(
        f"{file} is whole: made by Readlevel {manifest.version} on "
        f"{manifest.made_at:%Y-%m-%d at %H:%M UTC} from {manifest.database.backend} "
        f"({_counts(manifest)})."
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Replace the existing database; it is kept next to the new one."
)
@_identity
def restore(file: Path, replace: bool, identity: Path | None) -> None:
    """Restore a backup as the database, after verifying it.

    Stop the server first. Settings are not changed: those that differ are listed.
    """
    from readlevel.usecases.operations.restore import restore_backup

    site = open_site(checked=False)
    restored = restore_backup(
        site.engine, file, replace=replace, identity=identity, now=datetime.now(UTC)
    )
    click.echo(f"Restored {file} ({_counts(restored.manifest)}).")
    if restored.kept:
        place = "schema" if site.engine.dialect.name == "postgresql" else "file"
        click.echo(f"What was there before is kept: {place} {restored.kept}")
    _print_differences(site, restored.manifest.settings)
    if restored.is_outdated:
        click.echo("It is of an older version. Before you start the server: readlevel migrate")


def make_backup(
    site: OpenedSite,
    folder: Path,
    name: str = "",
    recipient: str | None = None,
    keep: dict[str, int] | None = None,
) -> "MadeBackup":
    """Make a backup of a site with its settings."""
    from readlevel.settings import dump_public_settings
    from readlevel.usecases.operations import backup as usecase

    return usecase.make_backup(
        site.engine,
        folder,
        name,
        settings=dump_public_settings(site.settings),
        now=datetime.now(UTC),
        recipient=recipient,
        keep=keep,
    )


def _split_target(target: str) -> tuple[Path, str]:
    """Return the folder, and the name of the file if the target is one."""
    path = Path(target)
    if target.endswith("/") or path.is_dir():
        return path, ""
    return path.parent, path.name


def _counts(manifest: "Manifest") -> str:
    return ", ".join(f"{what}: {manifest.count(table):,}" for table, what in _COUNTED.items())


def _print_differences(site: OpenedSite, stored: dict[str, Any]) -> None:
    from readlevel.settings import dump_public_settings

    current = dump_public_settings(site.settings)
    ignored = {"database_url", "host", "port"}
    for name in sorted((stored.keys() | current.keys()) - ignored):
        if stored.get(name) != current.get(name):
            then = "was not set" if name not in stored else f"was {stored[name]!r}"
            click.echo(f"The setting {name} {then} when the backup was made.")
