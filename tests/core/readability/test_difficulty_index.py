"""The one number that orders texts."""

import pytest

from readlevel.core.readability.difficulty_index import compute_difficulty_index
from readlevel.core.readability.statistics import compute_statistics
from readlevel.core.text.prose import prose_of_text


def hardness(text: str, language: str = "en") -> float | None:
    return compute_difficulty_index(
        compute_statistics(prose_of_text(text, language).sentences, language), language
    )


def test_common_short_words_have_the_hardness_of_their_smog() -> None:
    assert hardness("She went home to rest. He made some tea for her.") == pytest.approx(3.1291)


def test_an_uncommon_word_in_ten_adds_five_points() -> None:
    assert hardness("We saw a small cyst in her left leg then.") == pytest.approx(3.1291 + 2.5)
    assert hardness("We saw a small embolus in her left leg.") == pytest.approx(
        8.8418 + 50 / 9, abs=1e-3
    )


def test_rare_words_make_a_sentence_harder_than_long_common_ones() -> None:
    rare = hardness("Sepsis may cause oliguria and ileus in the frail.")
    common = hardness("Yesterday another hospital had several visitors.")
    assert rare is not None
    assert common is not None
    assert rare > common


def test_numerals_are_no_rare_words() -> None:
    assert hardness("Give 12 or 1,204 of 3.5 now.") == pytest.approx(3.1291)


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("12. 13.", "en"), ("Hola a.", "es")])
def test_without_words_or_in_another_language_it_is_unknown(text: str, language: str) -> None:
    assert hardness(text, language) is None
