"""The pages of an answer beside its text, in a real browser."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.accessibility import check_all_looks, check_with_axe
from tests.browser.desk.conftest import Sit
from tests.browser.desk.test_writing import type_into

BOTH = "/edit/answers/both?language=en"
PANELS = ("References", "Images", "Facts", "Findings", "Preview")


def open_panel(page: Page, name: str) -> FrameLocator:
    page.wait_for_load_state("load")
    bar = page.get_by_role("navigation", name="This answer")
    bar.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("complementary", name=name)).to_be_visible()
    return page.frame_locator(f'iframe[title="{name}"]')


def test_a_reference_is_added_beside_words_that_are_not_saved(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    type_into(page, "Typed and not saved. ")
    panel = open_panel(page, "References")
    panel.get_by_role("link", name="Add a reference").click()
    panel.get_by_label("Title", exact=True).fill("A work from the panel")
    panel.get_by_role("button", name="Save").first.click()
    expect(panel.get_by_text("Reference saved.")).to_be_visible()
    expect(panel.locator(".desk-bar")).to_be_hidden()
    expect(page.locator("[data-side=lay] .cm-content")).to_contain_text("Typed and not saved.")
    expect(page).to_have_url(BOTH)


def test_each_panel_keeps_what_is_in_it_and_escape_leads_back(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    first = open_panel(page, "References")
    first.get_by_label("Or paste the contents").fill("half a bibliography")
    second = open_panel(page, "Findings")
    expect(second.get_by_role("heading", name="Findings")).to_be_visible()
    link = page.get_by_role("link", name="Findings", exact=True)
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator(".panel")).to_be_hidden()
    open_panel(page, "References")
    expect(first.get_by_label("Or paste the contents")).to_have_value("half a bibliography")
    first.get_by_label("Or paste the contents").press("Escape")
    expect(page.get_by_role("link", name="References", exact=True)).to_be_focused()


def test_saving_from_the_panel_saves_the_text_and_the_panel_stays(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    panel = open_panel(page, "Findings")
    type_into(page, "Saved from beside. ")
    panel.get_by_role("link", name="See these findings in the review").press("Control+s")
    expect(page.locator(".said")).to_be_visible()
    expect(page.get_by_role("complementary", name="Findings")).to_be_visible()
    expect(page.locator("[data-side=lay] .cm-content")).to_contain_text("Saved from beside.")


def test_a_panel_leaves_other_keys_to_the_browser(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    panel = open_panel(page, "Findings")
    link = panel.get_by_role("link", name="See these findings in the review")
    link.evaluate(
        """link => {
            const heard = [];
            link.ownerDocument.defaultView.heard = heard;
            link.ownerDocument.defaultView.addEventListener(
                "keydown", (event) => heard.push(event.defaultPrevented)
            );
        }"""
    )
    for key in ("Control+Shift+k", "Control+Alt+s", "Control+Shift+s", "Meta+k"):
        link.press(key)
    heard = link.evaluate("link => link.ownerDocument.defaultView.heard")
    assert heard
    assert not any(heard)
    expect(page.locator(".said")).to_have_count(0)
    expect(page.get_by_role("complementary", name="Findings")).to_be_visible()


def test_going_to_an_answer_from_a_panel_opens_it_in_the_page(sit: Sit) -> None:
    page = sit("editor").open("/edit/answers/pending?language=en")
    panel = open_panel(page, "Findings")
    panel.get_by_role("link", name="See these findings in the review").press("Control+k")
    expect(page.get_by_role("combobox", name="Name of an answer")).to_be_focused()
    expect(panel.get_by_role("combobox")).to_have_count(0)
    page.keyboard.type("high blood")
    option = page.get_by_role("option", name="What is high blood pressure?")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(BOTH)


def test_a_link_in_a_panel_that_leads_elsewhere_leaves_the_text_open(sit: Sit) -> None:
    page = sit("editor").open(BOTH)
    panel = open_panel(page, "Findings")
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="See these findings in the review").click()
    expect(opened.value).to_have_url("/edit/answers/both/review?language=en")
    opened.value.close()
    expect(page).to_have_url(BOTH)


@pytest.mark.parametrize(
    "path", ["/edit/answers/pending?language=en", "/edit/answers/pending/review?language=en"]
)
def test_a_page_with_a_panel_is_accessible(sit: Sit, path: str) -> None:
    page = sit("reviewer").open(path)
    for name in PANELS:
        panel = open_panel(page, name)
        expect(panel.get_by_role("heading", level=1)).to_be_visible()
    check_with_axe(page)


def test_on_a_phone_a_panel_covers_the_page(sit: Sit) -> None:
    page = sit("editor", viewport={"width": 360, "height": 740}).open(BOTH)
    open_panel(page, "Facts")
    assert page.evaluate("document.querySelector('main').inert")
    check_with_axe(page)
    page.get_by_role("button", name="Close").click()
    assert not page.evaluate("document.querySelector('main').inert")
    expect(page.get_by_role("link", name="Facts", exact=True)).to_be_focused()


def test_panels_are_pages_without_script(sit: Sit) -> None:
    page = sit("editor", java_script_enabled=False).open(BOTH)
    page.get_by_role("link", name="Findings", exact=True).click()
    expect(page.get_by_role("heading", name="Findings", level=1)).to_be_visible()
    expect(page.locator(".desk-bar")).to_be_visible()


def test_the_page_of_findings_is_accessible_and_fits(sit: Sit) -> None:
    check_all_looks(sit("editor").open("/edit/answers/both/findings?language=en"))
