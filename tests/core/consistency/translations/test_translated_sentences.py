"""Translations of single sentences: a faithful one asks nothing, one that changes a fact does.

`tests/core/fixtures/translated_sentences.toml` has them.
"""

import tomllib
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from readlevel.core.consistency.translations.compare_translations import compare_translations
from readlevel.core.consistency.translations.phrase_tables import TABLE_LANGUAGES, get_phrases
from readlevel.core.facts.units import UNITS

_PATH = Path(__file__).parents[2] / "fixtures" / "translated_sentences.toml"
_SAMPLES = Path(__file__).parents[4] / "src" / "readlevel" / "samples"


class Sentence(NamedTuple):
    """A sentence in English, and two translations of it."""

    language: str
    source: str
    translation: str
    changed: str


_SENTENCES = [Sentence(**one) for one in tomllib.loads(_PATH.read_text("utf-8"))["sentence"]]


def _list_asked(source: str, translation: str, language: str) -> list[tuple[str, str]]:
    found = compare_translations(source, "en", translation, language)
    return [(one.fact_type, one.fact) for one in found if one.asks]


@pytest.mark.parametrize("one", _SENTENCES)
def test_a_faithful_translation_asks_nothing(one: Sentence) -> None:
    assert _list_asked(one.source, one.translation, one.language) == []


@pytest.mark.parametrize("one", _SENTENCES)
def test_a_changed_fact_asks(one: Sentence) -> None:
    assert _list_asked(one.source, one.changed, one.language)


@pytest.mark.parametrize("one", _SENTENCES)
def test_a_faithful_source_in_another_language_asks_nothing(one: Sentence) -> None:
    found = compare_translations(one.translation, one.language, one.source, "en")
    assert [(each.fact_type, each.fact) for each in found if each.asks] == []


@pytest.mark.parametrize("language", ["ar", "es"])
def test_translations_of_the_samples_ask_nothing(language: str) -> None:
    pairs = [
        (folder / f"{audience}.en.md", folder / f"{audience}.{language}.md")
        for folder, audience in product(sorted(_SAMPLES.iterdir()), ("lay", "clinician"))
    ]
    both = [(source, other) for source, other in pairs if source.exists() and other.exists()]
    assert both
    for source, other in both:
        assert _list_asked(source.read_text("utf-8"), other.read_text("utf-8"), language) == []


@pytest.mark.parametrize("language", sorted(TABLE_LANGUAGES))
def test_units_of_a_table_are_known(language: str) -> None:
    amounts = {value.partition(" ")[2] for value in get_phrases("amounts", language).values}
    assert {*get_phrases("units", language).values, *amounts - {""}} <= UNITS.keys()


def test_an_amount_in_the_words_of_a_table_is_not_listed_as_left_out() -> None:
    assert not compare_translations("Take it for two weeks.", "en", "تناوله لمدة أسبوعين.", "ar")


def test_one_for_another_number_asks() -> None:
    source, translation = "Prenez deux comprimés le soir.", "Take one tablet in the evening."
    found = compare_translations(source, "fr", translation, "en")
    assert [one.fact for one in found if one.asks] == ["one tablet"]
