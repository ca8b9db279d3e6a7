"""Fixtures of a real server with the samples, and a real browser."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from tests.browser.windows import Windows
from tests.cli.command import Command
from tests.conftest import OpenDatabase
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
def server(open_database: OpenDatabase) -> Iterator[str]:
    """Serve what `make run` serves, and yield the URL."""
    with open_database("sqlite", create_demo) as url, serving_in_thread(url) as port:
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
