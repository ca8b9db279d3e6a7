"""An answer in a WordPress post: the oEmbed HTML as WordPress filters it, and its messages."""

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ANSWER

SECRET = "aB3dE6gH9k"
HOST_SCRIPT = """
  addEventListener("message", ({ data, source }) => {
    if (!data?.secret || !data.message || !data.value || /[^a-zA-Z0-9]/.test(data.secret)) return;
    for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
      if (frame.contentWindow !== source) continue;
      if (data.message === "height") {
        frame.height = Math.max(200, Math.min(1000, parseInt(data.value, 10)));
      }
      const { host } = new URL(frame.src);
      if (data.message === "link" && new URL(data.value).host === host) {
        if (document.activeElement === frame) top.location.href = data.value;
      }
    }
  });
  for (const frame of document.querySelectorAll("iframe")) {
    frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*");
  }
"""
"""How WordPress's script handles messages, and announces that it has loaded."""


class Post(SimpleHTTPRequestHandler):
    """Serves files without logging."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def keep_what_wordpress_keeps(html: str) -> str:
    """Filter oEmbed HTML as WordPress does for a provider that it does not know."""
    found = re.search(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", html, re.DOTALL)
    assert found is not None
    sources = re.findall(r" src=(['\"])(.*?)\1", found[2])
    assert len(sources) == 1
    address = f"{unescape(sources[0][1])}#?secret={SECRET}"
    opening = f'<iframe sandbox="allow-scripts" security="restricted" data-secret="{SECRET}"'
    frame = found[2].replace("<iframe", opening).replace(sources[0][1], address)
    return f"{found[1]}{frame}"


@pytest.fixture
def post(browser: Browser, server: str, tmp_path: Path) -> Iterator[Page]:
    """Open a post that embeds an answer; WordPress's own script is not loaded yet."""
    query = urlencode({"url": f"{server}{ANSWER}", "format": "json"})
    with urlopen(f"{server}/oembed?{query}") as response:
        html = json.load(response)["html"]
    body = f"<!doctype html><h1>A post</h1>{keep_what_wordpress_keeps(html)}"
    (tmp_path / "post.html").write_text(body, "utf-8")
    blog = ThreadingHTTPServer(("127.0.0.1", 0), partial(Post, directory=str(tmp_path)))
    threading.Thread(target=blog.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://blog.localhost:{blog.server_port}/post.html")
    yield page
    page.close()
    blog.shutdown()
    blog.server_close()


def test_a_late_script_learns_the_height_and_links_lead_to_the_full_page(
    post: Page, server: str
) -> None:
    frame = post.frame_locator("iframe")
    frame.locator(".frame-foot").wait_for()
    assert post.locator("blockquote a").get_attribute("href") == f"{server}{ANSWER}/lay"
    post.evaluate(HOST_SCRIPT)
    post.wait_for_function("() => document.querySelector('iframe').height === '1000'")
    frame.get_by_role("link", name="Read this on Readlevel").click()
    post.wait_for_url(f"{server}{ANSWER}?persona=patient")


def test_others_than_the_frame_change_nothing(post: Page) -> None:
    post.frame_locator("iframe").locator(".frame-foot").wait_for()
    post.evaluate(HOST_SCRIPT)
    post.wait_for_function("() => document.querySelector('iframe').height === '1000'")
    said = "window.heard = []; addEventListener('message', event => heard.push(event.data))"
    post.evaluate(said)
    ask = "secret => document.querySelector('iframe').contentWindow.postMessage({secret}, '*')"
    post.evaluate(ask.replace("{secret}", "{ message: 'ready', secret }"), "another000")
    post.evaluate(ask.replace("{secret}", "{ message: 'ready', secret }"), SECRET)
    post.wait_for_function("() => heard.length > 0")
    assert {one["secret"] for one in post.evaluate("heard")} == {SECRET}
    assert len(post.evaluate("heard")) == 1
