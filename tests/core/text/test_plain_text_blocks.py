"""How a plain text is told into paragraphs, items, cells and headings by its shape."""

import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.readability.readability import measure
from readlevel.core.text.plain_text_blocks import split_blocks
from readlevel.core.text.prose import prose_of_text
from readlevel.core.text.source_positions import LineIndex

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = tomllib.loads((FIXTURES / "pages.toml").read_text("utf-8"))["page"]

WORDS = st.sampled_from(
    ["the", "heart", "of", "Boston", "Dr.", "e.g.", "0.73", "(RR", "0.81)", "5", "mg,", "is", "a",
     "well-known", "treatment;", "anticoagulants", "U.S.", "12", "o"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=12, max_size=30).map(
    lambda words: f"The {' '.join(words)} of it."
)
ODD_ENDS = ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", " ", "a", "B.", "- ", "\t")


def scored(text: str, language: str = "en") -> list[str]:
    return [" ".join(sentence.words) for sentence in prose_of_text(text, language).sentences]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_only_the_prose_of_a_page_is_scored(page: dict[str, Any]) -> None:
    language = page.get("language", "en")
    assert "\n".join(scored(page["text"], language)) == page["scored"].strip()
    counts = measure(prose_of_text(page["text"], language), language).counts
    assert (counts.sentences, counts.words) == (page["sentences"], page["words"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_it_is_all_the_same_how_lines_end(page: dict[str, Any]) -> None:
    text = page["text"].replace("\r\n", "\n")
    language = page.get("language", "en")
    for end in ("\r\n", "\r", " \t\n"):
        assert "\n".join(scored(text.replace("\n", end), language)) == page["scored"].strip()


@given(st.lists(SENTENCES, min_size=2, max_size=6).map(" ".join), st.integers(62, 100))
def test_a_text_scores_the_same_wrapped_and_unwrapped(text: str, width: int) -> None:
    wrapped = textwrap.fill(text, width, break_on_hyphens=False)
    assert scored(wrapped) == scored(text)


@given(st.lists(st.sampled_from(ODD_ENDS), max_size=40).map("".join))
def test_a_block_begins_on_the_line_that_it_says(text: str) -> None:
    lines = LineIndex(text)
    for block in split_blocks(text, "en"):
        start = lines.start_of(block.line)
        first = block.text.split()[0]
        # A word that a line end divides is put together.
        assert first in text[start:] or first.replace("-", "") in re.sub(r"-\s*", "", text[start:])
        assert block.line <= text.count("\n") + text.count("\r") + 1


@given(st.text() | st.text(st.sampled_from("ab C.-•1)\n\t|:?> #="), max_size=200))
def test_blocks_hold_only_what_the_text_holds_in_its_order(text: str) -> None:
    letters = iter(filter(str.isalnum, text))
    for block in split_blocks(text, "en"):
        assert block.text.strip()
        assert all(letter in letters for letter in filter(str.isalnum, block.text))


@pytest.mark.parametrize("line", ["A lone line", "WHY", "Why?", "- One item", "Doses\t5 mg", "# a"])
def test_a_lone_line_is_read_unless_it_is_marked_as_a_heading(line: str) -> None:
    assert bool(scored(line)) == (not line.startswith("#"))


@pytest.mark.parametrize("items", [["A. Smith came.", "B. Jones left."], ["Rest.", "B. Lee left."]])
def test_an_item_is_what_follows_its_number_whatever_that_is(items: list[str]) -> None:
    text = "\n".join(f"{number} {item}" for number, item in enumerate(items, start=1))
    assert [block.text for block in split_blocks(text, "en")] == items
