"""A real server with the samples, and a real browser to read it with."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ANSWER = "/answers/brain-microbleeds-unclear-cause"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium's switches against requests of its own; without a sandbox, for root."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the samples as `make run` does and give the address."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "readlevel", "demo", "--port", str(port)]
    environment = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
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
        process.wait(timeout=30)


def wait_until_up(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(900):
        if process.poll() is not None:
            break
        try:
            urlopen(address + "/readyz", timeout=5).close()
            return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*QUIET])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Open a path of the site in a browser of its own; options are Playwright's, for a context.

    What a page says on its console as an error, and each request that leaves the site, fails the
    test.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def note(what: str, trouble: bool) -> None:
        if trouble:
            troubles.append(what)

    def open_path(path: str, *, context: BrowserContext | None = None, **options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        if context is None:
            context = browser.new_context(base_url=server, **options)
            contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: note(said.text, said.type == "error"))
        page.on("pageerror", lambda error: note(str(error), True))
        page.on("request", lambda sent: note(sent.url, not sent.url.startswith((server, "data:"))))
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert troubles == []
