from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.excerpt import beginning


def test_headings_at_the_beginning_are_passed_over() -> None:
    text = "What the guidelines say\nIn gout\nCrystals form in a joint.\nWhat to do\nRest."
    assert beginning(text, 100) == "Crystals form in a joint. What to do Rest."


def test_a_long_text_is_cut_between_words() -> None:
    assert beginning("Crystals form in a joint.", 18) == "Crystals form in …"


def test_a_text_without_a_sentence_is_taken_as_it_is() -> None:
    assert beginning("Rest\nIce", 100) == "Rest Ice"
    assert beginning("", 100) == ""


@given(st.text(), st.integers(1, 50))
def test_a_beginning_is_on_one_line_and_short(text: str, characters: int) -> None:
    shown = beginning(text, characters)
    assert len(shown) <= characters + 2
    assert "\n" not in shown
