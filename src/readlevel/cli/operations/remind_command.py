"""`readlevel remind`: mails reviewers about texts that are due for review."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from readlevel.cli.shared.open_site import OpenedSite, open_site

if TYPE_CHECKING:
    from readlevel.storage.accounts.accounts import Account
    from readlevel.web.mail.mail_messages import MailedText

_MAX_LISTED = 200


@click.command()
@click.option(
    "--within",
    "days",
    type=click.IntRange(0, 366),
    default=14,
    show_default=True,
    help="Days until a review is due.",
)
@click.option("--dry-run", is_flag=True, help="List the texts without sending email.")
def remind(days: int, dry_run: bool) -> None:
    """List the texts that are due for review, and email the list to reviewers.

    Meant for a timer, for example once a week.
    """
    site = open_site()
    texts, reviewers = _find(site, days)
    for text in texts:
        click.echo(
            f"{text.next_review}\t{text.audience}\t{text.language}\t{text.question}\t{text.url}"
        )
    if not texts:
        click.echo(f"Nothing is due within {days} days.")
    elif not dry_run:
        _send(site, texts, reviewers)


def _find(site: OpenedSite, days: int) -> "tuple[Sequence[MailedText], Sequence[Account]]":
    from readlevel.core.model.roles import Role
    from readlevel.storage.database.engine import read_transaction
    from readlevel.storage.review import worklist
    from readlevel.usecases.accounts import people
    from readlevel.web.desk.layout.urls import review
    from readlevel.web.mail.mail_messages import MailedText

    until = datetime.now(UTC).date() + timedelta(days=days)
    with read_transaction(site.engine) as session:
        due = worklist.list_due(session, until, skip=0, limit=_MAX_LISTED)
        reviewers = people.list_active(session, Role.REVIEWER)
    base = site.base_url
    texts = [
        MailedText(
            one.question,
            one.audience,
            one.language,
            base + review(one.slug, one.audience, one.language),
            one.next_review,
        )
        for one in due
    ]
    return texts, reviewers


def _send(site: OpenedSite, texts: "Sequence[MailedText]", reviewers: "Sequence[Account]") -> None:
    from readlevel.cli.shared.mail import mail_now
    from readlevel.core.model.mail_kind import MailKind
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.operations.mail import list_willing
    from readlevel.web.mail.mail_messages import write_due
    from readlevel.web.mail.notifications import unsubscribe_url

    settings = site.settings
    if settings.mail_url is None:
        click.echo("No mail was sent: READLEVEL_MAIL_URL is not set.", err=True)
        return
    failed = False
    with write_transaction(site.engine) as session:
        urls = [
            (reviewer, unsubscribe_url(session, site.base_url, reviewer, MailKind.REVIEWS_DUE))
            for reviewer in list_willing(session, reviewers, MailKind.REVIEWS_DUE)
        ]
    for reviewer, url in urls:
        mail = write_due(settings, reviewer, texts, url)
        if problem := mail_now(site, mail):
            failed = True
            click.echo(f"{reviewer.email}: not sent: {problem}", err=True)
        else:
            click.echo(f"Mailed to {reviewer.email}.")
    if failed:
        raise SystemExit(1)
