"""Passkeys in a browser, with its virtual authenticator."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.accessibility import check_with_axe
from tests.browser.windows import Windows
from tests.ports import free_port
from tests.web.desk.conftest import PASSWORD
from tests.web.serving import serving_in_thread

FACTOR, PASSKEYS = "/edit/account/second-factor", "/edit/account/passkeys"


@pytest.fixture
def page(windows: Windows, desk_file: Path, tmp_path: Path) -> Iterator[Page]:
    """Open a page of a server at a host name: browsers have no passkeys for addresses."""
    shutil.copy(desk_file, tmp_path / "desk.sqlite")
    port = free_port()
    site = f"http://localhost:{port}"
    url = f"sqlite:///{tmp_path}/desk.sqlite"
    with (
        serving_in_thread(url, port=port, base_url=site),
        windows.lend((site,), (site, "data:", "blob:", "about:")) as take,
    ):
        yield take().open("/edit/sign-in")


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """Give the browser an authenticator that touches itself."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools, made["authenticatorId"]


def enter(page: Page) -> None:
    page.goto("/edit/sign-in")
    page.get_by_label("Email address").fill("ed@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_passkey_is_added_used_and_lost(page: Page) -> None:
    tools, authenticator = plug_in(page)
    enter(page)
    expect(page).to_have_url(re.compile(r"/edit$"))
    page.goto(FACTOR)
    page.get_by_role("button", name="Start").click()
    secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("6-digit code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    recovery = page.locator(".codes code").first.inner_text()

    page.goto(PASSKEYS)
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".said")).to_contain_text("Passkey added.")
    expect(page.locator(".work-item b")).to_have_text("Work laptop")
    check_with_axe(page)

    page.context.clear_cookies()
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    check_with_axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r"/edit$"))

    tools.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    page.context.clear_cookies()
    enter(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The browser did not use a passkey.")
    page.get_by_label("6-digit code").fill(recovery)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/edit$"))
    page.goto(PASSKEYS)
    page.get_by_role("button", name="Remove Work laptop").click()
    expect(page.get_by_text("You have no passkeys.")).to_be_visible()
