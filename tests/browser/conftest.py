"""Fixtures of a real server with the samples, and a real browser."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from tests.browser.windows import Windows
from tests.cli.command import Command
from tests.databases import fill
from tests.samples import SAMPLES
from tests.web.serving import serving_in_thread

ANSWER = "/answers/brain-microbleeds-unclear-cause"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The next page of a window is shown by the process that has shown the one before.
    "--process-per-site",
)
"""Switches that stop Chromium's own requests, and its sandbox, which root cannot use."""

CHROMIUM = "/usr/bin/chromium"
HEADLESS_SHELL = shutil.which("chromium-headless-shell") or CHROMIUM
"""The same engine without windows, which starts contexts in a quarter of the time."""

OpenPage = Callable[..., Page]

# A busy machine may pause for longer than the default of five seconds.
expect.set_options(timeout=30_000)


def create_demo(engine: Engine) -> None:
    """Create a database with the default pages and the samples, as `readlevel demo` does."""
    readlevel = Command({"READLEVEL_DATABASE_URL": str(engine.url)})
    readlevel("init")
    readlevel("import", SAMPLES)


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the database that `make run` serves, once for all processes that run tests."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path, unfinished = folder / "samples.sqlite", folder / "unfinished.sqlite"
    with (folder / "samples.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished.unlink(missing_ok=True)
            fill(f"sqlite:///{unfinished}", create_demo)
            unfinished.rename(path)
    return path


@pytest.fixture(scope="session")
def server(samples_file: Path, quick_folder: Path) -> Iterator[str]:
    """Serve what `make run` serves, and yield the URL."""
    own = shutil.copy(samples_file, quick_folder / "samples.sqlite")
    with serving_in_thread(f"sqlite:///{own}") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=HEADLESS_SHELL, args=[*QUIET])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Return the windows of the browser."""
    return Windows(browser)


@pytest.fixture
def open_page(windows: Windows, server: str) -> Iterator[OpenPage]:
    """Yield a function that opens a path of the site; its options are a Playwright context's.

    Every error on a page's console, and every request to another site, fails the test.
    """

    with windows.lend((server,), (server, "data:")) as take:
        yield lambda path, **options: take(**options).open(path)
