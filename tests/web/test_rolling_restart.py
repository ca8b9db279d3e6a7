"""Two servers behind nginx, as in the compose file, are replaced one by one under load."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from tests.conftest import PostgreSQL
from tests.ports import free_port
from tests.storage.cast import answer, save
from tests.test_deploy_files import DEPLOY, find_nginx

READERS = 3
REPLACED_AFTER = 20
"""Pages that are read before each replacement, and after the last one."""

pytestmark = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")


def ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": "answers.example.org"})
        response = connection.getresponse()
        response.read()
        return response.status
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
                [sys.executable, "-m", "readlevel", "serve"], env=self._environment, stderr=log
            )

    def replace(self) -> None:
        self.stop()
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


def test_servers_are_replaced_one_by_one_without_an_error_to_a_reader(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    with postgresql.database(schema.upgrade) as url, ExitStack() as stack:
        engine = make_engine(url)
        with write_transaction(engine) as session:
            save(session, answer("headache"))
        engine.dispose()
        servers = [Server(url, tmp_path / f"log-{number}") for number in range(2)]
        for server in servers:
            stack.callback(server.stop)
            wait_for(server.port)
        port = stack.enter_context(proxy(servers, tmp_path))
        with Readers(port) as readers:
            for server in servers:
                readers.wait()
                server.replace()
            readers.wait()
        assert readers.failed == []
