"""Translations in a real browser: the list, and the source beside the editor."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check_all_looks
from tests.browser.desk.conftest import Sit
from tests.browser.desk.test_writing import type_into

LIST = "/edit/answers/translated/translations"
BESIDE = "/edit/answers/translated?language=es&beside=lay"


def test_a_translation_is_begun_and_saved_beside_its_source(sit: Sit) -> None:
    page = sit("editor").open(LIST)
    page.locator('a[href*="language=ar&beside=lay"]').click()
    expect(page.get_by_role("region", name="Original: English")).to_be_visible()
    page.get_by_label("Question").fill("ما هو؟")
    type_into(page, "القلب يضخ الدم. ")
    page.keyboard.press("Control+s")
    expect(page.locator(".said")).to_be_visible()
    expect(page.get_by_role("region", name="Original: English")).to_be_visible()


def test_the_source_stands_to_the_left_of_its_translation(sit: Sit) -> None:
    page = sit("editor").open(BESIDE)
    source = page.locator(".source-text").bounding_box()
    written = page.locator("[data-side=lay] .side-work").bounding_box()
    other = page.locator("[data-side=clinician]").bounding_box()
    assert source
    assert written
    assert other
    assert source["x"] + source["width"] < written["x"]
    assert other["y"] > written["y"] + written["height"]


def test_both_texts_begin_at_one_height(sit: Sit) -> None:
    page = sit("editor", viewport={"width": 1000, "height": 800}).open(BESIDE.split("&")[0])
    tops = [one.bounding_box() for one in page.locator(".side-meter").all()]
    assert len({box["y"] for box in tops if box}) == 1


@pytest.mark.parametrize("path", [LIST, BESIDE])
def test_pages_of_translations_are_accessible_and_fit(sit: Sit, path: str) -> None:
    check_all_looks(sit("editor").open(path))
