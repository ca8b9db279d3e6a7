"""`readlevel user`: manages accounts."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from readlevel.cli.shared.open_site import OpenedSite, open_site
from readlevel.core.model.roles import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from readlevel.storage.accounts.accounts import Account


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
    """Add someone, and print a link to set their password."""
    from readlevel.storage.accounts.accounts import EmailTaken
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.accounts.invitations import InvalidEmail, invite

    site = open_site()
    try:
        with write_transaction(site.engine) as session:
            account, token = invite(session, None, email, Role(role), now=datetime.now(UTC))
    except InvalidEmail:
        raise click.ClickException(
            f"{email!r} is not an e-mail address. Write one such as ann@example.org."
        ) from None
    except EmailTaken:
        raise click.ClickException(
            f"There is an account for {email} already. For a new link: readlevel user reset {email}"
        ) from None
    click.echo(f"{account.email} is {_with_article(role)}. The link to set a password:")
    _print_and_mail_link(site, account, token)


@user.command()
@click.argument("email")
@click.option(
    "--without-second-factor",
    is_flag=True,
    help="Also remove the second factor of somebody who lost it, and sign them out everywhere.",
)
def reset(email: str, without_second_factor: bool) -> None:
    """Print a new link to set a password."""
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.accounts import people
    from readlevel.usecases.accounts.invitations import reissue_link

    site = open_site()
    with write_transaction(site.engine) as session:
        account = _get(session, email)
        if account.disabled_at is not None:
            raise click.ClickException(
                f"{account.email} is disabled. First run: readlevel user enable {account.email}"
            )
        if without_second_factor:
            people.remove_second_factor(session, None, account, now=datetime.now(UTC))
        token = reissue_link(session, None, account, now=datetime.now(UTC))
    click.echo("The link to set a new password; the old one works until the link is used:")
    _print_and_mail_link(site, account, token)


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Disable an account, and sign it out on all devices."""
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.accounts import people

    with write_transaction(open_site().engine) as session:
        account = _get(session, email)
        people.disable(session, None, account, now=datetime.now(UTC))
    click.echo(f"{account.email} is disabled and signed out everywhere.")


@user.command()
@click.argument("email")
def enable(email: str) -> None:
    """Enable a disabled account."""
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.accounts import people

    with write_transaction(open_site().engine) as session:
        account = _get(session, email)
        people.enable(session, None, account, now=datetime.now(UTC))
    click.echo(f"{account.email} is enabled.")


@user.command()
def reseal() -> None:
    """Encrypt the secrets of second factors with the current READLEVEL_SECRET_KEY."""
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.accounts.second_factors import reseal_all

    site = open_site()
    with write_transaction(site.engine) as session:
        changed, lost = reseal_all(session, site.settings.site_secrets)
    click.echo(f"Encrypted with the current secret: {changed}.")
    for email in lost:
        click.echo(
            f"{email}: no secret of the site opens this one. Give the secret before as "
            "READLEVEL_FORMER_SECRET_KEY, or remove the second factor: "
            f"readlevel user reset {email} --without-second-factor",
            err=True,
        )
    if lost:
        raise SystemExit(1)


@user.command("list")
def list_() -> None:
    """List the people at the desk."""
    from readlevel.storage.accounts.accounts import list_accounts
    from readlevel.storage.database.engine import read_transaction

    with read_transaction(open_site().engine) as session:
        for account in list_accounts(session):
            state = "disabled" if account.disabled_at else "active"
            if state == "active" and account.is_invited:
                state = "invited"
            click.echo(f"{account.email}\t{account.name}\t{account.role}\t{state}")


def _get(session: "Session", email: str) -> "Account":
    from readlevel.storage.accounts.accounts import find_by_email

    account = find_by_email(session, email)
    if account is None:
        raise click.ClickException(
            f"There is no account for {email}. To see all: readlevel user list"
        )
    return account


def _print_and_mail_link(site: OpenedSite, account: "Account", token: str) -> None:
    """Print a one-time link, and mail it if the site can."""
    from readlevel.cli.shared.mail import mail_now
    from readlevel.storage.accounts.one_time_links import LinkKind
    from readlevel.usecases.accounts.invitations import LINK_LIFETIMES
    from readlevel.web.desk.layout.urls import one_time_link
    from readlevel.web.mail.mail_messages import LinkMail, write_link

    settings = site.settings
    url = site.base_url + one_time_link(token)
    click.echo(url)
    if settings.mail_url is None:
        return
    kind = LinkKind.RESET if account.has_password else LinkKind.INVITATION
    page = LinkMail(settings.site_name, "", url, datetime.now(UTC) + LINK_LIFETIMES[kind])
    if problem := mail_now(site, write_link(settings, account.email, kind, page)):
        click.echo(f"The mail was not sent: {problem}. Give them the link yourself.", err=True)
    else:
        click.echo(f"It was mailed to {account.email} too.")


def _with_article(role: str) -> str:
    return f"{'an' if role[0] in 'ae' else 'a'} {role}"
