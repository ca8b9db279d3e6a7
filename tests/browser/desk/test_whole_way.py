"""An answer from draft to approval by two users, by keyboard, with a crash in between."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.desk.conftest import Sit, sign_in
from tests.web.serving import serving

LAY = "Your heart pumps blood. A stroke is when part of the brain gets none. Call for help at once."
CLINICIAN = "Activate the emergency pathway and image the brain before thrombolysis."
QUESTION = "What do I do in a stroke?"
ADDRESS = "what-do-i-do-in-a-stroke"


def reach(page: Page, css: str) -> None:
    """Press Tab until the focus is on, or in, what `css` names."""
    for _ in range(90):
        if page.evaluate("css => document.activeElement?.closest(css) !== null", css):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {css}")


def press(page: Page, css: str) -> None:
    reach(page, css)
    page.keyboard.press("Enter")


def test_an_answer_comes_from_nothing_to_its_readers_by_the_hands_of_two(sit: Sit) -> None:
    page = sit("editor").open("/edit")
    press(page, "a.desk-new")
    page.wait_for_url("**/edit/new")
    reach(page, "#question")
    page.keyboard.type(QUESTION)
    reach(page, "[data-side=clinician] .cm-content")
    page.keyboard.insert_text(CLINICIAN)
    page.keyboard.press("Control+Enter")
    page.keyboard.insert_text(LAY)
    frame = page.frame_locator("[data-side=lay] iframe")
    expect(frame.locator(".prose")).to_contain_text("Call for help at once")
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_contain_text("Saved as a new revision")
    for audience in ("lay", "clinician"):
        page.goto(f"/edit/answers/{ADDRESS}/{audience}/en/review")
        press(page, "button[value=submit]")
        expect(page.locator(".said")).to_be_visible()
    reviewer = sit("reviewer").open("/edit")
    expect(reviewer.get_by_role("heading", name="Waiting for your review")).to_be_visible()
    for audience in ("lay", "clinician"):
        reviewer.goto(f"/edit/answers/{ADDRESS}/{audience}/en/review")
        press(reviewer, "button[value=begin_review]")
        expect(reviewer.locator(".said")).to_be_visible()
        press(reviewer, "button[value=approve]")
        expect(reviewer.locator(".said")).to_contain_text("Readers will now see this text")
    reader = sit(None).open(f"/answers/{ADDRESS}/lay")
    expect(reader.locator("h1")).to_have_text(QUESTION)
    expect(reader.locator(".prose")).to_contain_text("Call for help at once")
    expect(reader.locator(".trust-review")).to_contain_text("Rita Reviewer")


def test_neither_a_killed_browser_nor_a_killed_server_takes_what_was_written(
    browser: Browser, desk_file: Path, tmp_path: Path
) -> None:
    shutil.copy(desk_file, tmp_path / "desk.sqlite")
    url = f"sqlite:///{tmp_path}/desk.sqlite"
    token = sign_in(url, "editor")
    with serving(url, tmp_path / "first", killed=True) as port:
        page = sit_at(browser, port, token)
        page.locator("#question").fill("What is kept?")
        page.locator("[data-side=lay] .cm-content").click()
        page.keyboard.insert_text("Saved words.")
        page.keyboard.press("Control+s")
        expect(page.locator(".said")).to_contain_text("Saved as a new revision")
        page.locator("[data-side=lay] .cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(" And words that were only typed.")
        expect(page.locator("[data-state=kept]")).to_be_visible()
        page.context.close()
    with serving(url, tmp_path / "second") as port:
        page = sit_at(browser, port, token, "/edit/answers/what-is-kept")
        text = page.locator("textarea[name=lay]")
        assert text.evaluate("area => area.value.trim()") == "Saved words."
        page.locator("[data-recover]").get_by_role("link").click()
        expect(page.locator(".notice").filter(has_text="did not save")).to_be_visible()
        whole = "Saved words. And words that were only typed."
        assert text.evaluate("area => area.value.trim()") == whole
        page.context.close()


def sit_at(browser: Browser, port: int, token: str, path: str = "/edit/new") -> Page:
    address = f"http://127.0.0.1:{port}"
    context = browser.new_context(base_url=address)
    context.add_cookies([{"name": "readlevel-desk", "value": token, "url": address}])
    page = context.new_page()
    page.goto(path)
    return page
