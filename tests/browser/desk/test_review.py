"""A review in a real browser: by keyboard, on a phone, in dark mode."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_all_looks
from tests.browser.desk.conftest import Seat, Sit

TEXT = "/edit/answers/both/lay/en"
REVIEW = f"{TEXT}/review"


def write(seat: Seat, words: str) -> None:
    """Save a text by a plain form post."""
    page = seat.open("/edit/answers/both")
    fields = {
        field.get_attribute("name") or "": field.input_value()
        for field in page.locator("#write :is(input, textarea)[name]").all()
    }
    saved = seat.context.request.post("/edit/answers/both", form={**fields, "lay": words})
    assert saved.ok
    page.close()


def press(page: Page, button: str) -> None:
    """Reach a button with the Tab key and press it."""
    wanted = page.get_by_role("button", name=button, exact=True)
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")


def test_a_text_is_submitted_and_approved_by_keyboard_and_without_script(sit: Sit) -> None:
    editor, reviewer = sit("editor"), sit("reviewer", java_script_enabled=False)
    write(editor, "Blood pushes too hard.")
    page = editor.open(REVIEW)
    press(page, "Submit for review")
    expect(page.get_by_role("status").first).to_contain_text("Waiting for a reviewer")
    other = reviewer.open(REVIEW)
    other.get_by_role("button", name="Start the review").press("Enter")
    other.get_by_label("Comment").first.fill("Clear.")
    other.get_by_role("button", name="Approve").press("Enter")
    expect(other.locator(".said")).to_contain_text("Readers will now see this text.")
    expect(sit(None).open("/answers/both/lay").locator(".prose")).to_contain_text("pushes too hard")


def test_a_reason_left_out_is_asked_for_before_readers_lose_the_text(sit: Sit) -> None:
    page = sit("reviewer").open(REVIEW)
    page.locator("summary", has_text="Withdraw this text").click()
    page.get_by_role("button", name="Withdraw this text").click()
    expect(page.get_by_label("Reason")).to_be_focused()
    page.get_by_label("Reason").fill("A trial showed harm.")
    page.get_by_role("button", name="Withdraw this text").click()
    expect(page.locator(".said")).to_contain_text("Withdrawn.")


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(sit: Sit) -> None:
    write(sit("editor"), "## From the guidelines\n\nBlood pushes too hard. [@who]\n")
    page = sit("reviewer").open(REVIEW)
    for path in (
        REVIEW,
        "/edit/answers/both/review",
        f"{TEXT}/revisions",
        f"{TEXT}/revisions/1",
        f"{TEXT}/compare",
    ):
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true }")
        check_all_looks(page)
