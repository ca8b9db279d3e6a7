"""A real server with people at its desk, and a real browser for each of them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from readlevel import accounts
from readlevel.storage import accounts as stored
from readlevel.storage.engine import make_engine, writing
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


@pytest.fixture
def served(desk_file: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve a copy of the desk's database."""
    shutil.copy(desk_file, tmp_path / "desk.sqlite")
    url = f"sqlite:///{tmp_path}/desk.sqlite"
    with serving(url, tmp_path / "log") as port:
        yield Served(f"http://127.0.0.1:{port}", url)


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
    with writing(engine) as session:
        account = stored.find_by_email(session, PEOPLE[who][0])
        assert account
        token = accounts.enter(session, account, VISITOR, now=datetime.now(UTC))
    engine.dispose()
    return token
