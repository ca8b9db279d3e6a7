"""Runs nginx in front of a server, with the configuration file from the documentation."""

import shutil
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from tests.ports import free_port

DOCUMENTED = Path(__file__).parents[2] / "docs" / "nginx.conf"
_AROUND = """
daemon off; master_process off; worker_processes 1;
error_log {folder}/error.log; pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/documented.conf;
}}
"""
_VALID_UNTIL = struct.Struct("@Pq")
"""The header of a file in nginx's cache: its version, and the end of its freshness."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response of any status."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def cache(self) -> str:
        """The status of the proxy's cache: `HIT`, `MISS`, `EXPIRED`, `STALE`, …"""
        return self.headers["X-Cache"] or ""


def ask(
    port: int,
    path: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: str | None = None,
) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running proxy and its cache."""

    port: int
    upstream: int
    cache: Path

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Answer:
        return ask(self.port, path, headers, method)

    def post(self, path: str, body: str, headers: Mapping[str, str]) -> Answer:
        return ask(self.port, path, headers, "POST", body)

    def get_past(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a GET request to the server, bypassing the proxy."""
        return ask(self.upstream, path, headers)

    def age(self, seconds: int) -> None:
        """Make every cached response `seconds` older, without waiting."""
        self._wait_for_what_is_written()
        for path in self.cache.rglob("*"):
            if not path.is_file():
                continue
            with path.open("r+b") as file:
                version, until = _VALID_UNTIL.unpack(file.read(_VALID_UNTIL.size))
                file.seek(0)
                file.write(_VALID_UNTIL.pack(version, until - seconds))

    def _wait_for_what_is_written(self) -> None:
        """Wait until the responses are in the cache: nginx moves them there after sending them."""
        until = time.monotonic() + 60
        while any(path.is_file() for path in self.cache.with_name("proxy").rglob("*")):
            assert time.monotonic() < until, "The proxy does not end writing its cache."
            time.sleep(0.01)


@contextmanager
def proxying(folder: Path, upstream: int) -> Iterator[Proxy]:
    """Run nginx in front of the server at port `upstream`; skip the test if there is no nginx."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if nginx is None:
        pytest.skip("nginx is not installed (on Debian: apt-get install nginx-light)")
    folder.chmod(0o755)
    port = free_port()
    cache = folder / "cache"
    own = DOCUMENTED.read_text("utf-8")
    for documented, here in (
        ("/var/cache/nginx/readlevel", str(cache)),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("http://127.0.0.1:8000;", f"http://127.0.0.1:{upstream};"),
    ):
        assert own.count(documented) == 1
        own = own.replace(documented, here)
    (folder / "documented.conf").write_text(own, "utf-8")
    configuration = folder / "nginx.conf"
    configuration.write_text(_AROUND.format(folder=folder), "utf-8")
    log = folder / "error.log"
    process = subprocess.Popen([nginx, "-e", log, "-c", configuration, "-p", folder])
    try:
        _wait(process, port)
        yield Proxy(port, upstream, cache)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(1200):
        assert process.poll() is None, "nginx ended by itself"
        try:
            ask(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx did not start")
