"""What a reader does on the site: search, follow citations, print."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ANSWER, OpenPage


def test_a_citation_jumps_to_its_reference_and_back(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/clinician")
    page.locator(".cite a").first.click()
    expect(page).to_have_url(f"{page.url.split('#')[0]}#ref-1")
    expect(page.locator("#ref-1")).to_be_in_viewport()
    page.locator("#ref-1 a[href='#cite-1-1']").click()
    expect(page.locator("#cite-1-1")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740), (640, 360)])
def test_the_link_to_the_search_shows_the_label_of_the_field(
    open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page(ANSWER, viewport={"width": width, "height": height})
    page.get_by_role("link", name="Search the answers").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator(".search-label")).to_be_in_viewport(ratio=1)


def test_search_answers_while_the_reader_types(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate("window.stillTheSamePage = true")
    page.locator("main").get_by_role("searchbox").press_sequentially("microbl", delay=20)
    expect(page.locator("main mark").first).to_be_visible()
    expect(page.locator(f"main a[href^='{ANSWER}']").first).to_be_visible()
    assert page.evaluate("window.stillTheSamePage")


def test_search_works_without_script(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    field = page.locator("main").get_by_role("searchbox")
    field.fill("microbleeds")
    field.press("Enter")
    expect(page.locator(f"main a[href^='{ANSWER}']").first).to_be_visible()


def test_the_details_of_the_reading_level_unfold_without_script(open_page: OpenPage) -> None:
    phone = {"width": 360, "height": 740}
    page = open_page(ANSWER + "/lay", java_script_enabled=False, viewport=phone)
    expect(page.get_by_text("SMOG").first).to_be_hidden()
    page.get_by_text("How we worked this out").click()
    expect(page.get_by_text("SMOG").first).to_be_visible()


def test_the_details_of_the_reading_level_fit_a_narrow_phone(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/clinician", viewport={"width": 320, "height": 640})
    page.get_by_text("How we worked this out").click()
    expect(page.get_by_text("Not counting the words it explains: about grade")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Difficulty")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_does_not_shift_while_it_loads(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay")
    shift = page.evaluate(
        """() => new Promise(resolve => {
        let sum = 0
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) sum += entry.value
        }).observe({type: "layout-shift", buffered: true})
        setTimeout(() => resolve(sum), 500)
    })"""
    )
    assert shift < 0.01


def test_print_leaves_out_what_paper_cannot_do(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay")
    page.emulate_media(media="print")
    expect(page.locator("[data-chooser]")).to_be_hidden()
    expect(page.locator("[data-audience]")).to_be_visible()
