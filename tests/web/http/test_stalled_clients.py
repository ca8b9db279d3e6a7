"""Connections that carry nothing are closed, and nothing of this process stays open for it."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from readlevel.web.http.stalled_clients import close_stalled_connections
from tests.conftest import PATIENCE

OPEN_FILES = Path("/proc/self/fd")

pytestmark = pytest.mark.skipif(
    not OPEN_FILES.is_dir(), reason="only Linux tells which connections are silent"
)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The server's and the client's end of a connection over TCP."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname(), PATIENCE) as client,
    ):
        served, _ = listener.accept()
        with served:
            yield served, client


def port_of(connection: socket.socket) -> int:
    port: int = connection.getsockname()[1]
    return port


def count_open() -> int:
    return len(list(OPEN_FILES.iterdir()))


def test_a_silent_connection_is_closed_for_receiving(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    served, client = ends
    client.sendall(b"x")
    assert served.recv(1) == b"x"
    for _ in range(1_000):
        if close_stalled_connections(port_of(served), 0.01):
            break
        time.sleep(0.01)
    assert served.recv(1) == b""


def test_a_connection_that_has_just_carried_data_stays(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    served, client = ends
    client.sendall(b"x")
    assert close_stalled_connections(port_of(served), PATIENCE) == 0
    assert served.recv(1) == b"x"


def test_connections_to_another_port_are_left_alone(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    served, client = ends
    assert close_stalled_connections(port_of(client) + 1, 0) == 0
    client.sendall(b"x")
    assert served.recv(1) == b"x"


def test_looking_for_silent_connections_leaves_no_file_open(
    ends: tuple[socket.socket, socket.socket], tmp_path: Path
) -> None:
    served, _ = ends
    with (tmp_path / "file").open("wb"):
        before = count_open()
        for _ in range(3):
            close_stalled_connections(port_of(served), PATIENCE)
        assert count_open() == before
