"""`readlevel answer`: renames, archives, restores and deletes answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from readlevel.cli.shared.open_site import OpenedSite, open_site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.usecases.publishing.renderer import Renderer
    from readlevel.usecases.writing.deletion import DeletionContents


@click.group()
def answer() -> None:
    """Rename, archive and delete answers, by the slug in their address."""


@answer.command()
@click.argument("slug")
@click.argument("new_slug")
def rename(slug: str, new_slug: str) -> None:
    """Give an answer another address. The old one leads to it for good."""
    from readlevel.core.model.slug import MAX_LENGTH
    from readlevel.storage.answers.answers import SlugTaken
    from readlevel.usecases.writing import renaming

    now = datetime.now(UTC)
    try:
        _write(
            slug,
            lambda session, renderer: renaming.rename_answer(
                session, renderer, None, slug, new_slug, now=now
            ),
        )
    except renaming.InvalidSlug:
        raise click.ClickException(
            f"{new_slug!r} is no address. It may have a-z, 0-9 and single hyphens between them, "
            f"and up to {MAX_LENGTH} characters."
        ) from None
    except SlugTaken as taken:
        raise click.ClickException(str(taken)) from None
    click.echo(f"{slug} is now {new_slug}.")


@answer.command()
@click.argument("slug")
@click.option("--reason", required=True, help="Why; readers who come to its address see it.")
def archive(slug: str, reason: str) -> None:
    """Take an answer from readers. It can be restored."""
    from readlevel.usecases.writing.archive import (
        MAX_REASON_LENGTH,
        ReasonRefused,
        archive_answer,
    )

    now = datetime.now(UTC)
    try:
        changed = _write(
            slug,
            lambda session, renderer: archive_answer(
                session, renderer, None, slug, because=reason, now=now
            ),
        )
    except ReasonRefused:
        raise click.ClickException(
            f"The reason must have 1 to {MAX_REASON_LENGTH} characters."
        ) from None
    click.echo(f"{slug} is archived." if changed else f"{slug} was archived before.")


@answer.command()
@click.argument("slug")
def restore(slug: str) -> None:
    """Give an archived answer back to readers, as it was."""
    from readlevel.usecases.writing.archive import restore_answer

    now = datetime.now(UTC)
    changed = _write(
        slug,
        lambda session, renderer: restore_answer(session, renderer, None, slug, now=now),
    )
    click.echo(f"{slug} is restored." if changed else f"{slug} is not archived.")


@answer.command()
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(slug: str, yes: bool) -> None:
    """Delete an answer for good, with its history and what readers sent about it."""
    from readlevel.storage.database.engine import (
        read_transaction,
        truncate_wal,
        write_transaction,
    )
    from readlevel.usecases.writing import deletion

    site = open_site()
    with _known(slug), read_transaction(site.engine) as session:
        click.echo(_describe(slug, deletion.describe_deletion(session, slug)))
    if not yes and click.prompt("Type its address to delete it", default="") != slug:
        raise click.ClickException("This is not its address. Nothing was deleted.")
    with _known(slug), write_transaction(site.engine) as session:
        deletion.delete_answer(session, None, slug, now=datetime.now(UTC))
    truncate_wal(site.engine)
    click.echo(f"{slug} is deleted.")


def _write(slug: str, change: "Callable[[Session, Renderer], bool]") -> bool:
    """Change an answer, with what it renders rendered before; return what `change` returns.

    Say so if there is no such answer.
    """
    from readlevel.storage import slow_work

    site = open_site()
    with _known(slug):
        return slow_work.write(
            site.engine, lambda session: _make_renderer(site, session).pin(), change
        )


@contextmanager
def _known(slug: str) -> Iterator[None]:
    try:
        yield
    except LookupError:
        raise click.ClickException(
            f"No answer has the address {slug!r}. Addresses are the slugs in /answers/<slug>."
        ) from None


def _make_renderer(site: OpenedSite, session: "Session") -> "Renderer":
    from readlevel.usecases.publishing.renderer import Renderer

    settings = site.settings
    return Renderer(session, settings.personas, site.language, site_name=settings.site_name)


def _describe(slug: str, contents: "DeletionContents") -> str:
    counted = {
        "revisions": contents.revisions,
        "review steps": contents.reviews,
        "references": contents.references,
        "images": contents.images,
        "messages of readers": contents.messages,
        "votes": contents.votes,
        "unsaved texts": contents.kept_texts,
        "shared previews": contents.previews,
        "earlier addresses": len(contents.former_slugs),
    }
    lines = [f"{slug} goes with:"]
    lines += [f"  {name}: {count}" for name, count in counted.items() if count]
    lines += [f"{one.slug} links to it." for one in contents.linking]
    return "\n".join(lines)
