"""Matching of facts: which agree, which conflict, and which one text has alone."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.consistency.match_facts import Candidate, match_facts
from readlevel.core.consistency.quantity_differences import QUANTITY_RULES
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.read_quantities import find_quantities
from tests.core.consistency.alignments import align

CASES = tomllib.loads(Path("tests/core/fixtures/fact_matching.toml").read_text("utf-8"))["case"]
OUTCOMES = ("agreeing", "conflicts", "only_clinician", "only_lay")


def read_facts(facts: Sequence[str]) -> dict[int, tuple[str, Candidate[Quantity]]]:
    """Return the facts of a text and how the fixture writes them, by their identity."""
    found = {}
    for each in facts:
        sentence, _, text = each.partition(": ")
        quantity = find_quantities(text, "en")[0]
        value = quantity.numbers, quantity.dimension
        candidate = Candidate(int(sentence) - 1, quantity, quantity.token(), value)
        found[id(candidate)] = (
            f"{sentence}: {text[quantity.start : quantity.end]}",
            candidate,
        )
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_facts_are_matched(case: dict[str, Any]) -> None:
    clinician, lay = read_facts(case["clinician"]), read_facts(case["lay"])
    facts = [fact for _, fact in clinician.values()]
    result = match_facts(
        facts,
        [fact for _, fact in lay.values()],
        lambda _: facts,
        align(case["similarities"]),
        QUANTITY_RULES,
    )
    names = {key: name for key, (name, _) in (clinician | lay).items()}

    def pairs(found: list[tuple[Candidate[Quantity], Candidate[Quantity]]]) -> list[str]:
        return [f"{names[id(left)]} / {names[id(right)]}" for left, right in found]

    assert {
        "agreeing": pairs(result.agreeing),
        "conflicts": pairs(result.conflicts),
        "only_clinician": [names[id(fact)] for fact in result.only_clinician],
        "only_lay": [names[id(fact)] for fact in result.only_lay],
    } == {outcome: case.get(outcome, []) for outcome in OUTCOMES}
