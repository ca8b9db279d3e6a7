import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.hints.explained_words import ExplainedProse
from readlevel.core.hints.unexplained_phrases import count_unexplained_phrases
from readlevel.core.hints.unexplained_words import UnexplainedWordCounter
from readlevel.core.model.term import Term
from readlevel.core.text.prose import prose_of_text


def find(text: str, *terms: str, language: str = "en") -> dict[str, int]:
    glossary = Glossary(Term(name, name, language, "x") for name in terms)
    read = ExplainedProse(prose_of_text(text, language), glossary, language)
    return dict(count_unexplained_phrases(read))


def rank(text: str, language: str = "en") -> list[str]:
    counter = UnexplainedWordCounter()
    counter.add(0, language, find(text, language=language))
    return [one.word for one in counter.rank()]


def test_phrases_are_nouns_with_what_stands_before_them() -> None:
    text = "Chronic kidney disease is common. He was told of the chronic kidney disease."
    assert find(text) == {"chronic kidney disease": 2, "kidney disease": 2, "chronic kidney": 2}


@pytest.mark.parametrize(
    "text",
    [
        "It hurts the kidney, disease or not.",
        "The kidney of disease.",
        "Kidney (disease).",
        "A kidney 12 disease.",
        "They met Kim Schmalzried Grzybek there.",
        "The heart and blood.",
        "good day, old house",
    ],
)
def test_words_that_do_not_belong_together_are_no_phrase(text: str) -> None:
    assert find(text) == {}


def test_phrases_with_a_term_are_explained() -> None:
    assert find("Atrial fibrillation ablation works.", "atrial fibrillation") == {}


def test_a_hyphen_is_kept() -> None:
    assert find("A meta-analysis was done.") == {"meta-analysis": 1}


def test_in_romance_languages_a_preposition_may_stand_within() -> None:
    found = find("Le dieron un inhibidor de neprilisina.", language="es")
    assert found == {"inhibidor de neprilisina": 1}


def test_a_language_without_function_words_has_no_phrases() -> None:
    assert find("повышенное давление, повышенное давление", language="ru") == {}


def test_a_phrase_is_offered_if_it_is_used_twice_and_not_only_within_a_longer_one() -> None:
    text = (
        "Chronic kidney disease is common. We treat chronic kidney disease. "
        "An atrial septal defect is rare."
    )
    assert rank(text) == ["chronic kidney disease"]
    assert rank("A blood thinner helps. Blood thinners help.") == ["blood thinner"]


def test_phrases_of_two_languages_are_told_apart() -> None:
    counter = UnexplainedWordCounter()
    for language in ("en", "es"):
        counter.add(0, language, {"virus zika": 2})
    assert [(one.word, one.language) for one in counter.rank()] == [
        ("virus zika", "en"),
        ("virus zika", "es"),
    ]
