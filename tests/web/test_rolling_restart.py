"""Two servers behind nginx, as in the compose file, are replaced and killed under load."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts
from readlevel.storage.answers import answers
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.accounts.sign_in import ClientInfo, start_session
from tests.databases import PostgreSQL
from tests.ports import free_port
from tests.storage.cast import answer, save
from tests.test_deploy_files import DEPLOY, find_nginx
from tests.web.desk.writing.test_writing_views import fields

READERS = 3
SAVED_AFTER = 3
"""Answers that are saved before each replacement, and after the last one."""
REPLACED_AFTER = 20
"""Pages that are read before each replacement, and after the last one."""

pytestmark = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")


def ask(port: int, path: str) -> int:
    return fetch(port, path)[0]


def fetch(
    port: int, path: str, token: str = "", form: dict[str, str] | None = None
) -> tuple[int, str]:
    """Return status and text of a response, as somebody who is signed in if there is a token."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Host": "answers.example.org", "Cookie": f"readlevel-desk={token}"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        body = None if form is None else urlencode(form)
        connection.request("GET" if form is None else "POST", path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def wait_for(port: int, path: str = "/readyz") -> None:
    for _ in range(600):
        try:
            if ask(port, path) == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"nothing answers at port {port}")


class Server:
    """One `readlevel serve`, which can be stopped and started again."""

    def __init__(self, url: str, log: Path) -> None:
        self.port = free_port()
        self._log = log
        own = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
        self._environment = {
            **own,
            "READLEVEL_DATABASE_URL": url,
            "READLEVEL_PORT": str(self.port),
            "READLEVEL_WORKERS": "1",
        }
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "readlevel", "serve"],
                env=self._environment,
                stderr=log,
                start_new_session=True,
            )

    def replace(self) -> None:
        self.stop()
        self._process = self._start()
        wait_for(self.port)

    def kill(self) -> None:
        """Kill all processes of the server, as when a machine fails, and start it again."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = self._start()
        wait_for(self.port)

    def stop(self) -> None:
        self._process.terminate()
        assert self._process.wait(60) == 0


@contextmanager
def proxy(servers: list[Server], folder: Path) -> Iterator[int]:
    """Yield the port of nginx in front of the servers, with the compose file's configuration."""
    port = free_port()
    text = (DEPLOY / "compose" / "nginx.conf").read_text("utf-8")
    addresses = " ".join(f"server 127.0.0.1:{one.port} max_fails=0;" for one in servers)
    text = text.replace("server app:8000 resolve max_fails=0;", addresses)
    text = text.replace("/var/cache/nginx", str(folder / "cache"))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "cache").mkdir()
    (folder / "site.conf").write_text(text)
    (folder / "nginx.conf").write_text(
        f"user root; pid {folder}/pid; error_log {folder}/error.log; daemon off; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; "
        f"proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;"
        f" scgi_temp_path {folder}/s; include {folder}/site.conf; }}\n"
    )
    command = [str(find_nginx()), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as nginx:
        try:
            wait_for(port)
            yield port
        finally:
            nginx.terminate()


class Readers:
    """Threads that read pages which no cache has, one after the other."""

    def __init__(self, port: int) -> None:
        self.answered = 0
        self.failed: list[object] = []
        self._port = port
        self._stopped = Event()
        self._threads = [Thread(target=self._read, args=(one,)) for one in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        """Wait until some more pages were read."""
        wanted = self.answered + REPLACED_AFTER
        for _ in range(600):
            if self.answered >= wanted:
                return
            time.sleep(0.1)
        pytest.fail("readers get no answers")

    def _read(self, number: int) -> None:
        while not self._stopped.is_set():
            number += READERS
            time.sleep(0.05)
            try:
                status: object = ask(self._port, f"/answers/headache/lay?x={number}")
            except OSError as problem:
                status = problem
            if status == 200:
                self.answered += 1
            else:
                self.failed.append(status)


class Editor:
    """A thread that saves one new answer after the other, and what was acknowledged to it."""

    def __init__(self, port: int, token: str) -> None:
        self.acknowledged: list[str] = []
        self.failed: list[object] = []
        self._port, self._token = port, token
        self._stopped = Event()
        self._thread = Thread(target=self._write)

    def __enter__(self) -> "Editor":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def wait(self) -> None:
        """Wait until some more saves were acknowledged."""
        wanted = len(self.acknowledged) + SAVED_AFTER
        for _ in range(600):
            if len(self.acknowledged) >= wanted:
                return
            time.sleep(0.1)
        pytest.fail("nothing is saved")

    def _write(self) -> None:
        for number in count():
            if self._stopped.wait(0.1):
                return
            try:
                outcome: object = self._save(f"Number {number}")
            except OSError as problem:
                outcome = problem
            if outcome == 303:
                self.acknowledged.append(f"number-{number}")
            else:
                self.failed.append(outcome)

    def _save(self, question: str) -> int:
        status, page = fetch(self._port, "/edit/new", self._token)
        if status != 200:
            return status
        form = {"question": question, "lay": f"About {question}.", "do": "save"}
        return fetch(self._port, "/edit/new", self._token, {**fields(page), **form})[0]


def sign_in(url: str) -> str:
    """Return the token of an editor's session, on a site with one answer."""
    engine, now = make_engine(url), datetime.now(UTC)
    with write_transaction(engine) as session:
        save(session, answer("headache"))
        editor = accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=now)
        token = start_session(session, editor, ClientInfo("127.0.0.1", ""), now=now)
    engine.dispose()
    return token


def list_slugs(url: str) -> set[str]:
    engine = make_engine(url)
    with read_transaction(engine) as session:
        slugs = {slug for _, slug in answers.list_ids(session)}
    engine.dispose()
    return slugs


def test_servers_are_replaced_and_killed_without_an_error_to_a_reader_or_a_lost_save(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    with postgresql.database(schema.upgrade) as url, ExitStack() as stack:
        token = sign_in(url)
        servers = [Server(url, tmp_path / f"log-{number}") for number in range(2)]
        for server in servers:
            stack.callback(server.stop)
            wait_for(server.port)
        port = stack.enter_context(proxy(servers, tmp_path))
        with Readers(port) as readers, Editor(port, token) as editor:
            for server in servers:
                readers.wait()
                editor.wait()
                server.replace()
            readers.wait()
            editor.wait()
            assert editor.failed == []
            # What was being saved on a server that is killed fails, for its editor to save again.
            servers[0].kill()
            readers.wait()
            editor.wait()
        assert readers.failed == []
        assert list_slugs(url) >= set(editor.acknowledged)
