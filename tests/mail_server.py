"""A mail server for tests that check what arrives."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Queue
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.ports import free_port

WAIT_SECONDS = 60


class Box:
    """The mails and logins that a server received."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.names: list[bytes] = []
        self._arrived: Queue[Envelope] = Queue()

    async def handle_DATA(  # noqa: N802 - the server calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if b"refuse" in (envelope.content or b""):
            return "554 Not here"
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        self._arrived.put(envelope)
        return "250 Taken"

    def identify(self, _: Any, __: Any, ___: Any, ____: Any, given: LoginPassword) -> AuthResult:
        self.names.append(given.login)
        return AuthResult(success=given.password == b"pa/ss", handled=False)

    def next(self) -> EmailMessage:
        """Wait for the next mail and return it."""
        return _read(self._arrived.get(timeout=WAIT_SECONDS))

    @property
    def messages(self) -> list[EmailMessage]:
        return [_read(one) for one in self.envelopes]


class _Unchecked(Controller):
    """A server with a self-signed certificate, so that its own startup check must not verify it."""

    def _trigger_server(self) -> None:
        socket.create_connection((self.hostname, self.port), WAIT_SECONDS).close()


Serve = Callable[..., tuple[Box, int]]


@contextmanager
def serving_mail() -> Iterator[Serve]:
    """Yield a factory of mail servers, each on its own port, which run until the block ends."""
    running: list[Controller] = []

    def start(**options: Any) -> tuple[Box, int]:
        box = Box()
        if "auth_required" in options:
            options["authenticator"] = box.identify
        options = {"ready_timeout": WAIT_SECONDS, **options}
        controller = _Unchecked(box, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return box, controller.port

    yield start
    for controller in running:
        controller.stop()


def _read(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
