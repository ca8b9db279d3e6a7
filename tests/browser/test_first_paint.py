"""A reader's own look is there from the first paint, however late the other scripts come."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import ANSWER, OpenPage

KEY = "readlevel-reading"
SEPIA = "rgb(246, 236, 217)"


def keep(page: Page, settings: str) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, settings])


def test_the_theme_is_there_before_any_module(open_page: OpenPage) -> None:
    page = open_page("/", color_scheme="dark")
    keep(page, '{"theme": "sepia", "size": "1.6", "spacing": "wider"}')
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            if (!document.body) return;
            observer.disconnect();
            window.themeAtBody = document.documentElement.dataset.theme;
        }).observe(document, { childList: true, subtree: true })"""
    )
    page.goto(ANSWER)
    assert page.evaluate("themeAtBody") == "sepia"
    expect(page.locator("html")).to_have_css("background-color", SEPIA)
    expect(page.locator("html")).to_have_css("font-size", "25.6px")
    expect(page.locator("html")).to_have_attribute("data-spacing", "wider")


def test_malformed_stored_preferences_are_ignored(open_page: OpenPage) -> None:
    page = open_page("/")
    for kept in ("{", "null", "7", '{"theme": "\\" onload=x", "size": "huge"}'):
        keep(page, kept)
        page.goto(ANSWER)
        assert page.locator("html").get_attribute("data-theme") is None
        expect(page.locator("html")).to_have_css("font-size", "16px")


def test_other_open_pages_follow_a_change(open_page: OpenPage) -> None:
    page = open_page(ANSWER)
    other = page.context.new_page()
    other.goto(page.url)
    keep(other, '{"theme": "sepia"}')
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    other.evaluate("localStorage.clear()")
