"""`readlevel images`: says where the contents of images are, and moves them."""

import click

from readlevel.cli.shared.open_site import open_site


@click.command()
@click.option(
    "--to-storage", "target", flag_value="storage", help="Move all into object storage now."
)
@click.option("--to-database", "target", flag_value="database", help="Move all into the database.")
def images(target: str | None) -> None:
    """Say where images are: in the database or in object storage.

    A server moves new images into object storage by itself. Before you unset READLEVEL_MEDIA_URL,
    stop the servers and move the images into the database.
    """
    from readlevel.usecases.operations import image_storage

    site = open_site()
    if target == "storage" and site.settings.media_url is None:
        raise click.UsageError("There is no object storage. Set READLEVEL_MEDIA_URL.")
    if target == "storage":
        click.echo(f"Moved into object storage: {image_storage.move_out(site.engine):,}.")
    elif target == "database":
        click.echo(f"Moved into the database: {image_storage.bring_in(site.engine):,}.")
    inside, outside = image_storage.count(site.engine)
    click.echo(f"Images in the database: {inside:,}, in object storage: {outside:,}.")
