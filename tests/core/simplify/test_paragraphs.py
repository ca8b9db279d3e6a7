"""What all proposals together make of clinical paragraphs, taken as a benchmark takes them."""

from pathlib import Path

from benchmarks.simplify import mean_level, read_paragraphs, simplify
from readlevel.core.simplify.proposal import Worth

FEWEST_GRADES = 3.5
FEWEST_POINTS = 3.5
"""Of the difficulty index."""


def read(language: str) -> list[tuple[str, str]]:
    file = Path(__file__).with_name(f"paragraphs.{language}.txt")
    return list(read_paragraphs(file.read_text("utf-8")))


def lower(language: str, step: int) -> Worth:
    """Return by how much the level of every `step`th paragraph falls."""
    results = [simplify(name, text, language) for name, text in read(language)[::step]]
    before = mean_level([one.before for one in results], language)
    after = mean_level([one.after for one in results], language)
    return Worth(before.grade - after.grade, before.hardness - after.hardness)


def test_taking_all_proposals_lowers_the_grade_by_several() -> None:
    assert lower("en", 4).grade >= FEWEST_GRADES


def test_taking_all_proposals_in_spanish_lowers_the_difficulty() -> None:
    assert lower("es", 2).hardness >= FEWEST_POINTS


def test_proposals_for_a_paragraph_come_to_an_end() -> None:
    for name, text in read("en")[1::15]:
        taken = simplify(name, text, "en").taken
        assert len(taken) < len(text.split()), name
