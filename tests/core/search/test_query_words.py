import pytest

from readlevel.core.search.query_words import is_unsearched, is_weak


@pytest.mark.parametrize(
    ("word", "language"),
    [("what", "en"), ("que", "es"), ("متى", "ar"), ("le", "fr"), ("und", "de")],
)
def test_words_that_say_nothing_are_not_searched_for(word: str, language: str) -> None:
    assert is_unsearched(word, language)


@pytest.mark.parametrize(
    ("word", "language"), [("treatment", "en"), ("tratamiento", "es"), ("علاج", "ar")]
)
def test_words_of_all_questions_count_less(word: str, language: str) -> None:
    assert is_weak(word, language)
    assert not is_unsearched(word, language)


@pytest.mark.parametrize("word", ["fever", "gout", "stroke", "iron", "back", "heart"])
def test_words_that_name_something_are_searched_for(word: str) -> None:
    assert not is_unsearched(word, "en")
    assert not is_weak(word, "en")
