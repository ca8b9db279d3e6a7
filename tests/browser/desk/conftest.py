"""A real server with users of the desk, and a real browser for each."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from readlevel.storage.accounts import accounts as stored
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts import sign_in as sign_in_usecases
from tests.browser.windows import Window, Windows
from tests.web.conftest import cast_file
from tests.web.desk.conftest import PEOPLE, VISITOR, desk_file
from tests.web.serving import serving_in_thread

__all__ = ["cast_file", "desk_file"]


@dataclass(frozen=True, slots=True)
class Served:
    """A server and its database."""

    address: str
    database_url: str


Seat = Window
"""A window in which somebody is signed in."""


@pytest.fixture(scope="session")
def server_of_all(desk_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the desk's database to one test after another."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(desk_file, folder / "desk.sqlite")
    url = f"sqlite:///{folder}/desk.sqlite"
    with serving_in_thread(url) as port:
        yield Served(f"http://127.0.0.1:{port}", url)


_versions = count(1_000, 1_000)


@pytest.fixture
def served(server_of_all: Served, desk_file: Path) -> Served:
    """Return the server with its database reset.

    Its versions go on: by them the server knows that what it remembers is not of this database.
    """
    path = server_of_all.database_url.removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(desk_file)) as first,
        closing(sqlite3.connect(path, timeout=60)) as here,
    ):
        first.backup(here)
        version = next(_versions)
        here.execute("UPDATE site SET version = ?, glossary_version = ?", (version, version))
        here.commit()
    return server_of_all


Sit = Callable[..., Seat]


@pytest.fixture
def sit(windows: Windows, served: Served) -> Iterator[Sit]:
    """Open a window for a user: `sit("editor")`; options are Playwright's."""

    own = (served.address, "data:", "blob:", "about:")
    with windows.lend((served.address,), own) as take:

        def sit_down(who: str | None, **options: Any) -> Seat:
            seat = take(**options)
            if who is not None:
                token = sign_in(served.database_url, who)
                seat.context.add_cookies(
                    [{"name": "readlevel-desk", "value": token, "url": served.address}]
                )
            return seat

        yield sit_down


def sign_in(database_url: str, who: str) -> str:
    """Start a session for a user and return its token."""
    engine = make_engine(database_url)
    with write_transaction(engine) as session:
        account = stored.find_by_email(session, PEOPLE[who][0])
        assert account
        token = sign_in_usecases.start_session(session, account, VISITOR, now=datetime.now(UTC))
    engine.dispose()
    return token
