"""Sanitised HTML is taken apart as it was written."""

import pytest

from readlevel.core.rendering.safe_html import sanitise, split_opening_blocks

POINTS = '<div class="block block-key-points">\n<h2>Key points</h2>\n<p>Rest.</p>\n</div>'
TABLE = '<div class="block block-note">\n<div class="table" role="group"><p>1</p></div>\n</div>'
REST = "\n<h2>More</h2>\n<p>Drink.</p>\n" + POINTS


@pytest.mark.parametrize("opening", ["", POINTS, POINTS + "\n" + TABLE])
def test_a_text_is_split_behind_the_blocks_it_begins_with(opening: str) -> None:
    first, rest = split_opening_blocks(sanitise(opening + REST))
    assert (first.text, rest.text) == (opening, REST)


def test_a_text_of_blocks_only_has_no_rest() -> None:
    first, rest = split_opening_blocks(sanitise(POINTS + TABLE))
    assert (first.text, rest.text) == (POINTS + TABLE, "")
