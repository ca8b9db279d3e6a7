"""A real server of the S3 protocol, moto's, in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

from tests.ports import free_port

BUCKET = "readlevel"
PATIENCE = 60


class ObjectServer:
    """The server, which can be stopped and started; its memory is lost then."""

    def __init__(self) -> None:
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the bucket, as in `READLEVEL_MEDIA_URL`."""
        endpoint = f"http://127.0.0.1:{self._port}"
        return f"s3://key:se%2Fcret@{BUCKET}/images?endpoint={endpoint}&region=eu-central-1"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self._request("PUT", f"/{BUCKET}")
            except OSError:
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def empty(self) -> None:
        """Forget all objects."""
        self._request("POST", "/moto-api/reset")
        self._request("PUT", f"/{BUCKET}")

    def put(self, name: str, content: bytes) -> None:
        """Store an object as another program does."""
        self._request("PUT", f"/{BUCKET}/{name}", content)

    def _request(self, method: str, path: str, body: bytes = b"") -> None:
        address = f"http://127.0.0.1:{self._port}{path}"
        urlopen(Request(address, body, method=method), timeout=PATIENCE).close()


@contextmanager
def object_server() -> Iterator[ObjectServer]:
    """Yield a running server."""
    server = ObjectServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
