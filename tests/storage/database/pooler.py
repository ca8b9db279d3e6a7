"""A real pgbouncer in transaction mode, in front of the PostgreSQL server of the tests."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy.engine import make_url

from tests.ports import free_port

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
PATIENCE = 60
_CONFIGURATION = """\
[databases]
* = host={host} port={port} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 200
"""


def find_program() -> str | None:
    """Return the path of pgbouncer, or None if it is not installed."""
    return shutil.which("pgbouncer", path=PATH)


@contextmanager
def pooled(url: str, connections: int) -> Iterator[str]:
    """Yield the URL of the database through a pooler of that many server connections."""
    address = make_url(url)
    host = str(address.query["host"])
    port = free_port()
    folder = Path(mkdtemp(prefix="pooler-"))
    file = folder / "pgbouncer.ini"
    file.write_text(
        _CONFIGURATION.format(
            host=host,
            port=address.port or 5432,
            user=address.username,
            listen=port,
            connections=connections,
        )
    )
    # pgbouncer refuses to be root, and only the server's own user can enter its folder.
    user = None if os.getuid() else next(Path(host).glob(".s.PGSQL.*")).owner()
    if user:
        shutil.chown(folder, user)
    program = find_program()
    assert program is not None
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, str(file)], stdout=log, stderr=log, user=user)
        try:
            _wait_for(port, process, folder / "log")
            yield f"postgresql://{address.username}@127.0.0.1:{port}/{address.database}"
        finally:
            process.kill()
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())
