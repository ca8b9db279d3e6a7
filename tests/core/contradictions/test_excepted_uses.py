"""Uses that one text recommends and the other excepts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.contradictions.excepted_uses import find_excepted_uses
from readlevel.core.facts.extract import extract_facts
from readlevel.core.facts.statements import read_statements

PAIRS: list[dict[str, Any]] = tomllib.loads(
    Path("tests/core/fixtures/excepted_uses.toml").read_text("utf-8")
)["pair"]


def list_asked(clinician: str, lay: str) -> list[tuple[str, str]]:
    return [(one.fact_type, one.fact) for one in compare_texts(clinician, lay, "en") if one.asks]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["lay"]))
def test_an_exception_in_other_words_asks_nothing(pair: dict[str, Any]) -> None:
    assert list_asked(pair["clinician"], pair["lay"]) == []


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (pair["clinician"], pair["lay"].replace(was, became))
        for pair in PAIRS
        for was, became in pair["changes"]
    ],
)
def test_a_use_that_the_clinician_text_excepts_is_asked_about(clinician: str, lay: str) -> None:
    assert list_asked(clinician, lay) != []


def test_a_use_that_only_the_plain_text_excepts_is_asked_about() -> None:
    clinician = "Lactose intolerant patients should take the tablets with milk."
    lay = "Take the tablets with milk, except if you are lactose intolerant."
    assert list_asked(clinician, lay) == [("condition", "except if you are lactose intolerant")]


def test_of_endless_exceptions_few_are_read() -> None:
    groups = ["gout", "asthma", "diabetes", "epilepsy", "migraine", "anemia", "shingles", "measles"]
    clinician = "Take iron, " + ", ".join(f"except in {one}" for one in groups) + "."
    lay = "\n\n".join(f"You can take iron even in {one}." for one in groups)
    own, other = (extract_facts(read_statements(one, "en"), "en", None) for one in (clinician, lay))
    alignment = SentenceAlignment(
        [one.topic_weights for one in other], [one.topic_weights for one in own]
    )
    found = find_excepted_uses(TextClaims(own, "en"), TextClaims(other, "en"), alignment)
    assert 0 < len(list(found)) <= 4


def test_an_exception_that_another_sentence_keeps_asks_nothing() -> None:
    clinician = "Metformin is continued before surgery except in patients with renal impairment."
    lay = "Keep taking metformin before surgery. Do not take metformin if you have weak kidneys."
    assert list_asked(clinician, lay) == []
