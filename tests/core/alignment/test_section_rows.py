"""Sections of several texts side by side."""

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.alignment.section_alignment import TextSection
from readlevel.core.alignment.section_rows import align_sections
from tests.core.alignment.test_section_alignment import CLINICIAN, LAY

SECTIONS = st.lists(
    st.builds(
        TextSection, st.text("abc", min_size=1, max_size=4), st.text("xyz "), st.text("xyz ")
    ),
    max_size=5,
    unique_by=lambda section: section.anchor,
)


def test_sections_that_say_the_same_are_in_one_row() -> None:
    assert align_sections([CLINICIAN, LAY], "en") == [
        (range(0, 1), range(0, 1)),
        (range(1, 2), range(1, 3)),
        (range(2, 3), range(3, 4)),
    ]


def test_what_a_text_says_before_the_first_match_has_a_row_of_its_own() -> None:
    first = TextSection("s-rest", "Rest", "Sleep well.")
    rows = align_sections([CLINICIAN, [first, *LAY]], "en")
    assert rows[0] == (range(0), range(0, 1))


def test_one_text_has_a_row_for_each_section() -> None:
    assert align_sections([LAY], "en") == [(range(place, place + 1),) for place in range(4)]
    assert align_sections([], "en") == []


@given(st.lists(SECTIONS, min_size=1, max_size=3))
def test_each_section_of_any_number_of_texts_is_in_one_row_in_order(
    texts: list[list[TextSection]],
) -> None:
    rows = align_sections(texts, "en")
    for place, sections in enumerate(texts):
        assert [one for row in rows for one in row[place]] == list(range(len(sections)))
