"""Drafts of the assistant in a real browser: nothing is overwritten, each step can be undone."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readlevel.storage.accounts import accounts
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.assistant import consent
from tests.browser.accessibility import check_with_axe
from tests.browser.desk.conftest import Served, Sit
from tests.model_server import ModelServer, Reply, run_model_server, stream
from tests.web.desk.conftest import PEOPLE
from tests.web.serving import serving_in_thread

BOTH = "/edit/answers/both"
FIRST = "Physicians recommend rest."
SECOND = "Do not drive for 2 days."


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with run_model_server(lambda seen: stream(seen.text)) as running:
        yield running


@pytest.fixture(scope="module")
def server_of_all(
    desk_file: Path, tmp_path_factory: pytest.TempPathFactory, model: ModelServer
) -> Iterator[Served]:
    """Serve a site with an assistant."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(desk_file, folder / "desk.sqlite")
    url = f"sqlite:///{folder}/desk.sqlite"
    with serving_in_thread(url, assistant_url=model.url, assistant_model="tiny") as port:
        yield Served(f"http://127.0.0.1:{port}", url)


@pytest.fixture
def served(served: Served, model: ModelServer) -> Served:
    """Return the server, to whose assistant an administrator has agreed."""
    engine = make_engine(served.database_url)
    with write_transaction(engine) as session:
        admin = accounts.find_by_email(session, PEOPLE["admin"][0])
        assert admin
        consent.agree(session, admin, model.url, "tiny", now=datetime.now(UTC))
    engine.dispose()
    return served


def type_text(page: Page, words: str) -> None:
    page.locator("[data-side=lay] .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(words)
    expect(page.locator("textarea[name=lay]")).to_have_value(words)


def text_of(page: Page) -> str:
    value: str = page.locator("textarea[name=lay]").evaluate("area => area.value")
    return value.rstrip("\n")


def test_a_draft_changes_the_text_only_where_it_is_accepted(sit: Sit, model: ModelServer) -> None:
    page = sit("editor").open(BOTH)
    panel = page.locator("[data-side=lay] [data-assistant]")
    proposals = panel.locator("[data-proposal]")
    done = panel.locator("[data-draft-state=done]")

    # A paragraph: the cursor is in the last one.
    type_text(page, f"{FIRST}\n\n{SECOND}")
    panel.locator("summary").first.click()
    model.behaviour = lambda seen: stream(seen.text.replace("Do not drive", "You may drive"))
    panel.get_by_role("button", name="Simplify").click()
    expect(done).to_be_visible()
    expect(proposals).to_contain_text("Contradicts the original")
    expect(proposals.locator("del")).not_to_have_count(0)
    assert text_of(page) == f"{FIRST}\n\n{SECOND}"
    check_with_axe(page)

    proposals.get_by_role("button", name="Accept").click()
    accepted = SECOND.replace("Do not drive", "You may drive")
    assert text_of(page) == f"{FIRST}\n\n{accepted}"
    page.locator("[data-side=lay] .cm-content").focus()
    page.keyboard.press("Control+z")
    assert text_of(page) == f"{FIRST}\n\n{SECOND}"

    # What was typed in the meantime stays.
    type_text(page, f"{FIRST}\n\nMy own words.")
    proposals.get_by_role("button", name="Choose again").click()
    proposals.get_by_role("button", name="Accept").click()
    expect(proposals).to_contain_text("Your paragraph has changed since")
    assert text_of(page) == f"{FIRST}\n\nMy own words."

    # A whole text, of which the first proposal is rejected.
    model.behaviour = lambda seen: stream(f"{seen.text}\n\nRest well.\n\nSleep well.")
    type_text(page, "")
    panel.get_by_role("button", name="Write a draft").click()
    expect(done).to_be_visible()
    expect(panel.locator("[data-parts]")).to_contain_text("Section 1 of")
    last = proposals.filter(has_text="Sleep well.").last
    proposals.first.get_by_role("button", name="Reject").click()
    last.get_by_role("button", name="Accept").click()
    assert text_of(page) == "Sleep well."


def test_a_draft_that_takes_long_can_be_cancelled(sit: Sit, model: ModelServer) -> None:
    model.behaviour = lambda seen: Reply([b": wait\n\n"] * 6000, pause=0.01)
    page = sit("editor").open(BOTH)
    panel = page.locator("[data-side=lay] [data-assistant]")
    type_text(page, FIRST)
    panel.locator("summary").first.click()
    panel.get_by_role("button", name="Shorten").click()
    panel.get_by_role("button", name="Cancel").click()
    expect(panel.locator("[data-draft-state=cancelled]")).to_be_visible()
    assert text_of(page) == FIRST
