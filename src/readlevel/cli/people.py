"""`readlevel user`: the people at the desk."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from readlevel.cli.site import Site, open_site
from readlevel.core.roles import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.storage.accounts import Account


@click.group()
def user() -> None:
    """Manage the people at the desk."""


@user.command()
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([str(role) for role in Role]),
    required=True,
    help="editor writes, reviewer also approves, admin also manages people.",
)
def add(email: str, role: str) -> None:
    """Add somebody, and print the link by which they set their password."""
    from readlevel.invitations import BadEmail, invite
    from readlevel.storage.accounts import EmailTaken
    from readlevel.storage.engine import writing

    site = open_site()
    try:
        with writing(site.engine) as session:
            account, token = invite(session, None, email, Role(role), now=datetime.now(UTC))
    except BadEmail:
        raise click.ClickException(
            f"{email!r} is not an e-mail address. Write one such as ann@example.org."
        ) from None
    except EmailTaken:
        raise click.ClickException(
            f"There is an account for {email} already. For a new link: readlevel user reset {email}"
        ) from None
    click.echo(f"{account.email} is {_with_article(role)}. The link to set a password:")
    _print_link(site, token)


@user.command()
@click.argument("email")
def reset(email: str) -> None:
    """Print a new link by which somebody sets their password."""
    from readlevel.invitations import renew_link
    from readlevel.storage.engine import writing

    site = open_site()
    with writing(site.engine) as session:
        token = renew_link(session, None, _get(session, email), now=datetime.now(UTC))
    click.echo("The link to set a new password; the old one works until the link is used:")
    _print_link(site, token)


@user.command("list")
def list_() -> None:
    """List the people at the desk."""
    from readlevel.storage.accounts import list_accounts
    from readlevel.storage.engine import reading

    with reading(open_site().engine) as session:
        for account in list_accounts(session):
            state = "disabled" if account.disabled_at else "active"
            if state == "active" and not account.has_password:
                state = "invited"
            click.echo(f"{account.email}\t{account.name}\t{account.role}\t{state}")


def _get(session: "Session", email: str) -> "Account":
    from readlevel.storage.accounts import find_by_email

    account = find_by_email(session, email)
    if account is None:
        raise click.ClickException(
            f"There is no account for {email}. To see all: readlevel user list"
        )
    return account


def _print_link(site: Site, token: str) -> None:
    click.echo(f"{site.settings.base_url}/edit/links/{token}")


def _with_article(role: str) -> str:
    return f"{'an' if role[0] in 'ae' else 'a'} {role}"
