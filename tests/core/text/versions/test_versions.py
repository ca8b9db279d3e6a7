"""Versions of a text beside each other, and two edits made one."""

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.text.versions.text_diff import DiffRow, diff_lines, interleave_words
from readlevel.core.text.versions.three_way_merge import (
    MergeChunk,
    merge_three_way,
    merge_words,
    split_units,
)

LINES = st.lists(st.sampled_from(["", "Rest.", "Drink water.", "Call us.", "- one", "- two"]))
TEXTS = LINES.map("\n".join) | st.text(max_size=80)


def shown(row: DiffRow) -> tuple[str, str]:
    """Return both sides of a row, with changed words in brackets."""
    sides = []
    for side in (row.old, row.new):
        pieces = side or ()
        sides.append("".join(f"[{one.text}]" if one.changed else one.text for one in pieces))
    return sides[0].strip(), sides[1].strip()


def test_changed_words_are_shown_in_their_lines() -> None:
    old = "# Gout\n\nTake 10 mg of colchicine twice a day.\nRest.\n"
    new = "# Gout\n\nTake 0.5 mg of colchicine once a day.\nRest.\nDrink.\n"
    rows = diff_lines(old, new)
    assert [shown(row) for row in rows if row.changed] == [
        ("Take [10] mg of colchicine [twice] a day.", "Take [0.5] mg of colchicine [once] a day."),
        ("", "[Drink.\n]"),
    ]
    assert [(row.old_line, row.new_line) for row in rows] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 4),
        (None, 5),
    ]


def test_a_rewritten_line_is_taken_away_and_another_added() -> None:
    rows = diff_lines("Do not stop your medicine.\n", "Ice helps too.\n")
    assert [(row.old is None, row.new is None) for row in rows] == [(False, True), (True, False)]


def test_a_word_taken_away_is_marked_where_it_stood() -> None:
    (row,) = diff_lines("Do not stop it.", "Do stop it.")
    assert shown(row) == ("Do[ not] stop it.", "Do stop it.")


def test_spaces_between_changed_words_are_changed_with_them() -> None:
    (row,) = diff_lines("We saw very small old bleeds.", "We saw some tiny dots bleeds.")
    assert shown(row)[0] == "We saw [very small old] bleeds."


def test_edits_of_different_lines_make_one_text() -> None:
    base = "One.\n\nTwo.\n\nThree.\n"
    merged = merge_three_way(base, base.replace("One", "1"), base.replace("Three", "3"))
    assert "".join(part.text for part in merged) == "1.\n\nTwo.\n\n3.\n"
    assert not any(part.conflicts for part in merged)


def test_edits_of_the_same_line_are_in_conflict_with_what_it_was() -> None:
    base = "One.\n\nTwo.\n\nThree.\n"
    merged = merge_three_way(base, base.replace("Two", "2"), base.replace("Two", "Zwei"))
    (conflict,) = (part for part in merged if part.conflicts)
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Two.\n", "2.\n", "Zwei.\n")


def test_the_same_edit_made_twice_is_no_conflict() -> None:
    merged = merge_three_way("One.\n", "Two.\n", "Two.\n")
    assert [part.text for part in merged] == ["Two.\n"]
    assert not merged[0].conflicts


def merged_text(base: str, mine: str, theirs: str) -> str:
    merged = merge_three_way(base, mine, theirs)
    return "".join(
        f"<{part.mine}|{part.theirs}>" if part.conflicts else part.text for part in merged
    )


def test_edits_of_neighbouring_sentences_make_one_text() -> None:
    base = "Take two tablets a day. Drink water. Call us.\n"
    mine = base.replace("two tablets", "one tablet")
    assert merged_text(base, mine, base.replace("Drink water", "Drink a lot")) == (
        "Take one tablet a day. Drink a lot. Call us.\n"
    )


def test_edits_of_one_sentence_are_in_conflict_alone() -> None:
    base = "Take two tablets a day. Drink water. Call us.\n"
    mine = base.replace("two", "three").replace("Drink", "Sip")
    theirs = base.replace("a day", "a week").replace("Call us", "Ring us")
    assert merged_text(base, mine, theirs) == (
        "<Take three tablets a day. |Take two tablets a week. >Sip water. Ring us.\n"
    )


def test_sentences_that_both_add_in_one_place_are_in_conflict() -> None:
    assert merged_text("Rest. ", "Rest. Drink. ", "Rest. Eat. ") == "Rest. <Drink. |Eat. >"
    assert merged_text("Rest. ", "Rest. Drink. ", "Eat. Rest. ") == "Eat. Rest. Drink. "


def test_a_sentence_that_one_takes_away_and_the_other_changes_is_in_conflict() -> None:
    base = "Rest. Take 5 mg. Call us."
    assert merged_text(base, "Rest. Call us.", base.replace("5", "50")) == (
        "Rest. <|Take 50 mg. >Call us."
    )


def test_words_that_do_not_overlap_are_proposed_together() -> None:
    conflict = MergeChunk("Take 2 a day.", "Take 3 a day.", "Take 2 a week.")
    assert merge_words(conflict) == "Take 3 a week."
    assert merge_words(MergeChunk("Take 2 a day.", "Take 3 a day.", "Take 4 a day.")) is None
    assert merge_words(MergeChunk("Take 2 a day.", "", "Take 4 a day.")) is None


def test_a_stop_before_a_number_or_a_small_letter_ends_no_sentence() -> None:
    assert split_units("Take approx. 5 mg, e.g. at night. Rest.\nNext.") == [
        "Take approx. 5 mg, e.g. at night. ",
        "Rest.\n",
        "Next.",
    ]


@given(TEXTS, TEXTS)
def test_each_side_holds_its_whole_text(old: str, new: str) -> None:
    rows = diff_lines(old, new)
    assert "".join(one.text for row in rows for one in row.old or ()) == old
    assert "".join(one.text for row in rows for one in row.new or ()) == new
    assert any(row.changed for row in rows) == (old != new)


@given(TEXTS, TEXTS)
def test_an_edit_beside_none_is_taken_whole(base: str, edited: str) -> None:
    for mine, theirs in ((edited, base), (base, edited), (edited, edited)):
        merged = merge_three_way(base, mine, theirs)
        assert not any(part.conflicts for part in merged)
        assert "".join(part.text for part in merged) == edited


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_of_three_texts_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge_three_way(base, mine, theirs)
    assert "".join(part.base for part in merged) == base
    assert "".join(part.mine for part in merged) == mine
    assert "".join(part.theirs for part in merged) == theirs


@given(st.text("ab ,.\n"), st.text("ab ,.\n"))
def test_interleaved_words_hold_both_versions(old: str, new: str) -> None:
    changes = list(interleave_words(old, new))
    assert "".join(one.text for one in changes if one.in_old) == old
    assert "".join(one.text for one in changes if one.in_new) == new
    assert all(one.in_old or one.in_new for one in changes)
