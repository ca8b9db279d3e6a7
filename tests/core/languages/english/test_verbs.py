"""The forms of English verbs."""

from importlib.resources import files
from pathlib import Path

import pytest

from readlevel.core.languages.english.verbs import conjugate, get_irregular_participles

FIXTURE = Path(__file__).parents[2] / "fixtures" / "verbs.txt"
CASES = [
    line.split(" | ")
    for line in FIXTURE.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
TABLE = files("readlevel.core").joinpath("data", "verbs.en.txt").read_text("utf-8").splitlines()
LISTED = [line.split() for line in TABLE if not line.startswith("#")]


@pytest.mark.parametrize(
    ("base", "third", "past", "participle", "ing"), CASES, ids=[case[0] for case in CASES]
)
def test_a_verb_has_its_forms(base: str, third: str, past: str, participle: str, ing: str) -> None:
    verb = conjugate(base)
    assert (verb.base, verb.third, verb.ing) == (base, third, ing)
    assert verb.past == tuple(past.split("/"))
    assert verb.participle == tuple(participle.split("/"))


def test_participles_are_those_of_the_table() -> None:
    assert {"given", "undergone", "stopped", "learnt"} <= get_irregular_participles()
    assert not {"gave", "stopping", "#"} & get_irregular_participles()


def test_the_table_has_each_verb_once_in_order_with_three_or_four_forms() -> None:
    bases = [forms[0] for forms in LISTED]
    assert bases == sorted(set(bases))
    assert {len(forms) for forms in LISTED} == {3, 4}
    assert len(bases) >= 150
