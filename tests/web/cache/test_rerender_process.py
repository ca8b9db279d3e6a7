"""The rerender process works off the queue while the site is served."""

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public import render_queue
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing.rerender import is_served
from readlevel.web.cache import rerender_process
from readlevel.web.cache.clock_watch import ClockWatch
from readlevel.web.cache.rerender_process import RerenderProcess
from tests.cli.command import Command
from tests.waiting import wait_until
from tests.web.conftest import NOW, TERMS
from tests.web.serving import serving


@pytest.fixture
def site_url(cast_file: Path, tmp_path: Path) -> str:
    """The address of a database with answers that use terms."""
    shutil.copy(cast_file, tmp_path / "site.sqlite")
    return f"sqlite:///{tmp_path}/site.sqlite"


@pytest.fixture
def engine(site_url: str) -> Iterator[Engine]:
    made = make_engine(site_url)
    yield made
    made.dispose()


def is_idle(engine: Engine) -> bool:
    with read_transaction(engine) as session:
        return render_queue.is_idle(session)


def change_term(engine: Engine, definition: str) -> None:
    with write_transaction(engine) as session:
        changed = replace(TERMS[0], definition_lay=definition)
        store_terms.save_terms(session, [changed], author="Ed", now=NOW)


def read(port: int) -> str:
    with urlopen(f"http://127.0.0.1:{port}/answers/both/lay") as response:
        page: str = response.read().decode()
    return page


def test_two_servers_render_what_waits_and_readers_get_the_old_text_till_then(
    site_url: str, engine: Engine, tmp_path: Path
) -> None:
    with ExitStack() as both:
        ports = [both.enter_context(serving(site_url, tmp_path / f"log{n}")) for n in range(2)]
        change_term(engine, "Told anew.")
        assert not any("Told anew." in read(port) for port in ports)
        wait_until(lambda: is_idle(engine))
        assert all("Told anew." in read(port) for port in ports)


def test_a_command_leaves_rendering_to_a_server_that_runs(
    site_url: str, engine: Engine, tmp_path: Path
) -> None:
    readlevel = Command({"READLEVEL_DATABASE_URL": site_url})
    path = tmp_path / "en.csv"
    path.write_text(f"term,definition_lay\n{TERMS[0].name},Told anew.\n")
    with serving(site_url, tmp_path / "log") as port:
        wait_until(lambda: is_served(engine))
        said = readlevel("glossary", "import", path).lines
        assert said[0].startswith("Answers that the running server renders again: ")
        assert said[1] == "Terms: 1 new or changed, 0 unchanged, 0 failed."
        wait_until(lambda: is_idle(engine))
        assert "Told anew." in read(port)
    assert not is_served(engine)
    said = readlevel("glossary", "remove", TERMS[0].name).lines
    assert "Answers rendered again: " in said[0]
    assert is_idle(engine)


def test_a_server_that_was_killed_leaves_no_lock(
    site_url: str, engine: Engine, tmp_path: Path
) -> None:
    with serving(site_url, tmp_path / "log", killed=True):
        wait_until(lambda: is_served(engine))
    wait_until(lambda: not is_served(engine))


def test_nothing_is_deleted_by_a_clock_that_was_set_far_forward(
    site_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rerender_process, "TIDY_SECONDS", 0.0)
    monkeypatch.setattr(rerender_process, "POLL_SECONDS", 0.01)
    jump = timedelta(days=365)
    monkeypatch.setattr(ClockWatch, "measure_jump", lambda watch: jump)
    tidied = threading.Event()
    monkeypatch.setattr(rerender_process, "forget_old", lambda *given: tidied.set())
    process = RerenderProcess(Settings(database_url=site_url), do_nothing)
    process.start()
    try:
        wait_until(lambda: "the clock was set forward by 365 days, 0:00:00" in caplog.text)
        assert not tidied.is_set()
        jump = timedelta(days=-1)
        assert tidied.wait(120)
    finally:
        process.stop()


def do_nothing(settings: Settings, since: int | None) -> None:
    pass


def be_killed(settings: Settings, since: int | None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_the_log_says_that_the_process_was_killed(
    site_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    process = RerenderProcess(Settings(database_url=site_url), be_killed)
    process.start()
    try:
        wait_until(lambda: "the process that renders was killed by signal 9" in caplog.text)
    finally:
        process.stop()
