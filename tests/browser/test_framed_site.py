"""The site's own pages in frames of other hosts, in a browser that blocks third-party cookies."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from readlevel.settings import Settings
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from tests.browser.conftest import CHROMIUM, QUIET
from tests.web.conftest import CAST, NOW
from tests.web.serving import serving_in_thread

# Names under localhost are separate sites, and secure contexts as if served over HTTPS.
PREFERENCES = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}
"""Chromium's preferences that block third-party storage."""

OpenBlocking = Callable[..., BrowserContext]


class Elsewhere(BaseHTTPRequestHandler):
    """Other sites: each frames the URL in its query; the tracker sets and shows a cookie."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.headers["Host"].startswith("tracker."):
            self.send_header("Set-Cookie", "tracked=1; SameSite=None; Secure; Path=/")
        self.end_headers()
        _, _, framed = self.path.partition("?")
        body = f'<iframe src="{framed}" width="900" height="700"></iframe>' if framed else ""
        self.wfile.write(f"<p>{self.headers.get('Cookie', 'nothing')}</p>{body}".encode())

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """Serve the other sites and yield their port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve a site that two others may frame, and yield its port."""
    folder = tmp_path_factory.mktemp("framed")
    settings = Settings(database_url=f"sqlite:///{folder / 'site.sqlite'}")
    engine = make_engine(settings.database_url)
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        renderer = Renderer(session, settings.personas, "en")
        publish.save_answer(session, CAST[0], renderer, author="Ed", why="cast", now=NOW)
    engine.dispose()
    with serving_in_thread(
        settings.database_url,
        base_url="http://answers.localhost",
        site_frame_ancestors="http://portal.localhost:* http://other.localhost:*",
        partitioned_cookie=True,
    ) as port:
        yield port


@pytest.fixture
def open_blocking(browser: Browser, tmp_path: Path) -> Iterator[OpenBlocking]:
    """Return a function that opens a browser that blocks third-party storage."""
    opened: list[BrowserContext] = []

    def open_context(*, scripts: bool) -> BrowserContext:
        (tmp_path / "Default").mkdir()
        (tmp_path / "Default/Preferences").write_text(json.dumps(PREFERENCES))
        context = browser.browser_type.launch_persistent_context(
            tmp_path,
            executable_path=CHROMIUM,
            args=[*QUIET],
            java_script_enabled=scripts,
        )
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


def visit(page: Page, host: str, elsewhere: int, framed: str) -> FrameLocator:
    page.goto(f"http://{host}.localhost:{elsewhere}/?{framed}")
    return page.frame_locator("iframe")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_choice_made_in_a_frame_holds_there_and_nowhere_else(
    open_blocking: OpenBlocking, elsewhere: int, answers: int, scripts: bool
) -> None:
    context = open_blocking(scripts=scripts)
    page = context.new_page()
    address = f"http://answers.localhost:{answers}/answers/both"
    frame = visit(page, "portal", elsewhere, address)
    expect(frame.locator("[data-audience=lay]")).to_be_visible()
    frame.get_by_role("button", name="Health professional").click()
    expect(frame.locator("[data-audience=clinician]")).to_be_visible()

    again = visit(page, "portal", elsewhere, address)
    expect(again.locator("[data-audience=clinician]")).to_be_visible()
    other = visit(page, "other", elsewhere, address)
    expect(other.locator("[data-audience=lay]")).to_be_visible()
    page.goto(address)
    expect(page.locator("[data-audience=lay]")).to_be_visible()
    [kept] = context.cookies()
    assert kept["name"] == "__Host-readlevel"
    assert kept["partitionKey"] == "http://portal.localhost"


def test_links_that_leave_the_site_open_a_window_of_their_own(
    browser: Browser, elsewhere: int, answers: int
) -> None:
    page = browser.new_page()
    address = f"http://answers.localhost:{answers}/glossary"
    frame = visit(page, "portal", elsewhere, address)
    other = f"http://other.localhost:{elsewhere}/"
    expect(frame.locator("main")).to_be_visible()
    place = "const link = document.createElement('a'); link.href = address; link.text = 'Leave';"
    frame.locator("main").evaluate(f"(main, address) => {{ {place} main.prepend(link) }}", other)
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Leave").click()
    assert opened.value.url == other
    assert page.frames[1].url == address
    opened.value.close()
    page.close()


def test_this_browser_does_block_what_third_parties_keep(
    open_blocking: OpenBlocking, elsewhere: int
) -> None:
    page = open_blocking(scripts=True).new_page()
    for _ in range(2):
        frame = visit(page, "portal", elsewhere, f"http://tracker.localhost:{elsewhere}/")
        expect(frame.locator("p")).to_have_text("nothing")


def test_sites_that_are_not_named_get_no_frame(
    browser: Browser, elsewhere: int, answers: int
) -> None:
    page = browser.new_page()
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        frame = visit(page, "stranger", elsewhere, f"http://answers.localhost:{answers}/")
    expect(frame.locator("main")).to_have_count(0)
    page.close()
