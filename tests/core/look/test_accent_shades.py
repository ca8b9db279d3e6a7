"""Whatever colour a site has, its pages can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import readlevel
from readlevel.core.look.accent_shades import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    MIN_CONTRAST,
    contrast,
    derive_shades,
    lowest_contrast,
    read_colour,
)

TOKENS = Path(readlevel.__file__).parent / "static" / "css" / "tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
INKS = ("#1b2321", "#e9ecea")


@given(COLOURS)
def test_every_colour_has_shades_that_can_be_read(colour: str) -> None:
    shades = derive_shades(colour)
    for shade in (shades.accent, shades.strong):
        light = lowest_contrast(shade.light, (*LIGHT_GROUNDS, shades.soft.light))
        dark = lowest_contrast(shade.dark, (*DARK_GROUNDS, shades.soft.dark))
        assert light >= MIN_CONTRAST
        assert dark >= MIN_CONTRAST
        assert contrast(shades.on_accent.light, shade.light) >= MIN_CONTRAST
        assert contrast(shades.on_accent.dark, shade.dark) >= MIN_CONTRAST
    assert contrast(INKS[0], shades.soft.light) >= 7
    assert contrast(INKS[1], shades.soft.dark) >= 7


@given(COLOURS)
def test_a_colour_that_can_be_read_is_used_as_it_is(colour: str) -> None:
    shades = derive_shades(colour)
    assert (shades.accent.light == colour) == shades.is_readable


@pytest.mark.parametrize(
    ("colour", "readable"), [("#005eb8", True), ("#ffd600", False), ("#ffffff", False)]
)
def test_light_colours_are_darkened(colour: str, readable: bool) -> None:
    assert derive_shades(colour).is_readable is readable


def test_a_darkened_colour_is_the_nearest_that_passes() -> None:
    """One step more of lightness and it would fail."""
    shade = derive_shades("#ffd600").accent.light
    assert lowest_contrast(shade, LIGHT_GROUNDS) == pytest.approx(MIN_CONTRAST, abs=0.1)


def test_contrast_is_what_the_guideline_says() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_backgrounds_are_those_of_the_styles() -> None:
    styles = TOKENS.read_text("utf-8")
    for name in ("paper", "surface", "raised"):
        light, dark = re.findall(rf"--{name}: light-dark\((\S+), (\S+)\)", styles)[0]
        sepia = re.findall(rf"--{name}: (#\w+);", styles)[0]
        assert read_colour(light) in LIGHT_GROUNDS
        assert sepia in LIGHT_GROUNDS
        assert dark in DARK_GROUNDS


@pytest.mark.parametrize("text", ["", "teal", "#12345", "#12345678", "url(#a)", "#gggggg"])
def test_other_words_are_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        read_colour(text)


def test_short_and_capital_digits_are_read() -> None:
    assert read_colour(" #0AF ") == "#00aaff"
