"""A real server with people at its desk, and a real browser for each of them."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from readlevel.storage.accounts import accounts as stored
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts import sign_in as sign_in_usecases
from tests.web.conftest import cast_file
from tests.web.desk.conftest import PEOPLE, VISITOR, desk_file
from tests.web.serving import serving

__all__ = ["cast_file", "desk_file"]


@dataclass(frozen=True, slots=True)
class Served:
    """A server and its database."""

    address: str
    database_url: str


@dataclass(slots=True)
class Seat:
    """One browser in which somebody is signed in."""

    context: BrowserContext
    address: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Open a page; errors that it logs, and requests that leave the site, are troubles."""
        page = self.context.new_page()
        page.on("console", lambda said: self.note(said.text, said.type == "error"))
        page.on("pageerror", lambda error: self.note(str(error), True))
        page.on("request", lambda sent: self.note(sent.url, not self._is_own(sent.url)))
        page.goto(path)
        return page

    def note(self, what: str, trouble: bool) -> None:
        """Remember a trouble."""
        if trouble:
            self.troubles.append(what)

    def _is_own(self, url: str) -> bool:
        return url.startswith((self.address, "data:", "blob:", "about:"))


@pytest.fixture(scope="session")
def server_of_all(desk_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the desk's database to one test after another."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(desk_file, folder / "desk.sqlite")
    url = f"sqlite:///{folder}/desk.sqlite"
    with serving(url, folder / "log") as port:
        yield Served(f"http://127.0.0.1:{port}", url)


_versions = count(1_000, 1_000)


@pytest.fixture
def served(server_of_all: Served, desk_file: Path) -> Served:
    """Give the server with its database as it was at first.

    Its versions go on: by them the server knows that what it remembers is not of this database.
    """
    path = server_of_all.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(desk_file)) as first, closing(sqlite3.connect(path)) as here:
        first.backup(here)
        version = next(_versions)
        here.execute("UPDATE site SET version = ?, glossary_version = ?", (version, version))
        here.commit()
    return server_of_all


Sit = Callable[..., Seat]


@pytest.fixture
def sit(browser: Browser, served: Served) -> Iterator[Sit]:
    """Sit somebody down: `sit("editor")` gives their browser, options are Playwright's."""
    seats: list[Seat] = []

    def sit_down(who: str | None, **options: object) -> Seat:
        context = browser.new_context(
            base_url=served.address,
            **{"viewport": {"width": 1280, "height": 900}, **options},  # type: ignore[arg-type]
        )
        if who is not None:
            token = sign_in(served.database_url, who)
            context.add_cookies([{"name": "readlevel-desk", "value": token, "url": served.address}])
        seats.append(Seat(context, served.address))
        return seats[-1]

    yield sit_down
    for seat in seats:
        seat.context.close()
    assert [trouble for seat in seats for trouble in seat.troubles] == []


def sign_in(database_url: str, who: str) -> str:
    """Begin a session for somebody and return its token."""
    engine = make_engine(database_url)
    with write_transaction(engine) as session:
        account = stored.find_by_email(session, PEOPLE[who][0])
        assert account
        token = sign_in_usecases.start_session(session, account, VISITOR, now=datetime.now(UTC))
    engine.dispose()
    return token
