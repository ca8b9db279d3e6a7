"""Answers in frames on pages of other hosts, in a browser that blocks third-party cookies."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.accessibility import check_all_looks
from tests.browser.conftest import ANSWER, CHROMIUM, QUIET, OpenPage
from tests.browser.windows import Window, Windows

SLUG = ANSWER.rpartition("/")[2]
HOSTS = ("localhost", "127.0.0.2")
BLOCKED = "Blocked opening"
"""Chromium's message if a sandbox blocks a link from opening: its URL is then shown."""
SANDBOX = 'sandbox="allow-scripts"'
NOTES = "<script>window.got = []; addEventListener('message', e => got.push(e.data))</script>"
"""A script that records the messages sent to a page."""
TALL = {"width": 800, "height": 6000}
HEIGHT = "() => document.querySelector('iframe').getBoundingClientRect().height"
AS_HIGH_AS_ITS_TEXT = """() => {
  const text = document.querySelector("[data-frame]")?.getBoundingClientRect();
  const loaded = document.readyState === "complete" && document.fonts.status === "loaded";
  const page = document.documentElement;
  return loaded && innerHeight === Math.ceil(text.height) && page.scrollHeight <= innerHeight;
}"""

ShowOn = Callable[..., Page]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without logging."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def strict(browser: Browser) -> Iterator[Windows]:
    """Start a browser that blocks third-party cookies."""
    switches = [*QUIET, "--test-third-party-cookie-phaseout"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=switches)
    yield Windows(chromium)
    chromium.close()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Serve a folder under other hosts, and yield the port and the folder."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "favicon.ico").touch()
    httpd = ThreadingHTTPServer(("", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield httpd.server_port, folder
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def show_on(strict: Windows, server: str, elsewhere: tuple[int, Path]) -> Iterator[ShowOn]:
    """Open a page of another host; fail on errors, stored data and requests to other hosts."""
    port, folder = elsewhere
    hosts = tuple(f"http://{host}:{port}" for host in HOSTS)
    shown: list[Window] = []
    with strict.lend(hosts, (*hosts, server)) as take:

        def show(body: str, *, host: str = HOSTS[0], head: str = "", **options: Any) -> Page:
            start = f'<!doctype html><html lang="en"><meta charset="utf-8">{NOTES}{head}'
            (folder / "page.html").write_text(f"{start}<body>{body}", "utf-8")
            window = take(**{"viewport": {"width": 800, "height": 700}, **options})
            shown.append(window)
            return window.open(f"http://{host}:{port}/page.html")

        yield show
        kept = [window.context.storage_state() for window in shown]
        for window in shown:
            window.troubles[:] = [said for said in window.troubles if BLOCKED not in said]
    assert all(not one["cookies"] and not one["origins"] for one in kept)


def script(server: str) -> str:
    return f'<script async src="{server}/embed.js"></script>'


def inner(page: Page) -> Frame:
    page.wait_for_function("() => document.querySelector('iframe')?.style.height !== '480px'")
    return page.frames[-1]


def is_as_high_as_its_text(page: Page) -> None:
    """Wait until a frame that has loaded is as high as its text, which may still change."""
    inner(page).wait_for_function(AS_HIGH_AS_ITS_TEXT)


@pytest.mark.parametrize("host", HOSTS)
def test_a_frame_is_as_high_as_its_text_on_any_host(
    show_on: ShowOn, server: str, host: str
) -> None:
    page = show_on(f'<div data-readlevel="{SLUG}"></div>{script(server)}', host=host)
    frame = inner(page)
    is_as_high_as_its_text(page)
    before = page.evaluate(HEIGHT)
    frame.locator(".level-details summary").click()
    page.wait_for_function(f"before => ({HEIGHT})() > before", arg=before)
    frame.locator(".level-details summary").click()
    page.wait_for_function(f"before => ({HEIGHT})() === before", arg=before)
    assert page.locator("iframe").get_attribute("title")


def test_a_printed_page_holds_the_text_instead_of_the_frame(show_on: ShowOn, server: str) -> None:
    """Paper cuts a frame through its lines, or at its height on the screen."""
    noted = (
        "<script>addEventListener('load', () => addEventListener('beforeprint', () => {"
        " window.printed = [document.body.innerText,"
        " getComputedStyle(document.querySelector('iframe')).display] }))</script>"
    )
    page = show_on(f'<div data-readlevel="{SLUG}"></div>{script(server)}{noted}')
    frame = inner(page)
    is_as_high_as_its_text(page)
    last = frame.locator(".prose p").last.inner_text()
    assert last not in page.inner_text("body")
    page.pdf()
    printed, display = page.evaluate("window.printed")
    assert display == "none"
    assert last in printed
    assert frame.locator(".question").inner_text() in printed
    assert "Which best describes you?" not in printed
    expect(page.locator("iframe")).to_be_visible()
    assert last not in page.inner_text("body")


@pytest.mark.parametrize("persona", ["patient", "clinician"])
def test_nothing_moves_on_a_page_that_keeps_the_height_free(
    show_on: ShowOn, server: str, persona: str
) -> None:
    """The script loads late, the text even later, and its images last."""
    place = f'data-readlevel="{SLUG}" data-persona="{persona}"'
    page = show_on(f"<div {place}></div>{script(server)}")
    is_as_high_as_its_text(page)
    room = f"min-height: {page.evaluate(HEIGHT)}px"
    count = (
        "<script>window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => moved += one.value)).observe({ type: 'layout-shift', buffered: true })</script>"
    )
    answer = f'{count}<div {place} style="{room}"><a href="#">Link</a></div>'
    page = show_on(f"{answer}<p>What follows</p>{script(server)}", viewport=TALL)
    is_as_high_as_its_text(page)
    assert page.evaluate("moved") == 0


def test_a_sandbox_without_an_origin_has_all_but_other_pages(show_on: ShowOn, server: str) -> None:
    address = f"{server}/embed/{SLUG}#?secret=abcdefghij"
    page = show_on(f'<iframe {SANDBOX} width="600" height="500" src="{address}"></iframe>')
    page.wait_for_function("() => got.some(said => said.message === 'height')")
    frame = page.frames[-1]
    assert frame.evaluate("self.origin") == "null"
    word = frame.locator("a.term").first
    word.hover()
    expect(frame.locator(".term-card:popover-open")).to_be_visible()
    page.mouse.move(0, 0)
    frame.get_by_role("link", name="Ask a question or report a mistake").click()
    expect(frame.locator(".frame-url")).to_contain_text(
        f"{server}{ANSWER}?persona=patient#feedback"
    )
    told = page.evaluate("got.filter(said => said.message === 'link')")
    assert [one["secret"] for one in told] == ["abcdefghij"]
    frame.get_by_role("link", name="Health professional", exact=True).click()
    expect(page.frame_locator("iframe").locator('[data-audience="clinician"]')).to_be_visible()


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_a_frame_has_reading_tools_that_keep_nothing(
    show_on: ShowOn, server: str, sandbox: str
) -> None:
    page = show_on(f'<iframe {sandbox} src="{server}/embed/{SLUG}" height="900"></iframe>')
    frame = page.frames[-1]
    frame.locator(".frame-tools summary").click()
    expect(frame.locator("[data-tools-panel]")).to_have_attribute("data-ready", "yes")
    frame.get_by_label("Text size").select_option("1.6")
    frame.get_by_label("Spacing").select_option("wide")
    whole = frame.locator("html")
    expect(whole).to_have_css("font-size", "25.6px")
    expect(whole).to_have_attribute("data-spacing", "wide")
    frame.get_by_role("button", name="Reset").click()
    expect(whole).to_have_css("font-size", "16px")
    expect(frame.get_by_label("Text size")).to_have_value("1")


def test_a_sandboxed_frame_tells_what_the_page_says(show_on: ShowOn, server: str) -> None:
    """A sandbox lets no form be sent, so nothing is counted."""
    address = f"{server}/embed/{SLUG}?check=1"
    page = show_on(f'<iframe sandbox="allow-scripts" src="{address}" height="900"></iframe>')
    frame = page.frames[-1]
    frame.get_by_role("button", name="I am not sure").click()
    outcome = frame.locator(".check-outcome:visible")
    expect(outcome).to_contain_text("The page says:")
    outcome.get_by_role("link", name="Read that part").click()
    expect(frame.locator("#said")).to_be_in_viewport()


def test_without_script_the_frame_still_has_choice_and_text(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"/embed/{SLUG}", java_script_enabled=False)
    context = page.context
    page.get_by_role("link", name="Health professional", exact=True).click()
    expect(page.locator('[data-audience="clinician"]')).to_be_visible()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Read this on Readlevel").click()
    expect(opened.value).to_have_url(f"{server}{ANSWER}?persona=clinician")
    page.locator('a[href="#ref-1"]').first.click()
    assert len(context.pages) == 2


def test_a_choice_in_the_frame_is_heard_and_the_page_may_choose(
    show_on: ShowOn, server: str
) -> None:
    listener = (
        "<script>window.heard = []; addEventListener('readlevel:persona',"
        " event => heard.push(event.detail.persona))</script>"
    )
    answer = f'<readlevel-answer slug="{SLUG}" persona="patient"></readlevel-answer>'
    page = show_on(answer + listener + script(server))
    inner(page).get_by_role("link", name="Health student").click()
    page.wait_for_function("() => heard.length === 1")
    expect(page.locator("readlevel-answer")).to_have_attribute("persona", "student")
    page.evaluate("document.querySelector('readlevel-answer').setAttribute('persona', 'patient')")
    expect(page.frame_locator("iframe").locator('[data-audience="lay"]')).to_be_visible()
    assert page.evaluate("heard") == ["student"]


def test_frames_follow_the_colours_and_language_of_the_page(show_on: ShowOn, server: str) -> None:
    style = "<style>body { background: #fff } body.night { background: #111 }</style>"
    page = show_on(f'<div lang="es-MX" data-readlevel="{SLUG}"></div>{script(server)}', head=style)
    root = page.frame_locator("iframe").locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    expect(root).to_have_attribute("lang", "es")
    page.evaluate("document.body.className = 'night'")
    expect(root).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize(
    ("style", "change"),
    [
        (
            "body { background: #fff; transition: all 0.3s } .night { background: #111 }",
            "document.body.className = 'night'",
        ),
        (
            "body { background: #fff } [data-color-mode=dark] body { background: #111 }",
            "document.documentElement.dataset.colorMode = 'dark'",
        ),
        (
            "body { background: #fff }</style><style media='not all'>body { background: #111 }",
            "document.querySelectorAll('style')[1].media = 'all'",
        ),
    ],
    ids=["slowly", "by an attribute of its own", "by a style sheet"],
)
def test_frames_become_dark_however_the_page_does(
    show_on: ShowOn, server: str, style: str, change: str
) -> None:
    body = f'<div data-readlevel="{SLUG}"></div>{script(server)}'
    page = show_on(body, head=f"<style>{style}</style>")
    root = page.frame_locator("iframe").locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    page.evaluate(change)
    expect(root).to_have_attribute("data-theme", "dark")


def test_frames_follow_pages_that_leave_their_colours_to_the_browser(
    show_on: ShowOn, server: str
) -> None:
    scheme = '<meta name="color-scheme" content="light dark">'
    body = f'<div data-readlevel="{SLUG}"></div>{script(server)}'
    page = show_on(body, head=scheme, color_scheme="dark")
    frame = inner(page)
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    dark = frame.evaluate(paper)
    page.emulate_media(color_scheme="light")
    frame.wait_for_function(f"dark => ({paper})() !== dark", arg=dark)
    assert frame.locator("html").get_attribute("data-theme") is None


def test_answers_come_and_go_with_the_parts_of_a_page(show_on: ShowOn, server: str) -> None:
    page = show_on(f'<main><div data-readlevel="{SLUG}"></div></main>{script(server)}')
    inner(page)
    later = f'<div data-readlevel="{SLUG}" data-persona="clinician"></div>' * 2
    page.evaluate("later => { document.querySelector('main').innerHTML = later }", later)
    expect(page.locator("iframe")).to_have_count(2)
    first = page.frame_locator("iframe >> nth=0")
    expect(first.locator('[data-audience="clinician"]')).to_be_visible()
    page.wait_for_function(
        "() => document.querySelector('iframe').getBoundingClientRect().height > 1000"
    )


def test_an_answer_whose_frame_a_page_takes_out_is_shown_again(
    show_on: ShowOn, server: str
) -> None:
    """A framework that renders a page again restores what the server sent: the link."""
    page = show_on(f'<div data-readlevel="{SLUG}"><a href="#">Link</a></div>{script(server)}')
    inner(page)
    page.evaluate("document.querySelector('div').innerHTML = '<a href=\"#\">Link</a>'")
    expect(page.frame_locator("iframe").locator(".frame-page")).to_be_visible()
    page.evaluate("document.querySelector('div').removeAttribute('data-readlevel')")
    expect(page.locator("iframe")).to_have_count(0)


def test_an_element_in_a_shadow_tree_is_an_answer_too(show_on: ShowOn, server: str) -> None:
    tree = f'<readlevel-answer slug="{SLUG}" persona="patient"></readlevel-answer>'
    make = f"around.attachShadow({{ mode: 'open' }}).innerHTML = '{tree}'"
    hear = "addEventListener('readlevel:persona', event => (document.title = event.detail.persona))"
    body = f'<div id="around" lang="es"></div><script>{make}; {hear}</script>{script(server)}'
    page = show_on(body)
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("lang", "es")
    frame.locator(".frame-choices a").last.click()
    expect(page).to_have_title("clinician")
    tag = page.locator("readlevel-answer")
    expect(tag).to_have_attribute("persona", "clinician")
    tag.evaluate("tag => tag.setAttribute('persona', 'patient')")
    expect(frame.locator('[data-audience="lay"]')).to_be_visible()


def test_a_page_that_is_no_site_yet_shows_answers(
    strict: Windows, server: str, tmp_path: Path
) -> None:
    """Somebody who tries the snippet opens a file, which has no origin."""
    file = tmp_path / "tried.html"
    style = "<style>body { background: #fff } .night { background: #111 }</style>"
    file.write_text(f'<!doctype html>{style}<div data-readlevel="{SLUG}"></div>{script(server)}')
    with strict.lend((file.as_uri(),), (file.as_uri(), server)) as take:
        page = take().open(file.as_uri())
        inner(page)
        is_as_high_as_its_text(page)
        page.evaluate("document.body.className = 'night'")
        expect(page.frame_locator("iframe").locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("scripted", [True, False])
def test_links_within_a_text_lead_there_though_the_frame_does_not_scroll(
    show_on: ShowOn, server: str, scripted: bool
) -> None:
    way = f'<div data-readlevel="{SLUG}"></div>{script(server)}'
    if not scripted:
        way = f'<iframe src="{server}/embed/{SLUG}" width="700" style="height: 4000px"></iframe>'
    page = show_on(way)
    frame = page.frame_locator("iframe")
    frame.locator('a[href="#ref-1"]').first.click()
    expect(frame.locator("#ref-1")).to_be_in_viewport()
    box = frame.locator("#ref-1").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 700


def test_messages_of_others_change_nothing(show_on: ShowOn, server: str) -> None:
    page = show_on(f'<div data-readlevel="{SLUG}"></div>{script(server)}')
    frame = inner(page)
    is_as_high_as_its_text(page)
    before = page.evaluate(HEIGHT)
    page.evaluate("postMessage({ readlevel: 1, type: 'height', height: 7 }, '*')")
    for said in ("{ readlevel: 2, type: 'theme', theme: 'dark' }", "{ readlevel: 1 }", "null", "3"):
        page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({said}, '*')")
    for said in ("{ readlevel: 1, type: 'height', height: 'x' }", "{ type: 'height' }", "null"):
        frame.evaluate(f"parent.postMessage({said}, '*')")
    page.wait_for_function("() => got.length >= 6")
    assert page.evaluate(HEIGHT) == before
    assert frame.evaluate("document.documentElement.dataset.theme") == "light"


@pytest.mark.parametrize("path", [f"/embed/{SLUG}", "/embed", f"/embed?answer={SLUG}"])
def test_axe_finds_no_violation(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    framed = path.startswith("/embed/")
    check_all_looks(page, is_frame=framed)
    if framed:
        assert page.locator("h1, main, [role=main]").count() == 0


def test_the_builder_shows_each_change_at_once(open_page: OpenPage) -> None:
    page = open_page(f"/embed?answer={SLUG}")
    page.get_by_label("Written for").select_option("clinician")
    expect(page.locator("[data-code=by-script]")).to_contain_text('data-persona="clinician"')
    shown = page.frame_locator(".build-frame")
    expect(shown.locator('[data-audience="clinician"]')).to_be_visible()
    page.locator("[data-copy=by-script]").click()
    page.wait_for_function(
        "() => getSelection().toString() || document.querySelector('[data-copy]').innerText"
        " === document.querySelector('[data-copy]').dataset.copied"
    )
