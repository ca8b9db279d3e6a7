"""Answers in frames, in every engine and on hosts that restrict frames or are restricted."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import ANSWER
from tests.browser.engines.engine import Engine
from tests.browser.engines.test_reading import wait_for

SLUG = ANSWER.rpartition("/")[2]
SECRET = "a1b2c3d4e5"
NOTES = "<script>window.got = []; addEventListener('message', e => got.push(e.data))</script>"
HEIGHT = "return Math.max(0, ...got.filter(m => m && m.message === 'height').map(m => m.value))"

ShowOn = Callable[..., str]


@pytest.fixture(scope="module")
def show_on() -> Iterator[ShowOn]:
    """Serve pages as another host does; the call puts one there and gives its address."""
    pages: dict[str, tuple[str, dict[str, str]]] = {}

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = pages.get(self.path, ("", {}))
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()

    def show(body: str, **headers: str) -> str:
        path = f"/{len(pages)}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        pages[path] = (f"<!DOCTYPE html><title>Host</title>{NOTES}{body}", named)
        return f"http://localhost:{httpd.server_port}{path}"

    yield show
    httpd.shutdown()
    httpd.server_close()


def frame(server: str, more: str = "") -> str:
    return f'<iframe src="{server}/embed/{SLUG}?theme=dark#secret={SECRET}" {more}></iframe>'


@pytest.mark.parametrize("more", ["", 'sandbox="allow-scripts"'], ids=["free", "sandboxed"])
def test_a_frame_has_its_styles_and_tells_its_height(
    engine: Engine, server: str, show_on: ShowOn, more: str
) -> None:
    engine.open(show_on(frame(server, more)))
    assert wait_for(engine, HEIGHT) > 500
    styled = "return getComputedStyle(document.querySelector('.term')).textDecorationStyle"
    assert engine.run(styled, in_frame=True) == "dotted"
    dark = "return getComputedStyle(document.body).colorScheme"
    assert engine.run(dark, in_frame=True) == "dark"


def test_a_frame_tells_its_height_while_it_is_hidden(
    engine: Engine, server: str, show_on: ShowOn
) -> None:
    """As WordPress hides it until it has been told one."""
    hidden = 'sandbox="allow-scripts" style="position: absolute; visibility: hidden"'
    engine.open(show_on(f'<p style="height: 3000px"></p>{frame(server, hidden)}'))
    assert wait_for(engine, HEIGHT) > 500


@pytest.mark.parametrize(
    "headers",
    [
        {"Cross_Origin_Embedder_Policy": "require-corp"},
        {"Content_Security_Policy": "sandbox allow-scripts"},
    ],
    ids=["isolated", "opaque"],
)
def test_a_host_that_is_restricted_itself_shows_the_answer(
    engine: Engine, server: str, show_on: ShowOn, headers: dict[str, str]
) -> None:
    engine.open(show_on(frame(server), **headers))
    assert wait_for(engine, HEIGHT) > 500


def test_the_link_comes_back_where_the_frame_stays_silent(
    engine: Engine, server: str, show_on: ShowOn
) -> None:
    lines = (
        f'<script async src="{server}/embed.js"></script><div data-readlevel="{SLUG}">'
        f'<a href="{server}{ANSWER}">How are microbleeds treated?</a></div>'
    )
    url = show_on(lines, Content_Security_Policy="frame-src 'none'")
    engine.open(url)
    wait_for(engine, "return document.querySelector('iframe') !== null")
    link = "const a = document.querySelector('div a'); return Boolean(a && a.checkVisibility())"
    wait_for(engine, link)


def test_two_sites_on_one_page_show_their_own_answers(
    engine: Engine, server: str, show_on: ShowOn
) -> None:
    port = server.rpartition(":")[2]
    other = f"http://localhost:{port}"
    both = "".join(
        f'<script async src="{site}/embed.js"></script>'
        f'<div data-readlevel="{SLUG}"><a href="{site}{ANSWER}">Answer</a></div>'
        for site in (server, other)
    )
    engine.open(show_on(both))
    sources = "return [...document.querySelectorAll('iframe')].map(f => new URL(f.src).origin)"
    wait_for(engine, f"const s = ({{}}); return (() => {{ {sources} }})().length === 2")
    assert sorted(engine.run(sources)) == sorted([server, other])


def test_oembed_html_grows_and_fits_a_phone(engine: Engine, server: str, show_on: ShowOn) -> None:
    html = (
        f'<iframe src="{server}/embed/{SLUG}" width="700" height="600" frameborder="0"'
        ' style="width: 100%; max-width: none; border: 0"></iframe>'
        f'<script async src="{server}/embed.js"></script>'
    )
    engine.resize(390, 800)
    engine.open(show_on(html))
    wait_for(engine, "return document.querySelector('iframe').getBoundingClientRect().height > 700")
    wide = "const root = document.documentElement; return root.scrollWidth - root.clientWidth"
    assert engine.run(wide) <= 0
