"""A text is left behind when what the other says changes, not when it is written otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.workflow import Status
from readlevel.core.text.content_digest import digest_content, is_unchanged

TEXT = """## Doses

Give *500 mg* twice a day [@who2020], and **do not** stop it.

- below 130/80 mmHg
- H~2~O and 1.5 g
- a T-score from −2.5 to -1, for 3–6 months

| drug | dose |
|------|------|
| a    | 1 g  |
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*500 mg*", "500 mg"),
        ("## Doses", "### Doses"),
        ("- below", "* below"),
        ("twice a day", "twice  a\nday"),
        ("Give", "give"),
        ("a day [@who2020], and", "a day [@who2020] and"),
        ("| drug | dose |", "| drug  |  dose |"),
        ("1.5 g", "1.5\u00a0g"),
        ("−2.5 to -1", "-2.5 to −1"),
        ("3–6 months", "3 - 6 months"),
    ],
)
def test_another_spelling_is_not_a_change(before: str, after: str) -> None:
    assert before in TEXT
    assert digest_content(TEXT.replace(before, after)) == digest_content(TEXT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("500 mg", "50 mg"),
        ("500 mg", "500 g"),
        ("1.5 g", "15 g"),
        ("do not", "do"),
        ("[@who2020]", ""),
        ("[@who2020]", "[@who2021]"),
        ("below", "above"),
        ("−2.5", "2.5"),
        ("to -1", "to 1"),
        ("130/80", "130 80"),
        ("130/80", "<130/80"),
        ("| a    | 1 g  |", "| b    | 1 g  |"),
    ],
)
def test_a_different_wording_is_a_change(before: str, after: str) -> None:
    assert before in TEXT
    assert digest_content(TEXT.replace(before, after)) != digest_content(TEXT)


@given(st.text())
def test_every_text_has_one(markdown: str) -> None:
    assert len(digest_content(markdown)) == 16
    assert digest_content(markdown) == digest_content(markdown)


def test_unreadable_markdown_has_a_digest_too() -> None:
    assert digest_content("\0") != digest_content("\0\0")
    assert digest_content("\ud800") != digest_content("a")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Platelets above 10^2^ per field.", "Platelets above 102 per field."),
        ("No, children can take it.", "No children can take it."),
        ("Stop warfarin if you bleed, and call us.", "Stop warfarin, if you bleed, and call us."),
        ("Take it. If you are pregnant, wait.", "Take it if you are pregnant, wait."),
        ("No tome, si sangra.", "No tome si sangra."),
    ],
)
def test_powers_and_marks_that_move_a_condition_count(before: str, after: str) -> None:
    assert digest_content(before) != digest_content(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("خذ ٢٫٥٠٠ ملغ", "خذ ٢٬٥٠٠ ملغ"),
        ("خذ ٢٫٥ ملغ", "خذ ٢ ٥ ملغ"),
        ("خذ 2٫5 ملغ", "خذ 2 5 ملغ"),
    ],
)
def test_separators_of_arabic_numbers_count(before: str, after: str) -> None:
    assert digest_content(before) != digest_content(after)


def test_other_marks_do_not_count() -> None:
    assert digest_content("Take it daily, with food.") == digest_content("Take it daily with food!")


def test_a_digest_of_an_earlier_version_stays_valid() -> None:
    # As version 0.1 recorded it, which joined the power to its base.
    text, changed = "Give 10^2^ units, if needed.", "Give 103 units, if needed."
    former = digest_content("Give 102 units if needed")
    assert is_unchanged(former, text, Status.APPROVED)
    assert not is_unchanged(former, changed, Status.APPROVED)
    assert not is_unchanged(digest_content(text), text.replace("^", ""), Status.APPROVED)


def test_a_point_before_a_number_counts() -> None:
    assert digest_content("Give .5 mg.") != digest_content("Give 5 mg.")
    assert digest_content("Give 5 mg. Then wait.") == digest_content("Give 5 mg Then wait.")


def test_a_digest_without_the_separators_of_arabic_numbers_stays_valid() -> None:
    # As versions recorded it that read ٢٫٥ as two numbers.
    former = digest_content("خذ ٢ ٥ ملغ")
    assert is_unchanged(former, "خذ ٢٫٥ ملغ", Status.APPROVED)
    assert not is_unchanged(former, "خذ ٢٫٦ ملغ", Status.APPROVED)
