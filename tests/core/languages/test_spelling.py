"""A term in British spelling is known in American, and the other way round."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.spelling import list_spelling_variants

FIXTURE = Path(__file__).parents[1] / "fixtures" / "spelling.txt"


def pairs() -> Iterator[tuple[str, str]]:
    for line in FIXTURE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            british, american = line.split(" | ")
            yield british, american


@pytest.mark.parametrize(("british", "american"), list(pairs()))
def test_each_spelling_is_known_by_the_other(british: str, american: str) -> None:
    assert american in list_spelling_variants(british, "en")
    assert british in list_spelling_variants(american, "en-US")


@pytest.mark.parametrize(
    "word",
    [
        *("chemotherapy", "schema", "hemisphere", "themselves", "systemic", "epidemic", "academia"),
        *("thermometer", "laboratory", "orchestra", "angioedema", "pneumonia", "pedal", "MRI"),
        *("disease", "size", "cancer", "moderate", "HEMOPHILIA"),
    ],
)
def test_words_that_both_spell_alike_stay(word: str) -> None:
    assert list_spelling_variants(word, "en") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("beta-blocker", "β-blocker"),
        ("TNF-alpha", "TNF-α"),
        ("interferon alpha-2b", "interferon α-2b"),
        ("5-alpha-reductase", "5-α-reductase"),
    ],
)
def test_greek_letters_may_be_written_or_spelled_out(one: str, other: str) -> None:
    for language in ("en", "it"):
        assert other in list_spelling_variants(one, language)
        assert one in list_spelling_variants(other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pre-eclampsia", "preeclampsia"),
        ("prediabetes", "pre-diabetes"),
        ("nonsteroidal drug", "non-steroidal drug"),
        ("anti-inflammatory", "antiinflammatory"),
        ("follow-up", "followup"),
        ("flare-ups", "flareups"),
        ("comorbidity", "co-morbidity"),
        ("x-ray", "xray"),
    ],
)
def test_a_prefix_may_have_a_hyphen(one: str, other: str) -> None:
    assert other in list_spelling_variants(one, "en")


def test_a_first_letter_may_have_no_stop() -> None:
    assert {"H pylori", "H.pylori"} <= set(list_spelling_variants("H. pylori", "es"))


def test_a_name_of_a_letter_within_a_word_is_none() -> None:
    assert list_spelling_variants("betamethasone", "en") == ()


def test_other_languages_have_one_spelling() -> None:
    assert list_spelling_variants("tumor", "de") == ()


@given(st.text())
def test_any_text_can_be_respelled(form: str) -> None:
    assert form not in list_spelling_variants(form, "en")
