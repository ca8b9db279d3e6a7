"""Runs a real server, for tests that need one: in processes of its own, or in a thread."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from werkzeug.serving import WSGIRequestHandler, make_server

from readlevel.settings import Settings
from readlevel.web.wsgi import application
from tests.ports import free_port

_SERVE = (
    "import json, sys; from readlevel.settings import Settings;"
    "from readlevel.web.server import serve; settings = json.loads(sys.argv[3]);"
    "serve(Settings(database_url=sys.argv[1], **settings), port=int(sys.argv[2]), workers=1)"
)


@contextmanager
def serving(
    database_url: str,
    log: Path,
    *,
    killed: bool = False,
    stops: Callable[[subprocess.Popen[bytes]], None] = subprocess.Popen.terminate,
    port: int | None = None,
    **settings: object,
) -> Iterator[int]:
    """Serve a database with one worker, as `readlevel serve` does, and yield the port.

    At the end stop it by `stops`, or if `killed`, kill it and all its processes.
    """
    port = port or free_port()
    environment = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
    with (
        log.open("ab") as output,
        subprocess.Popen(
            [sys.executable, "-c", _SERVE, database_url, str(port), json.dumps(settings)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            _wait(process, port)
            yield port
        finally:
            if killed:
                os.killpg(process.pid, signal.SIGKILL)
            stops(process)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


class _Handler(WSGIRequestHandler):
    """Closes each connection after its answer, so that none outlives the server."""

    protocol_version = "HTTP/1.0"

    def log_request(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def serving_in_thread(
    database_url: str, *, port: int | None = None, **settings: Any
) -> Iterator[int]:
    """Serve a database from a thread, and yield the port.

    Starting processes takes seconds, which tests that are not about the server need not wait.
    """
    port = port or free_port()
    own = {"base_url": f"http://127.0.0.1:{port}", **settings}
    layer = application(Settings(database_url=database_url, **own))
    server = make_server("127.0.0.1", port, layer, threaded=True, request_handler=_Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        layer.close()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(1200):
        assert process.poll() is None, "the server ended by itself"
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60).close()
            return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not start")
