"""Accounts in a browser: invitations, second factors, and every page checked by axe-core."""

import re

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_with_axe
from tests.browser.desk.conftest import Sit
from tests.web.desk.conftest import PASSWORD

PHONE = {"width": 320, "height": 640}
ACCOUNT, FACTOR, PEOPLE = "/edit/account", "/edit/account/second-factor", "/edit/people"


def check(page: Page, heading: str) -> None:
    """Check the page with axe-core in both themes and on a narrow phone."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        check_with_axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def set_up(page: Page) -> None:
    """Set up a second factor by keyboard."""
    page.get_by_role("button", name="Start").press("Enter")
    check(page, "Set up a second factor")
    assert page.locator("img.qr").evaluate("image => image.naturalWidth > 0")
    secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("6-digit code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    check(page, "Save these recovery codes")


def test_a_second_factor_is_set_up_and_asked_for(sit: Sit) -> None:
    page = sit("editor").open(FACTOR)
    check(page, "Set up a second factor")
    set_up(page)
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have saved them").click()
    page.goto(FACTOR)
    check(page, "Second factor")
    there = sit(None).open("/edit/sign-in")
    check(there, "Sign in")
    there.get_by_label("Email address").fill("ed@example.org")
    there.get_by_label("Password").fill(PASSWORD)
    there.keyboard.press("Enter")
    check(there, "Enter your code")
    there.get_by_label("6-digit code").fill(recovery)
    there.keyboard.press("Enter")
    expect(there).to_have_url(re.compile(r"/edit$"))


def test_an_invited_person_signs_in_by_the_link(sit: Sit) -> None:
    seat = sit("admin")
    seat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = seat.open(PEOPLE)
    check(page, "People")
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_label("Reviewer").check()
    page.get_by_role("button", name="Invite").click()
    check(page, "A link for new@example.org")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    there = sit(None).open(link)
    check(there, "Welcome")
    there.get_by_label("Your name").fill("Nora New")
    there.get_by_label("New password").fill("five loud oceans")
    there.keyboard.press("Enter")
    expect(there.get_by_text("Your password has been set.")).to_be_visible()
    there.get_by_label("Email address").fill("new@example.org")
    there.get_by_label("Password").fill("five loud oceans")
    there.keyboard.press("Enter")
    expect(there.locator(".desk-menu > summary")).to_have_text("Nora New")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (ACCOUNT, "Your account"),
        ("/edit/people/1", "Ed Editor"),
        ("/edit/people/4", "Ada Admin"),
        ("/edit/tokens", "API tokens"),
        ("/edit/answers/both/codes", "What is high blood pressure?"),
    ],
)
def test_axe_finds_no_violation(sit: Sit, path: str, heading: str) -> None:
    check(sit("admin").open(path), heading)


def test_a_token_is_made_and_shown_once(sit: Sit) -> None:
    page = sit("editor").open("/edit/account")
    page.get_by_role("link", name="Manage API tokens").click()
    page.get_by_label("What is it for?").fill("My plug-in")
    page.get_by_role("button", name="Create a token").click()
    check(page, "Your new token")
    token = page.get_by_label("My plug-in").input_value()
    page.get_by_role("link", name="Back to API tokens").click()
    check(page, "API tokens")
    assert token not in page.content()
    page.get_by_role("button", name="Revoke My plug-in").click()
    expect(page.get_by_text("Token revoked.")).to_be_visible()


def test_a_forgotten_password_has_a_page(sit: Sit) -> None:
    page = sit(None).open("/edit/sign-in")
    page.get_by_role("link", name="Forgotten your password?").click()
    check(page, "Reset your password")


def test_everything_works_without_script(sit: Sit) -> None:
    page = sit("admin", java_script_enabled=False, viewport=PHONE).open(PEOPLE)
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_label("One-time link")).to_have_value(re.compile("/edit/links/"))
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    page.goto(FACTOR)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("img.qr")).to_be_visible()
