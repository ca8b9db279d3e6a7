"""The server prints its URL once it responds, and not before."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from readlevel.web import server
from tests.ports import free_port


@contextmanager
def answering(said: list[str], heard: list[list[str]]) -> Iterator[int]:
    """Answer requests, and record what had been printed at each."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append([self.path, *said])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as listener:
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        yield listener.server_port
        listener.shutdown()
        thread.join()


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_the_address_is_said_after_the_first_answer(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    said: list[str] = []
    heard: list[list[str]] = []
    monkeypatch.setattr(server, "_print", said.append)
    with answering(said, heard) as port:
        server._announce(address, port, threading.Event())
    assert heard == [["/healthz"]]
    assert said == [f"Readlevel is at http://127.0.0.1:{port}/ (stop with Ctrl+C)"]


def test_a_server_that_stops_before_it_answers_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(server, "_print", said.append)
    stopped = threading.Event()
    announcer = threading.Thread(
        target=server._announce, args=("127.0.0.1", free_port(), stopped), daemon=True
    )
    announcer.start()
    stopped.set()
    announcer.join(timeout=30)
    assert not announcer.is_alive()
    assert said == []
