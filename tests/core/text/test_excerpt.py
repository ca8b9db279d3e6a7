from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.text.excerpt import make_excerpt


def test_headings_at_the_beginning_are_passed_over() -> None:
    text = "What the guidelines say\nIn gout\nCrystals form in a joint.\nWhat to do\nRest."
    assert make_excerpt(text, 100) == "Crystals form in a joint. What to do · Rest."


def test_a_long_text_is_cut_between_words() -> None:
    assert make_excerpt("Crystals form in a joint.", 18) == "Crystals form in …"


def test_a_text_without_a_sentence_is_taken_as_it_is() -> None:
    assert make_excerpt("Rest\nIce", 100) == "Rest · Ice"
    assert make_excerpt("", 100) == ""


def test_entries_of_a_list_do_not_run_into_each_other() -> None:
    assert make_excerpt("If he:\nis hot\nis cold,\nor sleeps.\nCall", 100) == (
        "If he: is hot · is cold, or sleeps. Call"
    )
    assert make_excerpt("If he:\nis hot\nis cold\nor sleeps", 14) == "If he: is hot …"


def test_a_number_with_its_unit_keeps_its_order() -> None:
    assert make_excerpt("حرارة 38 °C أو أكثر.", 100) == "حرارة \u206638 °C\u2069 أو أكثر."


@given(st.text(), st.integers(1, 50))
def test_a_beginning_is_on_one_line_and_short(text: str, characters: int) -> None:
    shown = make_excerpt(text, characters)
    assert len(shown.translate({0x2066: None, 0x2069: None})) <= characters + 2
    assert "\n" not in shown
