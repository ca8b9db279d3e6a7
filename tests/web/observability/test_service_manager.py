"""What systemd is told, and that stopping loses no request."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine
from readlevel.web.observability.service_manager import notify
from tests.ports import free_port

HEAD = (
    b"POST /persona HTTP/1.1\r\nHost: x\r\nContent-Length: 17\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n"
)
"""A server that wants the body of such a request says so."""
BODY = b"persona=clinician"


@pytest.mark.parametrize("name", ["{}/notify", "@readlevel-test-{}"])
def test_states_are_sent_to_the_socket_of_the_service_manager(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = name.format(tmp_path if "/" in name else os.getpid())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(place.replace("@", "\0"))
        monkeypatch.setenv("NOTIFY_SOCKET", place)
        notify("READY=1")
        assert manager.recv(100) == b"READY=1"


def test_without_a_service_manager_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/at/all")
    notify("READY=1")


def test_a_server_that_is_stopped_finishes_what_it_was_asked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/site.sqlite"
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
    environment |= {
        "READLEVEL_DATABASE_URL": url,
        "READLEVEL_PORT": str(port),
        "READLEVEL_WORKERS": "1",
        "NOTIFY_SOCKET": f"{tmp_path}/notify",
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"{tmp_path}/notify")
        manager.settimeout(60)
        with subprocess.Popen(
            [sys.executable, "-m", "readlevel", "serve"],
            env=environment,
            stderr=subprocess.DEVNULL,
        ) as server:
            try:
                assert manager.recv(100) == b"READY=1"
                with socket.create_connection(("127.0.0.1", port), 60) as client:
                    client.sendall(HEAD)
                    assert client.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
                    server.send_signal(signal.SIGTERM)
                    time.sleep(0.3)  # so that stopping begins, but no matter if it does not
                    client.sendall(BODY)
                    assert client.recv(4096).startswith(b"HTTP/1.1 303 ")
                assert manager.recv(100) == b"STOPPING=1"
                assert server.wait(60) == 0
            finally:
                server.kill()
