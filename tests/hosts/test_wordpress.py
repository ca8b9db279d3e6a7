"""Answers in posts of a real WordPress, as its readers see them in each engine."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import ANSWER, browser, samples_file, server
from tests.browser.engines.conftest import engine
from tests.browser.engines.engine import Engine
from tests.browser.engines.test_reading import wait_for
from tests.hosts.wordpress import WordPress, blogging, list_missing

__all__ = ["browser", "engine", "samples_file", "server"]

LOADS = 8
"""How often a published page is loaded: a height that is told too early or too late is luck."""

BLOCK = (
    '<!-- wp:embed {{"url":"{url}","type":"rich","providerNameSlug":"readlevel"}} -->\n'
    '<figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">\n{url}\n'
    "</div></figure>\n<!-- /wp:embed -->"
)
SHOWN = (
    "const frame = document.querySelector('iframe.wp-embedded-content');"
    "return Boolean(frame) && getComputedStyle(frame).position !== 'absolute'"
    " && getComputedStyle(frame).visibility === 'visible'"
    " && frame.getBoundingClientRect().height > 300"
)


@pytest.fixture(scope="module")
def blog(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """Serve a new WordPress beside the samples."""
    missing = list_missing()
    if missing:
        pytest.skip(f"WordPress is not here: {', '.join(missing)} (run .ci/hosts as root)")
    port = urlsplit(server).port
    assert port is not None
    with blogging(tmp_path_factory.mktemp("wordpress"), port) as opened:
        yield opened


@pytest.mark.parametrize("kind", ["pasted", "block"])
def test_an_address_in_a_post_becomes_a_frame_at_every_load(
    engine: Engine, blog: WordPress, server: str, kind: str
) -> None:
    address = f"{server}{ANSWER}/lay"
    content = address if kind == "pasted" else BLOCK.format(url=address)
    post = blog.publish(f"Before.\n\n{content}\n\nAfter.")
    for _ in range(LOADS):
        engine.open(post)
        wait_for(engine, SHOWN)


def test_the_lines_of_the_script_are_shown_where_they_are_allowed(
    engine: Engine, blog: WordPress, server: str
) -> None:
    slug = ANSWER.rpartition("/")[2]
    lines = (
        f'<script async src="{server}/embed.js"></script>\n'
        f'<div data-readlevel="{slug}"><a href="{server}{ANSWER}">The answer</a></div>'
    )
    engine.open(blog.publish(f"<!-- wp:html -->\n{lines}\n<!-- /wp:html -->"))
    wait_for(
        engine,
        "const frame = document.querySelector('[data-readlevel] iframe');"
        "return Boolean(frame) && frame.getBoundingClientRect().height > 600",
    )
