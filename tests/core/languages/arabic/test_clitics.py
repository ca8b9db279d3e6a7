import pytest

from readlevel.core.languages.arabic.clitics import list_unjoined
from readlevel.core.search.words import split_words


@pytest.mark.parametrize(
    ("joined", "word"),
    [
        ("لطفلي", "طفل"),
        ("لثتي", "لثة"),
        ("بلثتي", "لثة"),
        ("ببخاخ", "بخاخ"),
        ("دمي", "دم"),
        ("عيوني", "عيون"),
        ("رئتيه", "رئة"),
        ("كليتاي", "كلية"),
        ("دوائي", "دواء"),
        ("ولضغطها", "ضغط"),
    ],
)
def test_words_are_found_without_what_is_joined_to_them(joined: str, word: str) -> None:
    assert split_words(word)[0] in list_unjoined(split_words(joined)[0])


@pytest.mark.parametrize("word", ["", "ب", "لي", "حب", "metformin"])
def test_short_words_and_those_of_other_alphabets_stay_whole(word: str) -> None:
    assert list_unjoined(word) == []


def test_the_least_is_taken_off_first() -> None:
    found = list_unjoined("بكتفي")
    assert found == sorted(found, key=len, reverse=True)
