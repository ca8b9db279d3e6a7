"""Which sentences of a text are scored, and which words they have."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.readability.readability import measure
from readlevel.core.text.document import parse
from readlevel.core.text.prose import (
    MAX_SCORED_CHARACTERS,
    Prose,
    prose,
    prose_of_text,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = tomllib.loads((FIXTURES / "prose.toml").read_text("utf-8"))["case"]

TEXTS = st.text(
    st.sampled_from("ab cdEFé\n\n.!?:;-–•12,[](){}*#'’/@\u0301你ا\0\u200b"), max_size=300
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_prose_is_what_the_rule_says(case: dict[str, str]) -> None:
    language = case.get("language", "en")
    wanted = case["sentences"].strip()
    for read in readings(case):
        assert "\n".join(" ".join(sentence.words) for sentence in read.sentences) == wanted
        counts = measure(read, language).counts
        assert (counts.sentences, counts.words) == (len(wanted.split("\n")), len(wanted.split()))


def readings(case: dict[str, str]) -> Iterator[Prose]:
    """Yield the prose of a case as plain text, as Markdown, or as each of them."""
    language = case.get("language", "en")
    if case.get("plain") or case.get("both"):
        yield prose_of_text(case["text"], language)
    if not case.get("plain"):
        yield prose(parse(case["text"]), language)


def test_a_sentence_knows_the_line_of_its_block() -> None:
    text = "# Title\n\nFirst one. Second one.\n\n- third\n- fourth\n"
    assert [sentence.line for sentence in prose(parse(text), "en").sentences] == [3, 3, 5, 6]
    assert [sentence.line for sentence in prose_of_text(text, "en").sentences] == [3, 3, 5, 6]


def test_a_long_text_is_cut() -> None:
    read = prose_of_text("It is long. " * MAX_SCORED_CHARACTERS, "en")
    assert read.cut
    assert sum(len(sentence.text) + 1 for sentence in read.sentences) <= MAX_SCORED_CHARACTERS + 12
    assert not prose_of_text("It is short.", "en").cut


@given(TEXTS | st.text(max_size=100))
def test_any_text_has_a_prose_whose_sentences_have_words(text: str) -> None:
    for sentence in prose_of_text(text, "en").sentences:
        assert sentence.words
        assert all(sentence.words)
        assert "\n" not in sentence.text


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "." * 100_000, "1." * 50_000, "a.b" * 30_000, "- " * 50_000, "[1,2" * 25_000,
     "www." * 25_000, "a@" * 50_000, "555-" * 25_000, "(1) " * 25_000, "# " * 50_000,
     "a 1 " * 25_000, "\n" * 100_000, "'" * 100_000, "http://" * 14_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_a_text_of_one_thing_without_end_is_read_whole(text: str) -> None:
    read = prose_of_text(text, "en")
    assert not read.cut
    assert sum(len(sentence.text) for sentence in read.sentences) <= len(text)


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        (
            "Call us if you have:\nfever\na stiff neck",
            ["Call us if you have:", "fever", "a stiff neck"],
        ),
        ("Bring with you:\\\nyour card\\\na pen", ["Bring with you:", "your card", "a pen"]),
        ("Patient: Ann Lee\nWard: 7 North", ["Patient: Ann Lee", "Ward: 7 North"]),
        (
            "One thing is sure: it goes on\nover two lines.",
            ["One thing is sure: it goes on over two lines."],
        ),
        ("It helps<sup>3</sup>. It is safe.<sup>[4, 5]</sup>", ["It helps.", "It is safe."]),
        ("There are 10<sup>9</sup> cells.", ["There are 10⁹ cells."]),
        ("✅ Rest well\n👩\u200d⚕️ Ask a nurse", ["Rest well", "Ask a nurse"]),
        ("I love it\n😀 and sing.", ["I love it 😀 and sing."]),
        ("1 Shake it\n2 Breathe out", ["Shake it", "Breathe out"]),
        ("We read from\n1 Kings and from\n2 Kings.", ["We read from 1 Kings and from 2 Kings."]),
    ],
    ids=[
        "list after a colon",
        "hard breaks",
        "labels",
        "a broken line",
        "citations",
        "an exponent",
        "emoji before items",
        "one emoji",
        "numbers of steps",
        "numbers of books",
    ],
)
def test_lines_and_elements_of_markdown_are_read_as_they_are_meant(
    markdown: str, sentences: list[str]
) -> None:
    assert [one.text for one in prose(parse(markdown), "en").sentences] == sentences
