"""The three bands of the difficulty index."""

import json
from pathlib import Path

import pytest

from readlevel.core.readability.effort import EASY_BELOW, HARD_FROM, Effort, find_effort
from readlevel.core.readability.readability import measure
from readlevel.core.text.prose import prose_of_text

PAIRS = Path(__file__).parents[4] / "shared" / "data" / "cochrane-pairs.jsonl"


@pytest.mark.parametrize(
    ("hardness", "effort"),
    [(0, Effort.EASY), (14.99, Effort.EASY), (EASY_BELOW, Effort.SOME), (24.99, Effort.SOME),
     (HARD_FROM, Effort.HARD), (80, Effort.HARD)],
)  # fmt: skip
def test_a_bound_belongs_to_the_harder_band(hardness: float, effort: Effort) -> None:
    assert find_effort(hardness) is effort


def test_the_bounds_hold_on_real_texts() -> None:
    if not PAIRS.exists():
        pytest.skip(f"{PAIRS} is not there")
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]

    def share(side: str, effort: Effort) -> float:
        found = [measure(prose_of_text(pair[side], "en"), "en").effort for pair in pairs]
        return found.count(effort) / len(found)

    assert share("lay", Effort.EASY) == pytest.approx(0.22, abs=0.02)
    assert share("technical", Effort.EASY) == pytest.approx(0.03, abs=0.02)
    assert share("lay", Effort.HARD) == pytest.approx(0.28, abs=0.02)
    assert share("technical", Effort.HARD) == pytest.approx(0.78, abs=0.02)
