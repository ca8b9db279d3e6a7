"""The dialog that goes to anything by its name, in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Sit


def open_dialog(page: Page) -> None:
    page.wait_for_load_state("load")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Name of an answer")).to_be_focused()
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_be_visible()


def test_an_answer_is_gone_to_by_keyboard(sit: Sit) -> None:
    page = sit("editor").open("/edit")
    open_dialog(page)
    page.keyboard.type("high blood")
    option = page.get_by_role("option", name="What is high blood pressure?")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator("[data-go-state]")).to_contain_text("result")
    expect(page.get_by_role("option", name="My work")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/edit/answers/both?language=en")


def test_arrows_move_through_all_groups_and_the_field_says_where(sit: Sit) -> None:
    page = sit("admin").open("/edit")
    open_dialog(page)
    page.keyboard.type("re")
    expect(page.get_by_role("option", name="My work")).to_have_count(0)
    expect(page.get_by_role("group").nth(1)).to_be_visible()
    field = page.get_by_role("combobox", name="Name of an answer")
    for key, number in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(field).to_have_attribute("aria-activedescendant", f"go-option-{number}")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    check_with_axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Go to")).to_be_hidden()


def test_over_its_own_page_no_id_is_there_twice(sit: Sit) -> None:
    page = sit("admin").open("/edit/go?q=re")
    open_dialog(page)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    group = page.get_by_role("dialog", name="Go to").get_by_role("group").first
    assert group.evaluate(
        "one => document.getElementById(one.getAttribute('aria-labelledby'))?.closest('dialog')"
    )


def test_the_key_is_named_as_on_the_users_keyboard(sit: Sit) -> None:
    page = sit("editor").open("/edit")
    expect(page.locator(".desk-go kbd")).to_have_text("Ctrl K")
    expect(page.locator(".desk-go kbd")).to_be_visible()
    tools = page.context.new_cdp_session(page)
    agent = page.evaluate("navigator.userAgent")
    tools.send("Emulation.setUserAgentOverride", {"userAgent": agent, "platform": "MacIntel"})
    page.reload()
    expect(page.locator(".desk-go kbd")).to_have_text("⌘K")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Go to")).to_have_count(0)
    page.keyboard.press("Meta+k")
    expect(page.get_by_role("dialog", name="Go to")).to_be_visible()
    tools.detach()
    page.reload()
    expect(page.locator(".desk-go kbd")).to_have_text("Ctrl K")


def test_it_opens_over_what_is_typed_and_takes_nothing_of_it(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers/both?language=en")
    editor = page.locator("[data-side=lay] .cm-content")
    editor.click()
    page.keyboard.type("Kept words. ")
    open_dialog(page)
    page.keyboard.type("nothing at all")
    expect(page.locator("[data-go-state]")).to_contain_text("No results.")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(editor).to_contain_text("Kept words.")
    expect(editor).to_be_focused()


def test_the_page_is_accessible_and_works_without_script(sit: Sit) -> None:
    check_all_looks(sit("admin").open("/edit/go?q=r"))
    page = sit("editor", java_script_enabled=False).open("/edit")
    expect(page.locator(".desk-go kbd")).to_be_hidden()
    page.get_by_role("link", name="Go to").click()
    page.get_by_label("Name of an answer, term, person or action").fill("blood")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="blood").first).to_be_visible()
