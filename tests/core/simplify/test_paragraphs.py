"""What all proposals together make of clinical paragraphs, taken as a benchmark takes them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.simplify import Simplified, mean_level, read_paragraphs, simplify
from readlevel.core.simplify.proposal import Worth
from tests.thoroughness import choose

FEWEST_GRADES = 3.5
FEWEST_POINTS = 3.5
"""Of the difficulty index."""
STEPS = {"en": 4, "es": 2}
"""Every how many paragraphs one is tried."""


@cache
def simplify_some(language: str) -> Sequence[Simplified]:
    file = Path(__file__).with_name(f"paragraphs.{language}.txt")
    paragraphs = list(read_paragraphs(file.read_text("utf-8")))[:: STEPS[language]]
    return [simplify(name, text, language) for name, text in choose(paragraphs, one_in=2)]


def lower(language: str) -> Worth:
    """Return by how much the level of some paragraphs falls."""
    results = simplify_some(language)
    before = mean_level([one.before for one in results], language)
    after = mean_level([one.after for one in results], language)
    return Worth(before.grade - after.grade, before.hardness - after.hardness)


def test_taking_all_proposals_lowers_the_grade_by_several() -> None:
    assert lower("en").grade >= FEWEST_GRADES


def test_taking_all_proposals_in_spanish_lowers_the_difficulty() -> None:
    assert lower("es").hardness >= FEWEST_POINTS


def test_proposals_for_a_paragraph_come_to_an_end() -> None:
    for one in simplify_some("en"):
        assert len(one.taken) < len(one.before.split()), one.name
