"""Mails: sent through the server of the settings, beside whatever asked for them.

What is sent was stored before; nobody waits for a mail server, and where it fails, that is logged
and the desk shows the same.
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

SECONDS = 15
"""How long a mail server may take for each step."""
MOST_WAITING = 500

_log = logging.getLogger(__name__)


class MailNotSent(Exception):
    """A mail that its server did not take; the text says why."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person."""

    to: str
    subject: str
    text: str


class MailQueue:
    """Sends mails one after the other, in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender = ThreadPoolExecutor(1, "mail")
        self._places = BoundedSemaphore(MOST_WAITING)

    @property
    def is_open(self) -> bool:
        """Whether there is a mail server at all."""
        return self._settings.mail_url is not None

    def send(self, mails: Iterable[Mail]) -> None:
        """Have mails sent soon; without a mail server, do nothing."""
        for mail in mails if self.is_open else ():
            if self._places.acquire(blocking=False):
                self._sender.submit(self._deliver, mail)
            else:
                _log.error("mail to %s was not sent: too many wait for the server", mail.to)

    def close(self) -> None:
        """Wait until all is sent that waits."""
        self._sender.shutdown()

    def _deliver(self, mail: Mail) -> None:
        try:
            deliver(self._settings, mail)
        except MailNotSent as problem:
            _log.error("mail to %s was not sent: %s", mail.to, problem)
        except Exception:
            # Nobody looks at what the thread would raise.
            _log.exception("mail to %s was not sent", mail.to)
        else:
            _log.info("mail to %s was sent", mail.to)
        finally:
            self._places.release()


def deliver(settings: Settings, mail: Mail) -> None:
    """Send a mail and wait for it. Raise `Unsent`, also where there is no mail server."""
    if settings.mail_url is None or settings.mail_from is None:
        raise MailNotSent("no mail server is set (READLEVEL_MAIL_URL)")
    message = _write(mail, settings.mail_from)
    server = urlsplit(settings.mail_url.get_secret_value())
    try:
        with _connect(server) as connection:
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(f"{server.hostname} said: {problem}") from problem


def _write(mail: Mail, sender: str) -> EmailMessage:
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    # Machines that answer every mail leave this one alone (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _connect(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or MAIL_PORTS[server.scheme]
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        encrypted: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        return _introduce(encrypted, server, is_private=True)
    connection = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        is_private = _encrypt(connection, context) or is_loopback_host(host)
    except (smtplib.SMTPException, OSError):
        connection.close()
        raise
    return _introduce(connection, server, is_private=is_private)


def _encrypt(connection: smtplib.SMTP, context: ssl.SSLContext) -> bool:
    """Encrypt from now on where the server offers it, and tell whether it did."""
    connection.ehlo()
    if not connection.has_extn("starttls"):
        return False
    connection.starttls(context=context)
    return True


def _introduce(connection: smtplib.SMTP, server: SplitResult, *, is_private: bool) -> smtplib.SMTP:
    """Give name and password where there are any."""
    if not (server.username and server.password):
        return connection
    try:
        if not is_private:
            raise smtplib.SMTPException("it takes no encryption, so the password was not sent")
        connection.login(unquote(server.username), unquote(server.password))
    except (smtplib.SMTPException, OSError):
        connection.close()
        raise
    return connection
