"""The real server: slow clients, a port in use, imported modules."""

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from readlevel.settings import Settings, SettingsProblem
from readlevel.storage.database.errors import MissingDatabase
from readlevel.web.server import serve
from tests.web.serving import serving

READERS_HAVE_NO_USE_FOR = {
    "textstat",
    "markdown_it",
    "mdit_py_plugins",
    "nh3",
    "citeproc",
    "alembic",
    "ahocorasick_rs",
    "rdflib",
    "argon2",
    "authlib",
    "mammoth",
    "PIL",
    "pybtex",
    "zxcvbn",
}
DESK = "readlevel.web.desk"
SLOW_CLIENTS = 40
PATIENCE = 60
"""Seconds; if slow bodies were read one by one, a reader would wait twice as long."""
SLOW_BODY = (
    b"POST /persona HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\npersona=cl"
)
WHOLE_BODY = (
    b"POST /persona HTTP/1.1\r\nHost: x\r\nContent-Length: 17\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\npersona=clinician"
)
SLOW_HEADERS = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow:"


@pytest.fixture(scope="module")
def port(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(cast_file, folder / "site.sqlite")
    with serving(f"sqlite:///{folder}/site.sqlite", folder / "log") as port:
        yield port


def send(port: int, data: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    client.sendall(data)
    return client


def read(port: int) -> None:
    with urlopen(f"http://127.0.0.1:{port}/answers/both/lay", timeout=PATIENCE) as response:
        assert response.status == 200
        assert response.read()


def choose(port: int) -> bytes:
    with send(port, WHOLE_BODY) as client:
        return client.recv(1000)


@pytest.mark.parametrize("path", [b"/persona", b"/edit/sign-in", b"/edit/answers/both"])
def test_slow_clients_keep_nobody_from_reading_or_choosing(port: int, path: bytes) -> None:
    read(port)
    slow = SLOW_BODY.replace(b"/persona", path)
    with ExitStack() as stack:
        waiting = [stack.enter_context(send(port, slow)) for _ in range(SLOW_CLIENTS)]
        for _ in range(SLOW_CLIENTS):
            stack.enter_context(send(port, SLOW_HEADERS))
        until = time.monotonic() + PATIENCE
        while waiting:
            assert time.monotonic() < until, "slow bodies are not given up"
            read(port)
            answered, _, _ = select.select(waiting, [], [], 0.2)
            waiting = [client for client in waiting if client not in answered]
        # A response may arrive a moment before its slot is released.
        while (answer := choose(port)).startswith(b"HTTP/1.1 503"):
            assert time.monotonic() < until, "the places of slow bodies stay taken"
        assert answer.startswith(b"HTTP/1.1 303")


def test_a_trickled_body_is_given_up(port: int) -> None:
    with send(port, SLOW_BODY) as client:
        client.settimeout(0.3)
        until = time.monotonic() + PATIENCE
        answer = b""
        while not answer and time.monotonic() < until:
            client.sendall(b"x")
            try:
                answer = client.recv(1000)
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408")


def test_a_body_without_a_length_is_refused(port: int) -> None:
    chunked = WHOLE_BODY.replace(b"Content-Length: 17", b"Transfer-Encoding: chunked")
    with send(port, chunked.partition(b"\r\n\r\n")[0] + b"\r\n\r\n") as client:
        assert client.recv(1000).startswith(b"HTTP/1.1 411")


def test_head_and_keep_alive_work_over_one_connection(port: int) -> None:
    with send(port, b"HEAD /answers/both/lay HTTP/1.1\r\nHost: x\r\n\r\n") as client:
        first = b""
        while not first.endswith(b"\r\n\r\n"):
            received = client.recv(4000)
            assert received, "the connection was closed"
            first += received
        assert first.startswith(b"HTTP/1.1 200")
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(4000).startswith(b"HTTP/1.1 200")


def test_a_port_in_use_is_said(cast_file: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        with pytest.raises(SettingsProblem, match=f"cannot listen on 127.0.0.1, port {taken}"):
            serve(Settings(database_url=f"sqlite:///{cast_file}"), port=taken)


def test_a_missing_database_is_said_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="readlevel init"):
        serve(Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite"))


def test_a_worker_that_served_readers_has_not_imported_what_only_writers_use(
    cast_file: Path,
) -> None:
    code = """
import sys
from werkzeug.test import Client
from readlevel.settings import Settings
from readlevel.web.wsgi import application
client = Client(application(Settings(database_url=sys.argv[1])))
for path in ("/", "/?q=blood", "/topics/cardiology", "/answers/both", "/answers/both/clinician",
             "/answers/withdrawn", "/glossary", "/glossary/stroke", "/editorial-policy", "/nowhere",
             "/es/answers/translated", "/healthz"):
    print(path, client.get(path).status_code)
client.post("/persona", data={"persona": "clinician", "next": "/"})
print("modules", *{name.partition(".")[0] for name in sys.modules}, *sys.modules)
client.get("/edit")
print("modules", *sys.modules)
"""
    result = subprocess.run(
        [sys.executable, "-c", code, f"sqlite:///{cast_file}"],
        capture_output=True,
        text=True,
        check=True,
    )
    *pages, modules, with_the_desk = result.stdout.splitlines()
    assert {line.split()[1] for line in pages} == {"200", "404", "410"}
    assert not (READERS_HAVE_NO_USE_FOR | {DESK}) & set(modules.split())
    assert DESK in with_the_desk.split()


def test_the_server_stops_whichever_thread_the_signal_reaches(
    cast_file: Path, tmp_path: Path
) -> None:
    shutil.copy(cast_file, tmp_path / "site.sqlite")
    url = f"sqlite:///{tmp_path}/site.sqlite"
    with serving(url, tmp_path / "log", stops=_interrupt_other_thread):
        pass


def _interrupt_other_thread(process: subprocess.Popen[bytes]) -> None:
    threads = {int(task.name) for task in Path(f"/proc/{process.pid}/task").iterdir()}
    os.kill(min(threads - {process.pid}), signal.SIGTERM)
