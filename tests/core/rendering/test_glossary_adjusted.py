"""The second number: what a text scores where the words it explains are set aside."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term
from readlevel.core.readability.readability import Aside, measure
from readlevel.core.readability.statistics import compute_statistics, exclude_explained_words
from readlevel.core.rendering.glossary_adjusted import list_explained_words
from readlevel.core.text.prose import Prose, prose_of_text

GLOSSARY = Glossary(
    [
        Term(
            "hypertension", "hypertension", "en", "High pressure.", other_forms=("high pressure",)
        ),
        Term("kidney", "kidney", "en", "A pump."),
        Term("kidney-stone", "kidney stone", "en", "A clot in the kidney."),
        Term("multiple-sclerosis", "multiple sclerosis", "en", "A disease.", acronym="MS"),
        Term("mitral-stenosis", "mitral stenosis", "en", "A narrow valve.", acronym="MS"),
        Term("hipertension", "hipertensión", "es", "Presión alta."),
    ]
)
ALL = {term.slug for term in GLOSSARY}


def explained(text: str, slugs: set[str] = ALL, language: str = "en") -> tuple[str, ...]:
    return list_explained_words(prose_of_text(text, language), GLOSSARY, slugs, language)


@pytest.mark.parametrize(
    ("text", "slugs", "words"),
    [
        ("Hypertension is high-pressure. Hypertension kills.", {"hypertension"},
         ("Hypertension", "high", "pressure", "Hypertension")),
        ("A kidney stone is not a kidney.", {"kidney"}, ("kidney",)),
        ("A kidney stone is not a kidney.", {"kidney-stone"}, ("kidney", "stone")),
        ("MS is unclear.", {"mitral-stenosis"}, ("MS",)),
        ("MS is unclear.", {"kidney"}, ()),
        ("Hypertension.", set(), ()),
        ("See https://example.org/kidney for more of it.", {"kidney"}, ()),
    ],
    ids=["every use", "the longest term", "all its words", "a shared form", "another's", "nothing",
         "an address"],
)  # fmt: skip
def test_words_of_explained_terms_are_listed(
    text: str, slugs: set[str], words: tuple[str, ...]
) -> None:
    assert explained(text, slugs) == words


def test_terms_are_those_of_the_language_of_the_text() -> None:
    assert explained("La hipertensión; hypertension.", language="es") == ("hipertensión",)


def test_words_set_aside_stay_words_and_are_hard_no_more() -> None:
    prose = prose_of_text("Hypertension is hemosiderin. The heart has 2 anticoagulants.", "en")
    before = compute_statistics(prose.sentences, "en")
    after = exclude_explained_words(before, ["Hypertension", "heart", "2"], "en")
    assert after == replace(
        before,
        polysyllables=before.polysyllables - 1,
        polysyllable_squares=after.polysyllable_squares,
        complex_words=before.complex_words - 1,
        long_words=before.long_words - 1,
        difficult_words=before.difficult_words - 1,
    )
    rare = exclude_explained_words(before, ["hemosiderin"], "en")
    assert rare.uncommon_words == before.uncommon_words - 1


def test_a_text_has_a_second_number_beside_the_first() -> None:
    text = "Hypertension hurts hemosiderin and the kidney of a person. " * 31
    prose = prose_of_text(text, "en")
    plain = measure(prose, "en")
    second = measure(prose, "en", explained(text))
    assert plain.aside is None
    assert replace(second, aside=None) == plain
    # 31 sentences with two long words each (SMOG 11.2), and with one (SMOG 8.8).
    assert (plain.headline.grade_low, plain.headline.grade_high) == (11, 11)
    assert second.aside == Aside(9, 9, plain.headline.uncommon_share, 62)


def test_a_text_without_a_score_has_no_second_number() -> None:
    assert measure(prose_of_text("Hypertension.", "en"), "en", ["Hypertension"]).aside is None
    text = "مرض القلب " * 40
    assert measure(prose_of_text(text, "ar"), "ar", ["القلب"]).aside is None


def test_a_language_without_grades_has_a_second_share_of_uncommon_words() -> None:
    prose = prose_of_text("La hemosiderina no es buena. " * 8, "es")
    readability = measure(prose, "es", ["hemosiderina"] * 8)
    assert readability.headline.uncommon_share == 0.2
    assert readability.aside == Aside(None, None, 0.0, 8)


WORDS = st.sampled_from(
    ["kidney stone", "high-pressure", "Hypertension", "hemosiderin", "is", "2.5", "a.", "MS", "—"]
)


@given(st.lists(WORDS, min_size=30, max_size=80).map(" ".join), st.sets(st.sampled_from([*ALL])))
def test_setting_words_aside_never_makes_a_text_harder(text: str, slugs: set[str]) -> None:
    words = explained(text, slugs)
    readability = measure(prose_of_text(text, "en"), "en", words)
    aside, headline = readability.aside, readability.headline
    assert len(words) <= readability.counts.words
    assert (aside is None) == (not words or readability.reason is not None)
    if aside is not None:
        assert aside.grade_low is not None
        assert headline.grade_low is not None
        assert aside.grade_low <= headline.grade_low
        assert 0 <= aside.uncommon_share <= headline.uncommon_share


def test_a_prose_without_sentences_explains_nothing() -> None:
    assert list_explained_words(Prose(()), GLOSSARY, ALL, "en") == ()
