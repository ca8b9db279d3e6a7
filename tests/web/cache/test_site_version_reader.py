"""The site version changes with every commit of any process, at once."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from readlevel.storage.database.engine import make_engine
from readlevel.web.cache import site_version_reader
from readlevel.web.cache.site_version_reader import FileVersion
from tests.thoroughness import examples

BUMP = "UPDATE site SET version = version + 1"
BY_ANOTHER_PROCESS = f"""
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for line in sys.stdin:
    connection.execute({BUMP!r})
    print("done", flush=True)
"""


@pytest.fixture
def path(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "site.sqlite"))


@pytest.fixture
def version(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileVersion]:
    """A reader of the version that checks for a replaced database file only once."""
    monkeypatch.setattr(site_version_reader, "_RECHECK_SECONDS", 1e9)
    version = FileVersion(make_engine(f"sqlite:///{path}"), str(path))
    yield version
    version.close()


def test_it_is_the_same_until_something_is_written(version: FileVersion) -> None:
    assert len({version() for _ in range(10)}) == 1
    assert version() is not None


def test_every_commit_is_seen_whatever_is_done_to_the_log(version: FileVersion, path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    seen = {version()}
    for number in range(60):
        writer.execute(BUMP)
        seen.add(version())
        assert version() == version()
        if number % 10 == 5:
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if number % 20 == 15:
            writer.execute("VACUUM")
    writer.close()
    assert len(seen) == 61


def test_every_commit_of_another_process_is_seen(version: FileVersion, path: Path) -> None:
    seen = {version()}
    with subprocess.Popen(
        [sys.executable, "-c", BY_ANOTHER_PROCESS, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        for _ in range(50):
            writer.stdin.write("\n")
            writer.stdin.flush()
            writer.stdout.readline()
            seen.add(version())
        writer.stdin.close()
    assert len(seen) == 51


def test_uncommitted_changes_are_not_seen(version: FileVersion, path: Path) -> None:
    before = version()
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute(BUMP)
    assert version() == before
    writer.execute("ROLLBACK")
    assert version() == before
    writer.close()


def test_threads_agree(version: FileVersion, path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        newest = 0
        while not stop.is_set():
            now = version()
            number = -1 if now is None else now.number
            if number < newest:
                wrong.append(now)
            newest = number

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(examples(50, 200)):
        writer.execute(BUMP)
    stop.set()
    for thread in threads:
        thread.join()
    writer.close()
    assert wrong == []


def test_a_database_without_a_log_is_asked_each_time(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode=DELETE")
    version = FileVersion(make_engine(f"sqlite:///{path}"), str(path))
    seen = {version()}
    for _ in range(5):
        writer.execute(BUMP)
        seen.add(version())
    writer.close()
    version.close()
    assert len(seen) == 6
