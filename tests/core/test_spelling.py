"""A term in British spelling is known in American, and the other way round."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.spelling import respell

FIXTURE = Path(__file__).parent / "fixtures" / "spelling.txt"


def pairs() -> Iterator[tuple[str, str]]:
    for line in FIXTURE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            british, american = line.split(" | ")
            yield british, american


@pytest.mark.parametrize(("british", "american"), list(pairs()))
def test_each_spelling_is_known_by_the_other(british: str, american: str) -> None:
    assert american in respell(british, "en")
    assert british in respell(american, "en-US")


@pytest.mark.parametrize(
    "word",
    [
        *("chemotherapy", "schema", "hemisphere", "themselves", "systemic", "epidemic", "academia"),
        *("thermometer", "laboratory", "orchestra", "angioedema", "pneumonia", "pedal", "MRI"),
        *("disease", "size", "cancer", "colorectal", "moderate", "HEMOPHILIA"),
    ],
)
def test_words_that_both_spell_alike_stay(word: str) -> None:
    assert respell(word, "en") == ()


def test_other_languages_have_one_spelling() -> None:
    assert respell("tumor", "de") == ()


@given(st.text())
def test_any_text_can_be_respelled(form: str) -> None:
    assert form not in respell(form, "en")
