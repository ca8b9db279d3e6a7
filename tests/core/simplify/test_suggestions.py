"""What is offered for sentences of clinical texts, against the judgement of an editor.

`suggestions.<language>.txt` tells how to read it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from readlevel.core.simplify.proposal import ProposalKind
from readlevel.core.simplify.queue import list_proposals
from tests.thoroughness import choose

FEWEST = {"en": 1200, "es": 250}
PRECISION = 0.97


class Judged(NamedTuple):
    """One suggestion, and what was thought of it."""

    verdict: str
    offered: str
    reason: str


@cache
def read_judged(language: str) -> Mapping[str, Sequence[Judged]]:
    listed = Path(__file__).with_name(f"suggestions.{language}.txt").read_text("utf-8")
    judged: dict[str, list[Judged]] = {}
    sentence = ""
    for line in listed.splitlines():
        if line.startswith("  "):
            verdict, offered, *reason = line.strip().split(" | ")
            judged[sentence].append(Judged(verdict, offered, " ".join(reason)))
        elif line and not line.startswith("#"):
            sentence = line
            judged[sentence] = []
    return judged


def choose_judged(language: str) -> Mapping[str, Sequence[Judged]]:
    """Return the judged sentences that this run tries."""
    return dict(choose(list(read_judged(language).items()), one_in=3))


@cache
def list_offered(language: str) -> Mapping[str, frozenset[str]]:
    return {sentence: offer(sentence, language) for sentence in choose_judged(language)}


def offer(sentence: str, language: str) -> frozenset[str]:
    """Return the first option of each proposal that has no blanks to fill."""
    return frozenset(
        f"{f'{one.kind}:' if one.text == sentence else f'{one.text} ->'} {option}"
        for one in list_proposals(sentence, language)
        if one.options and one.kind is not ProposalKind.STATISTIC
        for option in [one.options[0].replace("\n", "/")]
    )


@pytest.mark.parametrize("language", FEWEST)
def test_many_suggestions_were_judged_right(language: str) -> None:
    right = {
        (sentence, one.offered)
        for sentence, each in read_judged(language).items()
        for one in each
        if one.verdict == "right"
    }
    assert len(right) >= FEWEST[language]


@pytest.mark.parametrize("language", FEWEST)
def test_suggestions_that_are_right_are_offered(language: str) -> None:
    offered, judged = list_offered(language), choose_judged(language)
    right = {
        sentence: {one.offered for one in each if one.verdict == "right"}
        for sentence, each in judged.items()
    }
    assert {sentence: each for sentence, each in right.items() if each - offered[sentence]} == {}


@pytest.mark.parametrize("language", FEWEST)
def test_almost_all_that_is_offered_was_judged_right(language: str) -> None:
    offered, judged = list_offered(language), choose_judged(language)
    right = {
        (sentence, one.offered)
        for sentence, each in judged.items()
        for one in each
        if one.verdict == "right"
    }
    all_offered = {(sentence, one) for sentence, each in offered.items() for one in each}
    assert len(right & all_offered) / len(all_offered) >= PRECISION, all_offered - right


@pytest.mark.parametrize("language", FEWEST)
def test_nothing_is_offered_that_changes_a_medical_fact(language: str) -> None:
    offered, judged = list_offered(language), choose_judged(language)
    assert [
        (sentence, one)
        for sentence, each in judged.items()
        for one in each
        if one.verdict == "fact" and one.offered in offered[sentence]
    ] == []


@pytest.mark.parametrize("language", FEWEST)
def test_what_is_wrong_has_a_reason(language: str) -> None:
    judged = [one for each in read_judged(language).values() for one in each]
    assert {one.verdict for one in judged} == {"right", "grammar", "fact"}
    assert [one for one in judged if one.verdict != "right" and not one.reason] == []
