"""An answer that a reader has saved is there without a network, and never old with one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from readlevel.core.model.answer import Answer
from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from tests.browser.accessibility import check_all_looks
from tests.browser.windows import Window, Windows
from tests.web.conftest import LAY_WORDS, NOW, WITHDRAWN, answer, cast_file, clinician, lay
from tests.web.serving import serving_in_thread

__all__ = ["cast_file"]

QUESTION = "What is high blood pressure?"
PATH = "/answers/both"
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}
LIST = """async () => {
    const list = await (await caches.open("readlevel-pages")).match("/saved/list.json");
    return list ? (await list.json()).saved.map((one) => one.path) : [] }"""
ASK_TO_CHECK = """() => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done();
    navigator.serviceWorker.controller.postMessage({ type: "check" }, [port2]) })"""

Change = Callable[[Answer], None]


@pytest.fixture(scope="module")
def site(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve a copy of the cast; yield the address and the URL of the database."""
    folder = tmp_path_factory.mktemp("saved")
    shutil.copy(cast_file, folder / "site.sqlite")
    url = f"sqlite:///{folder}/site.sqlite"
    with serving_in_thread(url) as port:
        yield f"http://127.0.0.1:{port}", url


@pytest.fixture
def window(windows: Windows, site: tuple[str, str]) -> Iterator[Window]:
    """Lend a phone; it may be without a network, which its console calls an error."""
    with windows.lend((site[0],), (site[0], "data:")) as take:
        lent = take(**PHONE)
        yield lent
        lent.context.set_offline(False)
        lent.troubles = [one for one in lent.troubles if "ERR_INTERNET_DISCONNECTED" not in one]


@pytest.fixture
def change(site: tuple[str, str]) -> Iterator[Change]:
    """Return a function that stores an answer; the first text is there again after the test."""

    def store(changed: Answer) -> None:
        engine = make_engine(site[1])
        with write_transaction(engine) as session:
            renderer = Renderer(session, Settings(database_url=site[1]).personas, "en")
            publish.save_answer(session, changed, renderer, author="Ed", why="test", now=NOW)
        engine.dispose()

    yield store
    store(answer("both", QUESTION, lay(), clinician()))


def save(window: Window, path: str = PATH) -> Page:
    page = window.open(path)
    page.locator(".save-part").get_by_role("button", name="Save for offline").click()
    button = page.locator(".save-part button")
    expect(button).to_have_text("Remove the saved copy")
    expect(page.locator("[data-save-said]")).to_contain_text("You can read this answer without")
    return page


def test_a_saved_answer_is_there_without_a_network_with_its_date(window: Window) -> None:
    page = save(window)
    window.context.set_offline(True)
    page.goto(PATH)
    expect(page.locator("main")).to_contain_text("the push of blood is too strong")
    expect(page.locator("[data-saved-notice]")).to_contain_text("This is the copy that you saved")
    assert page.locator("[data-saved-notice] time").inner_text()
    assert page.evaluate("() => document.fonts.check('16px Readlevel')")
    page.locator(".term").first.click()
    expect(page.locator("[popover]:popover-open").first).to_be_visible()
    page.goto(f"{PATH}/lay")
    expect(page.locator("main")).to_contain_text("the push of blood is too strong")


def test_another_page_leads_to_the_saved_answers_without_a_network(window: Window) -> None:
    page = save(window)
    window.context.set_offline(True)
    page.goto("/answers/only-lay")
    expect(page.locator("h1")).to_have_text("Saved answers")
    expect(page.locator("[data-saved-offline]")).to_be_visible()
    page.get_by_role("link", name=QUESTION).click()
    expect(page.locator("h1")).to_have_text(QUESTION)


def test_the_page_of_saved_answers_lists_and_removes(window: Window) -> None:
    page = window.open("/saved")
    expect(page.locator("[data-saved-empty]")).to_be_visible()
    save(window).goto("/saved")
    page = window.context.pages[-1]
    expect(page.get_by_role("link", name=QUESTION)).to_have_attribute("href", f"{PATH}/lay")
    expect(page.locator(".saved-facts")).to_contain_text("Plain language · Saved copy from")
    check_all_looks(page)
    page.get_by_role("button", name=f"Remove {QUESTION}").click()
    expect(page.locator("[data-saved-empty]")).to_be_visible()
    assert page.evaluate(LIST) == []


def test_nothing_is_kept_before_a_reader_saves(window: Window) -> None:
    page = window.open(PATH)
    page.goto("/")
    assert page.evaluate("() => caches.keys()") == []
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )


def test_a_page_is_never_old_with_a_network(window: Window, change: Change) -> None:
    page = save(window)
    changed = LAY_WORDS.replace("too strong", "much too strong")
    change(answer("both", QUESTION, lay(words=changed), clinician()))
    page.goto(PATH)
    expect(page.locator("main")).to_contain_text("the push of blood is much too strong")
    expect(page.locator("[data-saved-notice]")).to_be_hidden()
    page.evaluate(ASK_TO_CHECK)
    window.context.set_offline(True)
    page.goto(PATH)
    expect(page.locator("main")).to_contain_text("the push of blood is much too strong")


def test_a_withdrawn_text_is_taken_away_at_the_next_contact(window: Window, change: Change) -> None:
    page = save(window)
    change(answer("both", QUESTION, lay(WITHDRAWN), clinician()))
    page.goto("/saved")
    expect(page.locator("[data-saved-gone]")).to_contain_text(QUESTION)
    assert page.evaluate(LIST) == []
    assert (
        page.evaluate(
            "async () => Boolean(await (await caches.open('readlevel-pages')).match(location.origin"
            f" + '{PATH}/lay'))"
        )
        is False
    )
    window.context.set_offline(True)
    page.goto(f"{PATH}/lay")
    expect(page.locator("h1")).to_have_text("Saved answers")


def test_a_copy_that_cannot_be_checked_keeps_no_other_from_it(
    window: Window, change: Change
) -> None:
    page = save(window)
    page.evaluate(
        """async () => {
            const pages = await caches.open('readlevel-pages');
            const list = await (await pages.match('/saved/list.json')).json();
            list.saved.unshift({ ...list.saved[0], path: 'http://[' });
            await pages.put('/saved/list.json', Response.json(list));
        }"""
    )
    change(answer("both", QUESTION, lay(WITHDRAWN), clinician()))
    page.goto("/saved")
    expect(page.locator("[data-saved-gone]")).to_contain_text(QUESTION)
    assert page.evaluate(LIST) == ["http://["]


def test_what_is_saved_can_be_removed_on_its_page(window: Window) -> None:
    page = save(window)
    page.reload()
    button = page.locator(".save-part button")
    expect(button).to_have_text("Remove the saved copy")
    button.click()
    expect(button).to_have_text("Save for offline")
    assert page.evaluate(LIST) == []


def test_the_desk_and_other_sites_are_left_alone(window: Window) -> None:
    page = save(window)
    window.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/edit")
