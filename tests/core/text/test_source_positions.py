"""Where the sentences and words of a prose stand in their source."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.core.text.prose import Prose, Sentence, prose, prose_of_text
from readlevel.core.text.source_positions import (
    LineIndex,
    SourcePosition,
    find_words_within,
    list_word_ends,
    locate_sentences,
)

SAMPLES = sorted((Path(__file__).parents[3] / "src/readlevel/samples").glob("*/*.en.md"))

MARKED = """\
# The lung, in short

The *lung* **tak**es in `oxygen` [@one; @two]. It is
[quite big](https://example.org/quite/big/lung "quite big").

1. First, see https://example.org/lung of 2 lungs.
2. Then don’t [wait]{.plain} [3].

![Then a lung](images/lung.png "A lung")

| lung | left |
|---|---|
| lobes | two lobes, not three |

> Breathe H~2~O vapour.
"""


def parts(markdown: str) -> list[str]:
    spans = [
        located.span
        for located in locate_sentences(prose(parse(markdown), "en").sentences, markdown)
    ]
    return [markdown[span[0] : span[1]] for span in spans if span]


def test_each_sentence_is_found_with_its_marks() -> None:
    assert parts(MARKED) == [
        "The *lung* **tak**es in `oxygen` [@one; @two].",
        'It is\n[quite big](https://example.org/quite/big/lung "quite big").',
        "First, see https://example.org/lung of 2 lungs.",
        "Then don’t [wait]{.plain} [3].",
        "lung",
        "left",
        "lobes",
        "two lobes, not three",
        "Breathe H~2~O vapour.",
    ]


def test_list_numbers_are_passed_over_in_a_text_without_brackets() -> None:
    listed = "1. Take 2 tablets.\n2. Don’t stop.\n\n> 3) Ask 4 doctors.\n\nIn 2. 5 of 6."
    assert parts(listed) == ["Take 2 tablets.", "Don’t stop.", "Ask 4 doctors.", "In 2.", "5 of 6."]


def test_words_of_headings_pictures_addresses_and_list_numbers_are_passed_over() -> None:
    sentences = prose(parse(MARKED), "en").sentences
    found = dict(
        zip((one.text for one in sentences), locate_sentences(sentences, MARKED), strict=True)
    )
    second = next(located for text, located in found.items() if text.startswith("First"))
    words = [MARKED[span[0] : span[1]] for span in second.words if span]
    assert words == ["First", "see", "of", "2", "lungs"]
    assert second.words[3] == (MARKED.index("2 lungs"), MARKED.index("2 lungs") + 1)


def test_a_place_counts_lines_and_columns_from_one() -> None:
    source = "One.\r\nTwo three.\rFour\n"
    lines = LineIndex(source)
    assert lines.place((0, 4)) == SourcePosition(1, 1, 1, 5)
    assert lines.place((6, 16)) == SourcePosition(2, 1, 2, 11)
    assert lines.place((17, 21)) == SourcePosition(3, 1, 3, 5)
    assert [lines.start_of(line) for line in (1, 2, 3, 9)] == [0, 6, 17, len(source)]


def test_a_sentence_does_not_end_within_a_word() -> None:
    sentence = Sentence("Take 5", ("Take", "5"), 1)
    source = "Take 5th or 5."
    (located,) = locate_sentences([sentence], source)
    assert located.words == [(0, 4), (12, 13)]
    assert located.span == (0, len(source))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: "-".join(path.parts[-2:]))
def test_every_word_of_the_samples_is_found(path: Path) -> None:
    source = path.read_text("utf-8")
    read = prose(parse(source), "en")
    for sentence, located in zip(
        read.sentences, locate_sentences(read.sentences, source), strict=True
    ):
        assert None not in located.words, sentence.text


def test_a_word_that_occurs_once_is_found_without_listing_the_others() -> None:
    (sentence,) = prose_of_text("The lung is not a lunge.", "en").sentences
    (located,) = locate_sentences([sentence], "The lung is not a lunge.")
    assert located.find_each(["lunge"]) == [(18, 23)]
    assert located.find_words_at(9, 14) == (9, 15)
    assert not located._words
    assert located.find_each(["lung"]) == [(4, 8)]


WORDS = ("lung", "a", "2", "0.73", "don’t", "e\u0301te\u0301", "**bold**", "*it*", "H~2~O", "…")
MARKS = ("[@key]", "https://a.org/lung", "[lung](/a/lung)", "`a`", "&amp;", "\\*", "[3]", ".")
BLOCKS = (
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n## ",
    "| a | 2 |\n|---|---|\n| lung | a |",
    "![a](b.png)",
)
PIECES = st.sampled_from([*WORDS, *MARKS, *BLOCKS])


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_places_are_in_order_and_hold_their_word(source: str) -> None:
    check(source, prose(parse(source), "en"))
    check(source, prose_of_text(source, "en"))


@given(st.text(max_size=200))
def test_any_text_can_be_searched(source: str) -> None:
    check(source, prose_of_text(source, "en"))
    with suppress(UnreadableMarkdown):
        check(source, prose(parse(source), "en"))


def check(source: str, read: Prose) -> None:
    for sentence, located in zip(
        read.sentences, locate_sentences(read.sentences, source), strict=True
    ):
        assert len(located.words) == len(sentence.words)
        assert located.find_each(sentence.words) == located.words
        ends = list_word_ends(sentence)
        length = len(sentence.text)
        for start, end in [*pairwise(range(length + 1)), *pairwise(range(0, length + 1, 7))]:
            within = find_words_within(ends, sentence.words, start, end)
            assert located.find_words_at(start, end) == located.between(*within)
        found = [span for span in located.words if span]
        assert found == sorted(found)
        assert all(0 <= start < end <= len(source) for start, end in found)
        if located.span and found:
            assert located.span[0] == found[0][0]
            assert located.span[1] >= found[-1][1]
