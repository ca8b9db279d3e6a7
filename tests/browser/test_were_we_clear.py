"""The question after a text, in a real browser: what is told, where focus goes, what is sent."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.accessibility import check_with_axe
from tests.browser.conftest import OpenPage

FEVER = "/answers/fever-in-children/lay"
WRONG, RIGHT = (
    "Give fever medicine and wait until morning",
    "Have my baby seen by a doctor right away",
)


def choose(page: Page, choice: str) -> Request:
    with page.expect_request("**/check") as sent:
        page.get_by_role("button", name=choice).click()
    return sent.value


def test_a_wrong_choice_is_told_what_the_page_says_and_where(open_page: OpenPage) -> None:
    page = open_page(FEVER)
    sent = choose(page, WRONG)
    outcome = page.locator(".check-outcome:visible")
    expect(outcome).to_contain_text("Have your baby seen by a doctor right away, day or night.")
    expect(outcome).to_be_focused()
    expect(page.get_by_role("button", name=RIGHT)).to_be_hidden()
    assert "cookie" not in sent.headers
    check_with_axe(page)
    outcome.get_by_role("link", name="Read that part").click()
    expect(page.locator("#said")).to_be_in_viewport()
    expect(page.locator("#said")).to_contain_text("day or night")
    assert page.context.cookies() == []


def test_the_right_choice_is_confirmed_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(FEVER)
    page.get_by_role("button", name=RIGHT).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".check-outcome:visible")).to_have_text("Yes, that is what the page says.")
    expect(page).to_have_url(page.url.partition("#")[0])


@pytest.mark.parametrize(("choice", "said"), [(RIGHT, "Yes, that is"), ("I am not sure", "Read")])
def test_without_script_the_outcome_is_a_page(open_page: OpenPage, choice: str, said: str) -> None:
    page = open_page(FEVER, java_script_enabled=False)
    page.get_by_role("button", name=choice).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Were we clear?")
    expect(page.locator("main")).to_contain_text(said)
    page.locator("main .button").click()
    expect(page.locator(".prose")).to_be_visible()


def test_the_question_is_not_printed(open_page: OpenPage) -> None:
    page = open_page(FEVER)
    page.emulate_media(media="print")
    expect(page.locator(".check")).to_be_hidden()


def test_the_question_follows_the_text_beside_a_longer_column(open_page: OpenPage) -> None:
    page = open_page(FEVER, viewport={"width": 1280, "height": 800})
    text, check = page.locator(".prose").bounding_box(), page.locator(".check").bounding_box()
    assert text and check
    assert 0 <= check["y"] - text["y"] - text["height"] < 120
