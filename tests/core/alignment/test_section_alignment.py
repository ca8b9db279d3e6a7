"""Sections of two texts are matched in order by what they are about."""

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.alignment.section_alignment import TextSection, match_sections, split_sections

LAY = [
    TextSection("s-what", "What the guidelines say", "High blood pressure starts at 130/80 mmHg."),
    TextSection("s-goal", "The goal", "The goal is below 130/80 for most adults."),
    TextSection("s-do", "What you can do", "Walk, swim and eat less salt."),
    TextSection("s-studies", "Studies", "One study aimed for 120 and found more kidney trouble."),
]
CLINICIAN = [
    TextSection("s-from", "Guidelines", "Categories of blood pressure from 130/80 mmHg."),
    TextSection("s-target", "Choice and goal", "The goal in adults is below 130/80 mmHg."),
    TextSection("s-trials", "Research", "In SPRINT a target of 120 led to more kidney injury."),
]
TEXTS = st.lists(
    st.builds(TextSection, st.text("ab", max_size=3), st.text("xyz "), st.text("xyz ")), max_size=6
)


def test_sections_are_matched_by_their_words_in_both_directions() -> None:
    there, back = match_sections(LAY, CLINICIAN, "en")
    assert there["s-what"] == "s-from"
    assert there["s-goal"] == "s-target"
    assert there["s-studies"] == "s-trials"
    assert back == {"s-from": "s-what", "s-target": "s-goal", "s-trials": "s-studies"}


def test_a_section_without_a_match_has_that_of_the_one_before_it() -> None:
    there, _ = match_sections(LAY, CLINICIAN, "en")
    assert there["s-do"] == "s-target"


def test_sections_before_the_first_match_have_none() -> None:
    there, back = match_sections([TextSection("s-a", "Rest", "Sleep well."), *LAY], CLINICIAN, "en")
    assert "s-a" not in there
    assert back["s-from"] == "s-what"


def test_sections_are_read_from_a_rendered_text() -> None:
    html = '<p>Before</p><h2 id="s-a">A &amp; B</h2><p>One <b>two</b>.</p><h4 id="s-x">X</h4>'
    html += '<h3 id="s-c">C</h3>'
    assert list(split_sections(html)) == [
        TextSection("s-a", "A & B", "One two . X"),
        TextSection("s-c", "C", ""),
    ]


@given(TEXTS, TEXTS)
def test_matches_never_cross(sections: list[TextSection], others: list[TextSection]) -> None:
    numbered = [TextSection(f"s-{n}", one.heading, one.text) for n, one in enumerate(sections)]
    partners = [TextSection(f"s-{n}", one.heading, one.text) for n, one in enumerate(others)]
    for found in match_sections(numbered, partners, "en"):
        places = [int(anchor[2:]) for anchor in found.values()]
        assert places == sorted(places)
