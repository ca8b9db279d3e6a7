"""A page begins with the answer: its first sentence is on the first screen."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ANSWER, OpenPage

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
FIRST_LINE = """() => {
    const first = [...document.querySelectorAll(".prose p, .prose li")]
        .find((it) => it.checkVisibility() && it.textContent.trim())
    const words = document.createRange()
    words.selectNodeContents(first)
    return Math.max(...[...words.getClientRects()].slice(0, 1).map((line) => line.bottom))
}"""


def list_answers(page: Page) -> list[str]:
    links = page.locator("main .card a").all()
    return [link.get_attribute("href") or "" for link in links]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("visit", ["first", "later"])
def test_the_first_sentence_is_on_the_first_screen(
    open_page: OpenPage, screen: str, visit: str
) -> None:
    page = open_page("/", **SCREENS[screen])
    height = SCREENS[screen]["viewport"]["height"]
    paths = [*list_answers(page), "/es" + ANSWER, "/ar" + ANSWER]
    assert len(paths) > 10
    if visit == "later":
        page.goto(ANSWER)
        page.locator(".segment").filter(has_text="Patient or caregiver").click()
        expect(page.locator("[data-chooser] [aria-pressed=true]")).to_have_count(1)
        expect(page.locator("[aria-busy]")).to_have_count(0)
        page.goto(ANSWER)
        expect(page.locator(".chooser-fold")).to_be_visible()
    low = {}
    for path in paths:
        page.goto(path)
        bottom = page.evaluate(FIRST_LINE)
        if bottom > height:
            low[path] = bottom
    assert low == {}


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_each_part_of_the_line_of_trust_leads_to_its_explanation(
    open_page: OpenPage, scripted: bool
) -> None:
    page = open_page(ANSWER + "/lay", java_script_enabled=scripted, **SCREENS["phone"])
    links = page.locator(".answer-head a[href^='#about']")
    targets = [link.get_attribute("href") or "" for link in links.all()]
    assert targets == ["#about-review", "#about-level"]
    expect(links.nth(1)).to_have_text(re.compile(r"^\d+ min Easy to read \(grade \d+\)$"))
    for place, target in enumerate(targets):
        links.nth(place).click()
        expect(page.locator(target)).to_be_in_viewport()
        page.evaluate("scrollTo(0, 0)")


def test_the_contents_stand_beside_the_text_or_in_one_line_below_its_key_points(
    open_page: OpenPage,
) -> None:
    page = open_page(ANSWER + "/lay", **SCREENS["desktop"])
    text, side = (
        page.locator(".prose").bounding_box(),
        page.locator(".contents-side").bounding_box(),
    )
    assert text and side
    assert side["x"] >= text["x"] + text["width"]
    assert side["y"] == pytest.approx(text["y"], abs=4)
    expect(page.locator(".contents-fold")).to_be_hidden()
    page.set_viewport_size(SCREENS["phone"]["viewport"])
    expect(page.locator(".contents-side")).to_be_hidden()
    fold = page.locator(".contents-fold")
    box, opening = fold.bounding_box(), page.locator(".prose > .block-emergency").bounding_box()
    heading = page.locator(".prose > h2").first.bounding_box()
    assert box and opening and heading
    assert opening["y"] + opening["height"] <= box["y"] <= heading["y"] - box["height"]
    assert box["height"] <= 48
    fold.locator("summary").click()
    fold.locator("a:visible").last.click()
    expect(page.locator(".prose :target")).to_be_in_viewport()


def test_the_scores_are_beside_the_text_on_a_wide_screen(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay", **SCREENS["desktop"])
    expect(page.get_by_text("Flesch–Kincaid")).to_be_visible()
    text, about = page.locator(".prose").bounding_box(), page.locator(".about").bounding_box()
    assert text and about
    assert about["x"] >= text["x"] + text["width"]
    assert about["y"] < text["y"] + text["height"]


def test_about_this_page_begins_beside_a_text_without_contents(open_page: OpenPage) -> None:
    page = open_page("/embed/fever-in-children", **SCREENS["desktop"])
    expect(page.locator(".contents")).to_have_count(0)
    text, about = page.locator(".prose").bounding_box(), page.locator(".about").bounding_box()
    assert text and about
    assert about["x"] >= text["x"] + text["width"]
    assert about["y"] == pytest.approx(text["y"], abs=4)


def test_about_this_page_is_printed_with_its_scores(open_page: OpenPage) -> None:
    page = open_page(ANSWER + "/lay", **SCREENS["phone"])
    page.emulate_media(media="print")
    for words in ("Last updated", "The words are about", "Flesch–Kincaid"):
        expect(page.locator(".about").get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("path", [ANSWER, ANSWER + "/clinician", "/ar" + ANSWER])
def test_large_text_on_a_narrow_phone_overflows_nothing(open_page: OpenPage, path: str) -> None:
    page = open_page(path, viewport={"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main a, main button, main label, main p, main li")]
        .filter((it) => it.checkVisibility() && !it.closest(".table, .visually-hidden"))
        .filter((it) => it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 1)
        .map((it) => it.outerHTML.slice(0, 100))"""
    )
    assert cut == []
