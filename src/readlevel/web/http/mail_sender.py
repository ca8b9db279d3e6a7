"""Sends the mails of the outbox in a background thread."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine
from readlevel.storage.database.errors import DatabaseProblem

if TYPE_CHECKING:
    from readlevel.usecases.operations.mail import StoredMail

POLL_SECONDS = 10.0
"""How often the outbox is checked for mails that are to be tried again."""

_log = logging.getLogger(__name__)


class MailSender:
    """Sends what is due whenever it is nudged, and every `POLL_SECONDS` if it `polls`.

    Each worker has one that is nudged after it has stored a mail; the server's parent process has
    one that polls. Mails are claimed in the database, so that several never send the same one.
    """

    def __init__(self, settings: Settings, *, polls: bool = False) -> None:
        self._settings = settings
        self._polls = polls
        self._nudged = threading.Event()
        self._stopped = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        """Whether a mail server is configured."""
        return self._settings.mail_url is not None

    def nudge(self) -> None:
        """Send what is due, in a thread; without a mail server, do nothing."""
        with self._lock:
            self._nudged.set()
            if self.is_open and self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Finish the mail that is being sent; the others stay in the outbox."""
        with self._lock:
            self._stopped = True
            self._nudged.set()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        engine = make_engine(self._settings.database_url)
        while self._goes_on():
            send_outbox(engine, self._settings, lambda: self._stopped)
            if self._polls:
                self._nudged.wait(POLL_SECONDS)
        engine.dispose()

    def _goes_on(self) -> bool:
        """Return whether the thread has work; one that does not poll ends without it."""
        with self._lock:
            goes_on = not self._stopped and (self._polls or self._nudged.is_set())
            self._nudged.clear()
            if not goes_on:
                self._thread = None
            return goes_on


def send_outbox(
    engine: Engine, settings: Settings, is_stopped: Callable[[], bool] = lambda: False
) -> None:
    """Send the mails that are due, and log what fails."""
    # Workers that send no mail need none of this.
    from readlevel.usecases.operations.mail import send_due

    try:
        send_due(
            engine,
            lambda stored: _deliver(settings, stored),
            lambda: datetime.now(UTC),
            is_stopped,
        )
    except DatabaseProblem as problem:
        _log.error("mails wait, because of the database: %s", problem)
    except Exception:
        # A thread that ends would leave all later mails unsent.
        _log.exception("a mail was not sent")


def _deliver(settings: Settings, stored: "StoredMail") -> None:
    from readlevel.smtp import Mail, MailNotSent, deliver
    from readlevel.usecases.operations.mail import MailRefused

    mail = stored.mail
    try:
        deliver(settings, Mail(mail.to, mail.subject, mail.text, mail.unsubscribe_url))
    except MailNotSent as problem:
        refused = MailRefused(str(problem))
        refused.is_permanent = problem.is_permanent
        refused.is_unreachable = problem.is_unreachable
        raise refused from problem
    except ValueError as problem:
        # Such as an address that no mail can be sent to.
        refused = MailRefused(f"it cannot be written: {problem}")
        refused.is_permanent = True
        raise refused from problem
