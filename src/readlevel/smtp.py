"""Sends mails over SMTP, in the background.

What a mail says is stored first and shown at the desk too, so nobody waits for the mail server.
There is no retry: a mail that the server refuses is logged and lost.
"""

import logging
import smtplib
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from threading import BoundedSemaphore
from urllib.parse import SplitResult, unquote, urlsplit

from readlevel.settings import Settings
from readlevel.settings.connections import MAIL_PORTS, is_loopback_host

TIMEOUT_SECONDS = 15
"""Timeout of each network operation."""
MAX_QUEUED = 500

_log = logging.getLogger(__name__)


class MailNotSent(Exception):
    """A mail was not accepted by the mail server; the message says why."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient."""

    to: str
    subject: str
    text: str


class MailQueue:
    """Sends mails one after the other, in a background thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender = ThreadPoolExecutor(1, "mail")
        self._slots = BoundedSemaphore(MAX_QUEUED)

    @property
    def is_open(self) -> bool:
        """Whether a mail server is configured."""
        return self._settings.mail_url is not None

    def send(self, mails: Iterable[Mail]) -> None:
        """Queue mails; without a mail server, do nothing."""
        for mail in mails if self.is_open else ():
            if self._slots.acquire(blocking=False):
                self._sender.submit(self._deliver, mail)
            else:
                _log.error("mail to %s was not sent: too many wait for the server", mail.to)

    def close(self) -> None:
        """Wait until the queue is empty."""
        self._sender.shutdown()

    def _deliver(self, mail: Mail) -> None:
        try:
            deliver(self._settings, mail)
        except MailNotSent as problem:
            _log.error("mail to %s was not sent: %s", mail.to, problem)
        except Exception:
            # The executor would swallow the exception.
            _log.exception("mail to %s was not sent", mail.to)
        else:
            _log.info("mail to %s was sent", mail.to)
        finally:
            self._slots.release()


def deliver(settings: Settings, mail: Mail) -> None:
    """Send a mail now. Raise `MailNotSent` if it fails or no mail server is configured."""
    if settings.mail_url is None or settings.mail_from is None:
        raise MailNotSent("no mail server is set (READLEVEL_MAIL_URL)")
    message = _build_message(mail, settings.mail_from)
    server = urlsplit(settings.mail_url.get_secret_value())
    try:
        with _connect(server) as connection:
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(f"{server.hostname} said: {problem}") from problem


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
