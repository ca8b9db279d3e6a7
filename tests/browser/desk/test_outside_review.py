"""Somebody without an account reviews an answer in a real browser: on a phone, without script."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_all_looks
from tests.browser.desk.conftest import Seat, Served, Sit
from tests.web.serving import serving_in_thread

WRITE = "/edit/answers/both"
REVIEW = f"{WRITE}/review"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def server_of_all(desk_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a site that lets people without an account review."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(desk_file, folder / "desk.sqlite")
    url = f"sqlite:///{folder}/desk.sqlite"
    with serving_in_thread(url, outside_reviews=True) as port:
        yield Served(f"http://127.0.0.1:{port}", url)


def submit(page: Page, clinician: str, lay: str) -> None:
    """Write both texts and submit them, by the forms of the desk."""
    fields = {
        field.get_attribute("name") or "": field.input_value()
        for field in page.locator("#write :is(input, textarea)[name]").all()
    }
    form: dict[str, str | float | bool] = {**fields, "clinician": clinician, "lay": lay}
    assert page.context.request.post(WRITE, form=form).ok
    for audience in ("clinician", "lay"):
        page.goto(f"{WRITE}/{audience}/en/review")
        page.get_by_role("button", name="Submit for review").click()


def ask(page: Page) -> str:
    """Ask somebody, and return the path of the link."""
    page.goto(REVIEW)
    page.locator("#outside summary").click()
    page.get_by_label("Email address").fill("olga@elsewhere.org")
    page.get_by_role("button", name="Create a link to copy").click()
    return urlsplit(page.get_by_label("Review link").input_value()).path


def forgive(seat: Seat, status: int) -> None:
    """Take what the browser says of one refused page as expected."""
    [said] = [one for one in seat.troubles if f"status of {status}" in one]
    seat.troubles.remove(said)


@pytest.fixture
def link(sit: Sit) -> str:
    """Return the path of a link to changed texts that wait."""
    page = sit("editor").open(WRITE)
    submit(page, "## Dose\n\nTake 5 mg a day.", "## Dose\n\nTake 50 mg a day.")
    return ask(page)


def test_a_pair_is_approved_on_a_phone_without_script(sit: Sit, link: str) -> None:
    seat = sit(None, viewport=PHONE, java_script_enabled=False)
    phone = seat.open(link)
    expect(phone.get_by_role("heading", name="Your decision")).to_be_attached()
    phone.get_by_role("link", name="Go to the decision").click()
    phone.get_by_label("Your name").fill("Olga Out")
    phone.get_by_label("Your role or qualification").fill("kidney specialist")
    phone.get_by_label("Yes, name me").check()
    phone.get_by_role("button", name="Request changes").click()
    expect(phone.get_by_role("alert")).to_contain_text("Explain what needs to change.")
    expect(phone.get_by_label("Yes, name me")).to_be_checked()
    forgive(seat, 422)
    phone.get_by_role("button", name="Approve both texts").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for your review")
    told = sit("editor").open(REVIEW).locator("#outside")
    expect(told).to_contain_text("Olga Out, kidney specialist")
    expect(told).to_contain_text("Someone with an account has to approve it too.")


def test_both_texts_stand_side_by_side_with_their_differences(sit: Sit, link: str) -> None:
    page = sit(None, viewport={"width": 1280, "height": 900}).open(link)
    first, second = page.locator(".pair-heads > *").all()
    one, two = first.bounding_box(), second.bounding_box()
    assert one
    assert two
    assert one["y"] == two["y"]
    assert one["x"] + one["width"] <= two["x"] + 1
    expect(page.locator(".rb-question").first).to_contain_text("The two texts do not match")
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_a_text_that_changes_meanwhile_is_not_approved(sit: Sit, link: str) -> None:
    seat = sit(None, java_script_enabled=False)
    olga = seat.open(link)
    submit(sit("editor").open(WRITE), "## Dose\n\nTake 5 mg.", "## Dose\n\nTake 5 mg.")
    olga.get_by_label("Your name").fill("Olga Out")
    olga.get_by_label("Your role or qualification").fill("kidney specialist")
    olga.get_by_label("No, do not name me").check()
    olga.get_by_role("button", name="Approve both texts").click()
    expect(olga.get_by_role("heading", level=1)).to_have_text("The text has changed")
    forgive(seat, 409)


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(sit: Sit, link: str) -> None:
    check_all_looks(sit(None).open(link))
    editor = sit("editor").open(REVIEW)
    for details in editor.locator("details").all():
        details.evaluate("element => { element.open = true }")
    check_all_looks(editor)
    editor.get_by_role("button", name="Withdraw the link").click()
    expect(editor.locator("#outside")).to_contain_text("Link withdrawn")
    seat = sit(None)
    ended = seat.open(link)
    expect(ended.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    check_all_looks(ended)
    forgive(seat, 410)
