"""Sends one mail over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from readlevel.settings import Settings
from readlevel.settings.connections import MAIL_PORTS, is_loopback_host

TIMEOUT_SECONDS = 15
"""Timeout of each network operation."""

_PERMANENT = 500
"""Reply codes from this one on say that the server will never accept the mail (RFC 5321, 4.2.1)."""


class MailNotSent(Exception):
    """A mail was not accepted by the mail server; the message says why."""

    def __init__(
        self, message: str, *, is_permanent: bool = False, is_unreachable: bool = False
    ) -> None:
        super().__init__(message)
        self.is_permanent = is_permanent
        """Whether the server refuses this mail for good."""
        self.is_unreachable = is_unreachable
        """Whether no mail can be sent now, since the server cannot be reached or used."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient."""

    to: str
    subject: str
    text: str
    unsubscribe_url: str = ""
    """Where the recipient refuses such mails, at one POST (RFC 8058); empty if they cannot."""


def deliver(settings: Settings, mail: Mail) -> None:
    """Send a mail now. Raise `MailNotSent` if it fails or no mail server is configured."""
    if settings.mail_url is None or settings.mail_from is None:
        raise MailNotSent("no mail server is set (READLEVEL_MAIL_URL)")
    message = _build_message(mail, settings.mail_from)
    server = urlsplit(settings.mail_url.get_secret_value())
    try:
        connection = _connect(server)
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(f"{server.hostname} said: {problem}", is_unreachable=True) from problem
    try:
        with connection:
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(
            f"{server.hostname} said: {problem}",
            is_permanent=_is_permanent(problem),
            is_unreachable=isinstance(problem, smtplib.SMTPServerDisconnected | TimeoutError),
        ) from problem


def _is_permanent(problem: Exception) -> bool:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code >= _PERMANENT


def _build_message(mail: Mail, sender: str) -> EmailMessage:
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    # Keeps autoresponders from replying (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    return message


def _connect(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or MAIL_PORTS[server.scheme]
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        encrypted: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=TIMEOUT_SECONDS, context=context
        )
        return _log_in(encrypted, server, is_confidential=True)
    connection = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        is_confidential = _start_tls(connection, context) or is_loopback_host(host)
    except (smtplib.SMTPException, OSError):
        connection.close()
        raise
    return _log_in(connection, server, is_confidential=is_confidential)


def _start_tls(connection: smtplib.SMTP, context: ssl.SSLContext) -> bool:
    """Start TLS if the server offers it; return whether it does."""
    connection.ehlo()
    if not connection.has_extn("starttls"):
        return False
    connection.starttls(context=context)
    return True


def _log_in(
    connection: smtplib.SMTP, server: SplitResult, *, is_confidential: bool
) -> smtplib.SMTP:
    """Log in if the URL has a user name and password, but never without encryption."""
    if not (server.username and server.password):
        return connection
    try:
        if not is_confidential:
            raise smtplib.SMTPException("it takes no encryption, so the password was not sent")
        connection.login(unquote(server.username), unquote(server.password))
    except (smtplib.SMTPException, OSError):
        connection.close()
        raise
    return connection
