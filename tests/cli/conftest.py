from pathlib import Path

import pytest

from tests.cli.command import Command

BOTH = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
"""Parametrises tests over both databases."""


@pytest.fixture
def backend() -> str:
    """The database of most command tests, SQLite: both databases are tested elsewhere."""
    return "sqlite"


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
