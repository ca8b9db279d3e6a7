from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.slow_work_watch import watching_for_slow_work

BOTH = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
"""Parametrises tests over both databases."""


@pytest.fixture
def backend() -> str:
    """The database of most command tests, SQLite: both databases are tested elsewhere."""
    return "sqlite"


@pytest.fixture(autouse=True)
def no_slow_work_while_others_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail if a command renders, measures, writes a mail or sends one in a write transaction."""
    with watching_for_slow_work(monkeypatch) as noticed:
        yield
    assert noticed == []


@pytest.fixture
def readlevel(database_url: str) -> Command:
    """The command, on a migrated database without content."""
    return Command({"READLEVEL_DATABASE_URL": database_url})


@pytest.fixture
def new_readlevel(empty_url: str) -> Command:
    """The command, on a database in which nothing has been created."""
    return Command({"READLEVEL_DATABASE_URL": empty_url})


@pytest.fixture
def lone_readlevel(tmp_path: Path) -> Command:
    """The command with a database that cannot be reached, for what needs none."""
    return Command({"READLEVEL_DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/readlevel.sqlite"})
