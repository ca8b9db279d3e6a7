"""Readers send feedback in a real browser, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check_with_axe
from tests.browser.conftest import ANSWER, OpenPage

PERSONAL = "My name is Jane Doe, born 3 May 1961. May I take aspirin?"


def test_an_ease_vote_is_given_without_leaving_the_page(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay")
    page.get_by_role("button", name="No", exact=True).click()
    asked = page.locator(".feedback-more .hard")
    expect(asked).to_be_focused()
    asked.get_by_role("button", name="Too long").click()
    thanks = page.locator(".feedback-more").get_by_text("Thank you.")
    expect(thanks).to_be_visible()
    expect(thanks).to_be_focused()
    # The focus is spoken; the same words in a live region would be heard twice.
    expect(page.locator("[data-announcer]")).to_be_empty()
    expect(page).to_have_url(page.url)
    assert page.context.cookies() == []


def test_without_script_what_was_hard_is_a_page(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay", java_script_enabled=False)
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Hard words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.locator("main")).to_contain_text("Our editors will see it")


def test_without_script_how_easy_it_was_is_a_page(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay", java_script_enabled=False)
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator(".prose")).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_a_question_is_sent_after_a_second_look(open_page: OpenPage, scripted: bool) -> None:
    page = open_page(ANSWER + "/lay", java_script_enabled=scripted)
    page.get_by_text("Have a follow-up question?").click()
    page.get_by_label("Which part is it about?").select_option(index=1)
    page.get_by_label("Your question").fill(PERSONAL)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("mark").get_by_text("Jane Doe")).to_be_visible()
    expect(page.locator("mark").get_by_text("3 May 1961")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(PERSONAL)
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    assert page.context.cookies() == []


def test_the_page_that_asks_again_has_no_violation(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay", viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.get_by_text("Have a follow-up question?").click()
    page.get_by_label("Your question").fill(PERSONAL)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    check_with_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nobody_reaches_the_field_for_robots_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay")
    page.get_by_text("Have a follow-up question?").click()
    page.get_by_label("Your question").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
