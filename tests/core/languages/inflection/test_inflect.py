from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.inflection.inflect import inflect

FIXTURE = Path(__file__).parents[2] / "fixtures" / "inflection.txt"


def cases() -> Iterator[tuple[str, str, str]]:
    for line in FIXTURE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, form, shapes = line.split(" | ")
            for shape in shapes.split(", "):
                yield language, form, shape


@pytest.mark.parametrize(("language", "form", "shape"), list(cases()))
def test_a_form_is_known_in_its_other_shapes(language: str, form: str, shape: str) -> None:
    assert shape in inflect(form, language)


@pytest.mark.parametrize("form", ["lens", "AIDS", "sepsis", "pus", "abscess", "piles"])
def test_a_singular_that_ends_in_s_loses_nothing(form: str) -> None:
    assert form[:-1] not in inflect(form, "en")


def test_a_language_without_rules_has_no_other_shapes() -> None:
    assert inflect("сердце", "ru") == ()


def test_a_region_has_the_rules_of_its_language() -> None:
    assert inflect("riñón", "es-MX") == inflect("riñón", "es")


@given(st.text(), st.sampled_from(["de", "en", "es", "fr", "it", "nl", "pt"]))
def test_any_text_can_be_inflected_and_is_not_among_its_shapes(form: str, language: str) -> None:
    assert form not in inflect(form, language)
