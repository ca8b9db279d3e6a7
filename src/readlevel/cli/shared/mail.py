"""Sends a mail while a command waits for the result."""

from typing import TYPE_CHECKING

from readlevel.cli.shared.open_site import OpenedSite

if TYPE_CHECKING:
    from readlevel.usecases.operations.mail import OutgoingMail


def mail_now(site: OpenedSite, mail: "OutgoingMail") -> str:
    """Send a mail; return why it failed, or "". One that may be sent later goes into the outbox."""
    from datetime import UTC, datetime

    from readlevel.smtp import Mail, MailNotSent, deliver
    from readlevel.storage.database.engine import write_transaction
    from readlevel.usecases.operations.mail import enqueue

    try:
        deliver(site.settings, Mail(mail.to, mail.subject, mail.text, mail.unsubscribe_url))
    except MailNotSent as problem:
        if not problem.is_permanent:
            with write_transaction(site.engine) as session:
                enqueue(session, [mail], now=datetime.now(UTC))
            return f"{problem}; a running server tries again"
        return str(problem)
    return ""
