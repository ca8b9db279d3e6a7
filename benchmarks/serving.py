"""Runs the servers to compare, and wrk as load generator, over loopback."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from benchmarks.machine import Load

CONNECTIONS = 16
SECONDS = 3
"""Seconds of one round."""
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its name in the report, its URL and its main process."""

    name: str
    address: str
    pid: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """One round against one server."""

    requests_per_second: float
    p99_milliseconds: float
    server_seconds: float
    foreign_seconds: float


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(
    name: str, command: list[str], port: int, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Run `command` as a server on `port` until the block ends."""
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(process, address)
        yield Server(name, address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def compared(
    name: str, application: str, environment: Mapping[str, str]
) -> AbstractContextManager[Server]:
    """Serve a baseline `application` with the same server settings as Readlevel."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "2", "--http", "1", "--no-ws", application]
    return serving(name, command, port, environment)


def readlevel(
    environment: Mapping[str, str], name: str = "readlevel"
) -> AbstractContextManager[Server]:
    """Serve the database that `environment` names as `readlevel serve` does."""
    port = free_port()
    command = [sys.executable, "-m", "readlevel", "serve", "--port", str(port), "--workers", "2"]
    return serving(name, command, port, environment)


def fetch(address: str, headers: Mapping[str, str] | None = None) -> bytes:
    """Return the body of a page."""
    with urlopen(Request(address, headers=dict(headers or {}))) as response:
        body: bytes = response.read()
        return body


def fetch_headers(address: str) -> Mapping[str, str]:
    """Return the headers of a page, with lower-case names."""
    with urlopen(address) as response:
        return {name.lower(): value for name, value in response.headers.items()}


def measure(server: Server, path: str, *, seconds: int, headers: Mapping[str, str]) -> Measurement:
    """Put `server` under load for one round. Raise RuntimeError if wrk reports errors."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for key, value in headers.items():
        command += ["-H", f"{key}: {value}"]
    with Load(server.pid) as load:
        output = subprocess.run(
            [*command, server.address + path], check=True, capture_output=True, text=True
        ).stdout
    if "Non-2xx" in output and "If-None-Match" not in headers:
        raise RuntimeError(output)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", output)
    if rate is None or p99 is None:
        raise RuntimeError(output)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Measurement(
        float(rate[1]), float(p99[1]) * scale, load.server, load.machine - load.server
    )


def alternate(
    servers: list[Server],
    path: str,
    *,
    rounds: int = 5,
    headers: Mapping[str, str] | None = None,
) -> dict[str, list[Measurement]]:
    """Measure the servers in turn, A B C A B C, and return each one's rounds."""
    results: dict[str, list[Measurement]] = {server.name: [] for server in servers}
    for server in servers:
        measure(server, path, seconds=1, headers=headers or {})
    for _ in range(rounds):
        for server in servers:
            results[server.name].append(
                measure(server, path, seconds=SECONDS, headers=headers or {})
            )
    return results


def rate(rounds: list[Measurement]) -> float:
    """Return the median of requests per second."""
    return median(one.requests_per_second for one in rounds)


def need_wrk() -> None:
    """Exit with a message if wrk is not installed."""
    if shutil.which("wrk") is None:
        sys.exit("The benchmarks need wrk. Install it (on Debian: apt-get install wrk).")


def _wait_until_up(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended by itself: {process.args!r}")
        try:
            urlopen(address, timeout=5).close()
            return
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers on {address}")
