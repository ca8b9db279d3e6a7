"""Readers' pages in every engine: explained words, the choice of who reads, right to left."""

import time
from typing import Any

import pytest

from tests.browser.conftest import ANSWER
from tests.browser.engines.engine import WAIT_SECONDS, Engine


def wait_for(engine: Engine, script: str, *, in_frame: bool = False) -> Any:
    """Return the first true value of a script; fail where it stays false."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        found = engine.run(script, in_frame=in_frame)
        if found:
            return found
        time.sleep(0.1)
    pytest.fail(f"{engine.name}: this stayed false: {script}")


STYLE = "const style = getComputedStyle(document.querySelector('{}'));"


def test_explained_words_have_a_dotted_line(engine: Engine, server: str) -> None:
    engine.open(f"{server}{ANSWER}/lay")
    style = STYLE.format("main .term")
    line = engine.run(f"{style} return style.textDecorationLine")
    assert (line, engine.run(f"{style} return style.textDecorationStyle")) == (
        "underline",
        "dotted",
    )


def test_a_word_is_explained_when_it_is_clicked_and_escape_closes_it(
    engine: Engine, server: str
) -> None:
    engine.resize(1200, 800)
    engine.open(f"{server}{ANSWER}/lay")
    wait_for(engine, "return document.querySelector('main .term[aria-expanded]') !== null")
    engine.click("main .term")
    shown = "return [...document.querySelectorAll('.term-card')].some(c => c.checkVisibility())"
    wait_for(engine, shown)
    engine.press("Escape")
    wait_for(engine, shown.replace("return ", "return !"))


def test_choosing_who_reads_shows_the_other_text_in_place(engine: Engine, server: str) -> None:
    engine.open(f"{server}{ANSWER}")
    engine.run("window.stays = 'here'")
    before = engine.run("return document.querySelector('main').textContent")
    clinician = "form [value=clinician]"
    engine.run(f"document.querySelector('{clinician}').click()")
    wait_for(
        engine,
        "return document.querySelector('main')?.textContent.length > 500 &&"
        f" document.querySelector('main').textContent !== {before!r}",
    )
    assert engine.run("return window.stays") == "here"
    engine.open(f"{server}{ANSWER}?persona=patient")


@pytest.mark.parametrize("width", [360, 1200])
def test_a_page_from_right_to_left_fits(engine: Engine, server: str, width: int) -> None:
    engine.resize(width, 740)
    engine.open(f"{server}/ar/")
    assert engine.run("return getComputedStyle(document.documentElement).direction") == "rtl"
    wide = "const root = document.documentElement; return root.scrollWidth - root.clientWidth"
    assert engine.run(wide) <= 0


ARABIC = "/ar/answers/high-blood-pressure-treatment/lay"


@pytest.mark.parametrize("width", [360, 1200])
def test_an_answer_from_right_to_left_fits_with_its_explanations(
    engine: Engine, server: str, width: int
) -> None:
    engine.resize(width, 740)
    engine.open(server + ARABIC)
    assert engine.run("return getComputedStyle(document.querySelector('.prose')).direction") == (
        "rtl"
    )
    wide = "const root = document.documentElement; return root.scrollWidth - root.clientWidth"
    assert engine.run(wide) <= 0
    wait_for(engine, "return document.querySelector('main .term[aria-expanded]') !== null")
    engine.click("main .term")
    card = "[...document.querySelectorAll('.term-card')].find(c => c.checkVisibility())"
    wait_for(engine, f"return {card} !== undefined")
    left, right = engine.run(
        f"const box = {card}.getBoundingClientRect(); return [box.left, box.right - innerWidth]"
    )
    assert left >= 0
    assert right <= 0
    engine.press("Escape")


@pytest.mark.parametrize(("theme", "is_dark"), [("dark", True), ("light", False)])
def test_a_theme_sets_the_colour_of_the_text(
    engine: Engine, server: str, theme: str, is_dark: bool
) -> None:
    engine.open(f"{server}/embed/{ANSWER.rpartition('/')[2]}?theme={theme}")
    scheme = "return getComputedStyle(document.documentElement).colorScheme"
    assert engine.run(scheme) == theme
    # A canvas gives red, green and blue of whatever form the engine writes a colour in.
    green = engine.run(
        f"{STYLE.format('.prose p')} const pen = document.createElement('canvas').getContext('2d');"
        "pen.fillStyle = style.color; pen.fillRect(0, 0, 1, 1);"
        "return pen.getImageData(0, 0, 1, 1).data[1]"
    )
    assert (green > 128) is is_dark


def test_search_the_answers_leads_into_the_field(engine: Engine, server: str) -> None:
    engine.open(server + ANSWER)
    engine.click(".bar-find")
    wait_for(engine, "return document.activeElement?.id === 'query'")


TOP_AND_BOTTOM = """
const canvas = document.createElement("canvas");
canvas.width = 400; canvas.height = 200;
const pen = canvas.getContext("2d", {willReadFrequently: true});
pen.font = "64px Readlevel"; pen.textAlign = "center"; pen.direction = "rtl";
return words.map((word) => {
  pen.clearRect(0, 0, 400, 200);
  pen.fillText(word, 200, 100);
  const {data} = pen.getImageData(0, 0, 400, 200);
  const isInked = (row) => data.subarray(row * 1600, row * 1600 + 1600).some((value) => value);
  const rows = [...Array(200).keys()].filter(isInked);
  return [rows[0], rows.at(-1)];
})"""


def test_dots_of_last_letters_stand_below_words_that_stay_on_the_line(
    engine: Engine, server: str
) -> None:
    engine.open(f"{server}/ar{ANSWER}")
    wait_for(engine, "return document.fonts.check('64px Readlevel', '\u0641')")
    with_dots, without = engine.run(
        f"const words = ['\u0637\u0641\u0644\u064a', '\u0637\u0641\u0644\u0649'];{TOP_AND_BOTTOM}"
    )
    assert with_dots[0] == pytest.approx(without[0], abs=1)
    assert with_dots[1] > without[1] + 4
