"""Runs programs of the system: PostgreSQL's, age and GnuPG."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

from readlevel.storage.backup.problems import BackupProblem

_POSTGRESQL_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/bin")
"""Where Debian, Fedora and Homebrew put the programs of several versions."""

_MAX_SAID = 600
"""Characters of a program's error message that are repeated."""


def find_program(name: str, package: str) -> str:
    """Return the path of a program. Raise `BackupProblem`, naming its package, if it is missing."""
    found = shutil.which(name)
    if found is None:
        raise BackupProblem(
            f"The program {name} is not installed. Install it (on Debian: apt-get install "
            f"{package}) and try again."
        )
    return found


def find_postgresql_program(name: str, major: int = 0) -> str:
    """Return a program of PostgreSQL for a server of the version `major`, else the newest.

    A dump needs a program at least as new as the server, and the oldest of these writes what the
    server can read. Raise `BackupProblem` if there is none.
    """
    versions = {_major_of(path): path for path in reversed(_list_programs(name))}
    fitting = sorted((one for one in versions if one >= major), reverse=not major)
    if not fitting:
        there = f" (there is version {max(versions)})" if any(versions) else ""
        raise BackupProblem(
            f"The program {name} of PostgreSQL{f' {major} or newer' * bool(major)} is needed and "
            f"not installed{there}. "
            "Install PostgreSQL's client programs (on Debian: apt-get install postgresql-client) "
            "of the server's version or newer, and try again."
        )
    return versions[fitting[0]]


class RunningProgram:
    """A program that runs, and what it has said so far."""

    def __init__(self, process: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
        self.process = process
        self._errors = errors

    @property
    def input(self) -> IO[bytes]:
        """What the program reads."""
        return cast("IO[bytes]", self.process.stdin)

    @property
    def output(self) -> IO[bytes]:
        """What the program writes."""
        return cast("IO[bytes]", self.process.stdout)

    def finish(self, doing: str) -> None:
        """Close the input and wait. Raise `BackupProblem` with what the program says if it failed.

        `doing` is what it was needed for, such as "The dump".
        """
        self.process.communicate()
        if self.process.returncode != 0:
            self._errors.seek(0)
            text = " ".join(self._errors.read().decode(errors="replace").split()).rstrip(".")
            shown = text if len(text) <= _MAX_SAID else f"{text[:_MAX_SAID]} …"
            raise BackupProblem(f"{doing} failed: {shown or 'the program gave no reason'}.")


def run(
    command: Sequence[str | Path], doing: str, environment: Mapping[str, str] | None = None
) -> None:
    """Run a program until it ends. Raise `BackupProblem` if it fails."""
    with start(command, environment) as program:
        program.finish(doing)


@contextmanager
def start(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> Iterator[RunningProgram]:
    """Start a program, and kill it if the block fails.

    `environment` is added to this process's: passwords belong there, because everybody can see the
    arguments of a process.
    """
    with (
        # Errors go to a file: nobody reads a pipe while the output is read.
        TemporaryFile() as errors,
        # What is run is a program of the system with arguments from the operator, without a shell.
        subprocess.Popen(  # noqa: S603
            [str(part) for part in command],
            env={**os.environ, "LC_MESSAGES": "C", **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process,
    ):
        try:
            yield RunningProgram(process, errors)
        except BaseException:
            process.kill()
            raise


def _list_programs(name: str) -> list[str]:
    folders = [Path(folder) for folder in os.get_exec_path()]
    for pattern in _POSTGRESQL_FOLDERS:
        folders += sorted(Path("/").glob(pattern.lstrip("/")))
    return [str(folder / name) for folder in folders if os.access(folder / name, os.X_OK | os.R_OK)]


def _major_of(path: str) -> int:
    with start([path, "--version"]) as program:
        said = program.output.read()
    found = re.search(rb"\b(\d+)(\.\d+|devel|beta\d+|rc\d+)", said)
    return int(found[1]) if found else 0
