"""Fixtures of a real server with the samples, and a real browser."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.windows import Windows
from tests.ports import free_port

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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the samples as `make run` does, and yield the URL."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    command = [sys.executable, "-m", "readlevel", "demo", "--port", str(port)]
    environment = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
    environment["READLEVEL_WORKERS"] = "1"
    address = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_until_up(process, address, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_up(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            break
        try:
            urlopen(address + "/readyz", timeout=60).close()
            return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


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
