"""How two claims of one kind stand to each other: they agree, contradict or have nothing to do."""

import tomllib
from pathlib import Path

import pytest

from readlevel.core.claims.claim import Claim
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.contradictions.claim_relations import are_compatible, relate_claims
from readlevel.core.contradictions.counterparts import Relation

CASES: dict[str, list[list[str]]] = tomllib.loads(
    Path("tests/core/fixtures/claim_relations.toml").read_text("utf-8")
)


def read_pair(kinds: str, clinician: str, lay: str) -> tuple[Claim, Claim]:
    """Return the first claim of a kind of each of two sentences."""
    first, _, second = kinds.partition(" / ")
    return read_claim(first, clinician), read_claim(second or first, lay)


def read_claim(kind: str, text: str) -> Claim:
    """Return the first claim of a sentence of a kind like `timing:food`."""
    name, _, axis = kind.partition(":")
    found = [
        one
        for one in read_claims(text, "en")
        if one.kind == name and (one.axis == axis or (not axis and name == "direction"))
    ]
    return found[0]


@pytest.mark.parametrize(("kinds", "clinician", "lay"), CASES["agree"])
def test_other_words_for_the_same_agree(kinds: str, clinician: str, lay: str) -> None:
    left, right = read_pair(kinds, clinician, lay)
    assert relate_claims(left, right) is Relation.AGREE
    assert relate_claims(right, left) is Relation.AGREE


@pytest.mark.parametrize(("kinds", "clinician", "lay"), CASES["contradict"])
def test_what_cannot_both_be_true_contradicts(kinds: str, clinician: str, lay: str) -> None:
    left, right = read_pair(kinds, clinician, lay)
    assert relate_claims(left, right) is Relation.CONTRADICT
    assert relate_claims(right, left) is Relation.CONTRADICT


@pytest.mark.parametrize(("kinds", "clinician", "lay"), CASES["none"])
def test_what_is_about_something_else_neither_agrees_nor_contradicts(
    kinds: str, clinician: str, lay: str
) -> None:
    left, right = read_pair(kinds, clinician, lay)
    assert relate_claims(left, right) is Relation.NONE
    assert relate_claims(right, left) is Relation.NONE


@pytest.mark.parametrize(
    ("kinds", "clinician", "lay", "compatible"),
    [(*pair, True) for pair in CASES["compatible"]]
    + [(*pair, False) for pair in CASES["exclusive"]],
)
def test_claims_are_compatible_if_both_may_be_true(
    kinds: str, clinician: str, lay: str, compatible: bool
) -> None:
    left, right = read_pair(kinds, clinician, lay)
    assert are_compatible(left, right) is compatible
    assert are_compatible(right, left) is compatible
