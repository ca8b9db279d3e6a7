"""While reading, the switch and the reading tools stay in reach, and a switch keeps the section."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_with_axe
from tests.browser.conftest import OpenPage

HYPERTENSION = "/answers/high-blood-pressure-treatment"
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
}
PARTNERS = [
    ("s-when-do-i-need-medicine", "s-when-to-start-medication"),
    ("s-what-is-the-goal", "s-choice-and-goal"),
    ("s-what-does-the-research-say", "s-from-the-research"),
]
VOICE = """
window.spoken = []
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
const voice = { lang: "en-US", name: "Test", default: true }
const synthesis = { getVoices: () => [voice], cancel() {}, addEventListener() {},
    speak(one) { spoken.push(one.text); setTimeout(() => one.onend(), 5) } }
Object.defineProperty(window, "speechSynthesis", { value: synthesis })
"""


def scroll_to(page: Page, anchor: str) -> None:
    page.evaluate(
        "id => { const to = document.getElementById(id).getBoundingClientRect().top + scrollY"
        " - 100; scrollTo({ top: to, behavior: 'instant' }) }",
        anchor,
    )


def press(page: Page, selector: str) -> None:
    """Press a button where it is: Playwright's own click scrolls sticky elements."""
    expect(page.locator(selector)).to_be_visible()
    page.locator(selector).evaluate("button => button.click()")


@pytest.mark.parametrize(("section", "partner"), PARTNERS)
def test_a_switch_keeps_the_reader_at_the_same_section(
    open_page: OpenPage, section: str, partner: str
) -> None:
    page = open_page(HYPERTENSION, **PHONE)
    scroll_to(page, section)
    press(page, ".reach-who")
    press(page, "[data-choose=clinician]")
    expect(page.locator("[data-audience=clinician]")).to_be_visible()
    expect(page.locator(f"#{partner}")).to_be_in_viewport()
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", partner)
    assert 80 <= top <= 120
    expect(page.locator(".reach-who")).to_contain_text("health professionals")
    expect(page.locator("[data-announcer]")).to_contain_text("health professionals")


def test_without_script_each_section_leads_to_its_partner(open_page: OpenPage) -> None:
    page = open_page(HYPERTENSION + "/lay", java_script_enabled=False, **PHONE)
    page.locator(".contents summary").click()
    for section, partner in PARTNERS:
        link = page.locator(f".contents-fold a[data-section='{section}'][data-for=clinician]")
        expect(link).to_be_visible()
        expect(link).to_have_attribute("href", f"{HYPERTENSION}/clinician#{partner}")
    page.locator(f".contents-fold a[data-section='{PARTNERS[0][0]}']").click()
    expect(page.locator(f"#{PARTNERS[0][1]}")).to_be_in_viewport()


def test_the_bar_comes_when_the_switch_is_gone_and_can_be_sent_away(open_page: OpenPage) -> None:
    page = open_page(HYPERTENSION, **PHONE)
    bar = page.locator("[data-reach]")
    expect(bar).to_be_hidden()
    scroll_to(page, "s-what-is-the-goal")
    expect(bar).to_be_visible()
    page.get_by_role("button", name="Hide this bar").click()
    expect(bar).to_be_hidden()
    page.reload()
    scroll_to(page, "s-what-is-the-goal")
    page.wait_for_timeout(200)
    expect(bar).to_be_hidden()


def test_the_bar_leaves_the_end_of_the_page_free(open_page: OpenPage) -> None:
    page = open_page(HYPERTENSION, **PHONE)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator("[data-reach]")).to_be_visible()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    bar, foot = page.locator("[data-reach]").bounding_box(), page.locator(".foot").bounding_box()
    assert bar and foot
    assert foot["y"] + foot["height"] <= bar["y"] + 1


def open_tools(page: Page) -> None:
    scroll_to(page, "s-what-is-the-goal")
    press(page, "[data-tools]")
    expect(page.get_by_role("dialog", name="Reading tools")).to_be_visible()


def test_a_readers_look_is_remembered_on_the_device(open_page: OpenPage) -> None:
    page = open_page(HYPERTENSION, **PHONE)
    open_tools(page)
    check_with_axe(page)
    page.get_by_label("Text size").select_option("1.6")
    page.get_by_label("Spacing").select_option("wider")
    page.get_by_label("Colours").select_option("sepia")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    expect(page.locator("html")).to_have_css("font-size", "25.6px")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    check_with_axe(page)
    assert page.context.cookies() == []
    open_tools(page)
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "sepia")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "contrast"])
def test_every_theme_has_enough_contrast(open_page: OpenPage, theme: str) -> None:
    page = open_page(HYPERTENSION + "/lay", viewport={"width": 1280, "height": 800})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    check_with_axe(page)


def test_the_panel_works_by_keyboard_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page(HYPERTENSION, viewport={"width": 1280, "height": 800})
    scroll_to(page, "s-what-is-the-goal")
    opener = page.locator("[data-tools]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-tools-panel]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-tools-panel]")).to_be_hidden()
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_the_text_is_read_aloud_as_one_says_it(open_page: OpenPage) -> None:
    page = open_page("/")
    page.add_init_script(VOICE)
    page.goto(HYPERTENSION + "/lay")
    scroll_to(page, "s-what-is-high-blood-pressure")
    press(page, "[data-tools]")
    press(page, "[data-tool=listen]")
    page.wait_for_function("() => spoken.length > 12")
    spoken = [text.strip() for text in page.evaluate("spoken")]
    assert "What is high blood pressure?" in spoken[:4]
    assert any(re.search(r"\d over \d+ millimeters of mercury", text) for text in spoken)
    assert not [text for text in spoken if "[" in text]


def test_a_device_without_a_voice_says_so(open_page: OpenPage) -> None:
    page = open_page("/")
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: null })")
    page.goto(HYPERTENSION + "/lay")
    open_tools(page)
    page.get_by_role("button", name="Listen").click()
    expect(page.locator("[data-tools-said]")).to_contain_text("no voice for this language")
