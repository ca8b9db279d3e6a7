"""A review in a real browser: by keyboard, on a phone, in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.desk.conftest import Seat, Sit

TEXT = "/edit/answers/both/lay/en"
REVIEW = f"{TEXT}/review"
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}


def write(seat: Seat, words: str) -> None:
    """Save a text without a script, as the desk's form sends it."""
    page = seat.open("/edit/answers/both")
    fields = {
        field.get_attribute("name") or "": field.input_value()
        for field in page.locator("#write :is(input, textarea)[name]").all()
    }
    saved = seat.context.request.post("/edit/answers/both", form={**fields, "lay": words})
    assert saved.ok
    page.close()


def press(page: Page, button: str) -> None:
    """Reach a button by Tab alone, and press it."""
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
    expect(page.get_by_role("status").first).to_contain_text("It waits for somebody")
    other = reviewer.open(REVIEW)
    other.get_by_role("button", name="Begin the review").press("Enter")
    other.get_by_label("Comment").first.fill("Clear.")
    other.get_by_role("button", name="Approve").press("Enter")
    expect(other.locator(".said")).to_contain_text("Readers get this text from now on.")
    expect(sit(None).open("/answers/both/lay").locator(".prose")).to_contain_text("pushes too hard")


def test_a_reason_left_out_is_asked_for_before_readers_lose_the_text(sit: Sit) -> None:
    page = sit("reviewer").open(REVIEW)
    page.get_by_text("Withdraw this text").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_label("Reason")).to_be_focused()
    page.get_by_label("Reason").fill("A trial showed harm.")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator(".said")).to_contain_text("Withdrawn.")


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(NARROW, "dark"), (WIDE, "light")], ids=["dark phone", "light desk"]
)
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    sit: Sit, viewport: dict[str, int], scheme: str
) -> None:
    write(sit("editor"), "## From the guidelines\n\nBlood pushes too hard. [@who]\n")
    reviewer = sit("reviewer", viewport=viewport, color_scheme=scheme)
    for path in (REVIEW, f"{TEXT}/revisions", f"{TEXT}/revisions/1", f"{TEXT}/compare"):
        page = reviewer.open(path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true }")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], path
        page.close()
