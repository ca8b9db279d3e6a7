"""Lines that a folded diff shows."""

from hypothesis import given
from hypothesis import strategies as st

from readlevel.web.desk.review.revision_diff import RevisionDiff, present_diff

LINES = st.lists(st.sampled_from(["", "one", "two words", "three", "four"]), max_size=30)


def old_and_new(comparison: RevisionDiff) -> tuple[list[str], list[str]]:
    rows = [row for hunk in comparison.hunks for row in hunk.rows]
    sides = ([row.old for row in rows], [row.new for row in rows])
    old, new = (["".join(p.text for p in one) for one in side if one is not None] for side in sides)
    return old, new


@given(LINES, LINES)
def test_the_whole_comparison_holds_both_texts(old: list[str], new: list[str]) -> None:
    given_old, given_new = ("".join(f"{line}\n" for line in lines) for lines in (old, new))
    assert old_and_new(present_diff(given_old, given_new, whole=True)) == (old, new)


@given(LINES, LINES)
def test_unchanged_lines_are_folded_and_counted(old: list[str], new: list[str]) -> None:
    texts = ["".join(f"{line}\n" for line in lines) for lines in (old, new)]
    whole = present_diff(*texts, whole=True)
    folded = present_diff(*texts, whole=False)
    rows = sum(len(hunk.rows) for hunk in whole.hunks)
    shown = [row for hunk in folded.hunks for row in hunk.rows]
    assert len(shown) + sum(hunk.hidden_lines for hunk in folded.hunks) == rows
    assert sum(row.changed for row in shown) == folded.changed == whole.changed


def test_few_lines_are_not_folded() -> None:
    folded = present_diff("a\nb\nc\nd\n", "x\nb\nc\nd\n", whole=False)
    assert not folded.has_hidden
    assert len(folded.hunks) == 2


def test_a_missing_end_of_a_line_is_seen() -> None:
    (hunk,) = present_diff("a\nb", "a\nb\n", whole=False).hunks
    old, new = hunk.rows[-1].old, hunk.rows[-1].new
    assert old is not None
    assert new is not None
    assert [piece.text for piece in old] == ["b"]
    assert [(piece.text, piece.changed) for piece in new] == [("b", False), ("¶", True)]


def test_texts_that_say_the_same_have_nothing_to_show() -> None:
    assert present_diff("", "", whole=False).hunks == []
    same = present_diff("a\n" * 9, "a\n" * 9, whole=False)
    assert (same.changed, same.has_hidden) == (0, True)
