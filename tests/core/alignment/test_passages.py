"""Passages are found again by their words and the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.alignment.passages import find_passage, list_occurrences, quote_passage

SOURCE = "## Doses\n\nTake 2 mg in the morning.\n\n## Later\n\nTake 2 mg in the evening.\n"
WORDS = st.text("ab .\n", max_size=60)


def test_the_same_words_are_told_apart_by_what_stands_around_them() -> None:
    start = SOURCE.rindex("Take 2 mg")
    passage = quote_passage(SOURCE, (start, start + 9))
    edited = "Read this first. Take 2 mg.\n\n" + SOURCE.replace("Doses", "How much")
    found = find_passage(edited, passage)
    assert found.span == (edited.rindex("Take 2 mg"), edited.rindex("Take 2 mg") + 9)


def test_a_changed_passage_is_said_to_be_gone_and_where_it_stood() -> None:
    start = SOURCE.index("Take 2 mg in the morning.")
    passage = quote_passage(SOURCE, (start, start + 25))
    edited = SOURCE.replace("Take 2 mg in the morning.", "Take 4 mg at noon.")
    found = find_passage(edited, passage)
    assert found.span is None
    assert found.near == edited.index("Take 4 mg")


def test_where_a_passage_stood_is_unknown_in_another_text() -> None:
    passage = quote_passage(SOURCE, (0, 8))
    assert find_passage("Something else entirely.", passage) == (
        type(find_passage("", passage))(None, None)
    )


def test_line_ends_make_no_difference() -> None:
    passage = quote_passage("One.\n\nTwo\nthree.", (6, 16))
    found = find_passage("One.\r\n\r\nTwo\r\nthree.", passage)
    assert found.span == (8, 19)


@pytest.mark.parametrize("words", ["", "not there"])
def test_words_that_are_not_there_are_nowhere(words: str) -> None:
    assert list_occurrences(SOURCE, words) == []


@given(WORDS, WORDS.filter(bool), WORDS)
def test_a_passage_of_an_unchanged_source_has_its_words(
    before: str, quote: str, after: str
) -> None:
    source = before + quote + after
    passage = quote_passage(source, (len(before), len(before + quote)))
    span = find_passage(source, passage).span
    assert span
    assert source[span[0] : span[1]] == quote


@given(WORDS, st.text("cd", min_size=1, max_size=9), WORDS, WORDS, WORDS)
def test_edits_around_a_passage_do_not_lose_it(
    before: str, quote: str, after: str, first: str, last: str
) -> None:
    passage = quote_passage(before + quote + after, (len(before), len(before + quote)))
    edited = first + before + quote + after + last
    place = len(first + before)
    assert find_passage(edited, passage).span == (place, place + len(quote))
