"""What all proposals together make of clinical paragraphs, taken as a benchmark takes them."""

from pathlib import Path

from benchmarks.simplify import mean_level, read_paragraphs, simplify

PARAGRAPHS = Path(__file__).with_name("paragraphs.en.txt")
FEWEST_GRADES = 3.5


def test_taking_all_proposals_lowers_the_grade_by_several() -> None:
    listed = list(read_paragraphs(PARAGRAPHS.read_text("utf-8")))[::4]
    results = [simplify(name, text, "en") for name, text in listed]
    before = mean_level([one.before for one in results], "en")
    after = mean_level([one.after for one in results], "en")
    assert before - after >= FEWEST_GRADES


def test_proposals_for_a_paragraph_come_to_an_end() -> None:
    listed = list(read_paragraphs(PARAGRAPHS.read_text("utf-8")))[1::15]
    for name, text in listed:
        taken = simplify(name, text, "en").taken
        assert len(taken) < len(text.split()), name
