"""Words that a search takes for forms of the same word."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readlevel.core.languages.arabic.stemming import NO_ARTICLE
from readlevel.core.languages.search_folding import fold
from readlevel.core.languages.stems import stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["walk", "walks", "walked", "walking"]),
        ("en-GB", ["headache", "headaches"]),
        ("es", ["medicacion", "medicaciones"]),
        ("es", ["tension", "tensiones"]),
        ("es", ["nino", "ninos", "nina", "ninas"]),
        ("de", ["krankheit", "krankheiten"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: list[str]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


ARABIC = Path(__file__).parents[1] / "fixtures" / "arabic_stems.txt"


@pytest.mark.parametrize("forms", ARABIC.read_text("utf-8").splitlines()[1:])
def test_forms_of_an_arabic_word_share_a_stem(forms: str) -> None:
    stems = {stem(fold(form), "ar") for form in forms.split()}
    assert len(stems) == 1
    assert len(stems.pop()) > 1


@given(
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةئء", min_size=3, max_size=9),
    st.sampled_from(["ال", "وال", "بال", "لل", "ولل"]),
)
def test_an_arabic_article_does_not_change_the_stem(word: str, article: str) -> None:
    assume(NO_ARTICLE.isdisjoint({word, article + word}))
    assert stem(article + word, "ar") == stem(word, "ar")


def test_arabic_words_that_begin_like_an_article_keep_their_beginning() -> None:
    assert stem("بالغين", "ar") == stem("البالغ", "ar") != stem("غين", "ar")
    assert stem("الكل", "ar") != stem("الكلية", "ar")


def test_without_rules_a_word_is_its_own_stem() -> None:
    assert stem("walking", "zh-Hant") == stem("walking", "xx") == "walking"
    assert stem("b12", "en") == "b12"


@given(st.text(), st.sampled_from(["en", "es", "ar", "xx"]))
def test_any_text_has_a_stem(word: str, language: str) -> None:
    assert isinstance(stem(word, language), str)


def test_threads_stem_at_the_same_time() -> None:
    """The stemmers of the library are not safe for threads: each thread has its own."""
    endings = ("aciones", "ando", "arse", "amientos")
    words = [f"{start}{end}" for start in ("medic", "presi", "cardi") for end in endings] * 30
    expected = [stem.__wrapped__(word, "es") for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(
                pool.map(lambda _: [stem.__wrapped__(word, "es") for word in words], range(8))
            )
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected] * 8
