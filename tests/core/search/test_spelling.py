import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.search.spelling import (
    WordList,
    choose,
    distance,
    list_keys,
    may_be_misspelled,
    most_distance,
)

MISSPELLED = [
    ("hi", "high"),
    ("presure", "pressure"),
    ("microhemorhage", "microhemorrhage"),
    ("diabeetus", "diabetes"),
    ("asma", "asthma"),
    ("gowt", "gout"),
    ("neumonia", "pneumonia"),
    ("warferin", "warfarin"),
    ("ibuprophen", "ibuprofen"),
    ("omperazole", "omeprazole"),
    ("colchisine", "colchicine"),
    ("osteoperosis", "osteoporosis"),
    ("artial", "atrial"),
    ("amoxicilin", "amoxicillin"),
    ("levothyroxin", "levothyroxine"),
    ("acetominophen", "acetaminophen"),
]


@pytest.mark.parametrize(("written", "meant"), MISSPELLED)
def test_a_misspelled_word_shares_a_key_with_the_one_that_was_meant(
    written: str, meant: str
) -> None:
    assert list_keys(written, "en") & list_keys(meant, "en")
    assert distance(written, meant, "en") <= most_distance(written)
    assert choose(written, [(meant, 1), ("potassium", 90)], "en") == meant


@pytest.mark.parametrize(
    ("written", "meant", "language"),
    [
        ("hipertencion", "hipertension", "es"),
        ("baca", "vaca", "es"),
        ("قلق", "قلك", "ar"),
        ("حراره", "حرارة", "ar"),
        ("الضهر", "الظهر", "ar"),
    ],
)
def test_words_that_sound_the_same_are_near(written: str, meant: str, language: str) -> None:
    assert list_keys(written, language) & list_keys(meant, language)
    assert distance(written, meant, language) <= 0.4


@pytest.mark.parametrize("written", ["150", "b12", "i10", "covid19", "a", "x" * 31, ""])
def test_numbers_codes_and_letters_are_not_misspelled(written: str) -> None:
    assert not may_be_misspelled(written)
    assert list_keys(written, "en") == frozenset()


def test_another_word_that_is_nearer_was_meant() -> None:
    others = WordList(["prednisone"])
    assert choose("prednisolon", [("prednisolone", 9)], "en", others) == "prednisolone"
    assert choose("prednison", [("prednisolone", 9)], "en", others) is None


def test_words_that_are_far_away_were_not_meant() -> None:
    assert choose("lupus", [("plus", 90), ("pus", 5)], "en") is None
    assert choose("cat", [("car", 90), ("cut", 5)], "en") is None


def test_neighbours_on_the_keyboard_are_nearer_than_other_letters() -> None:
    assert distance("fevwr", "fever", "en") < distance("fevpr", "fever", "en")


def test_the_more_frequent_of_two_equally_near_words_is_suggested() -> None:
    assert choose("rach", [("rash", 3), ("reach", 90)], "en") == "reach"


def test_the_nearest_of_a_list_are_found() -> None:
    listed = WordList(["tylenol", "calpol", "advil"])
    assert listed.find_near("tylonol", limit=2) == ["tylenol"]
    assert listed.find_near("tylonol", limit=0) == []


_words = st.text("abcdeghinoprstz", min_size=1, max_size=14)


@given(_words, _words)
def test_no_distance_is_negative_and_none_from_itself_is_large(one: str, other: str) -> None:
    assert distance(one, other, "en") > 0
    assert distance(one, one, "en") <= 0.1


@given(_words.filter(lambda word: len(word) > 4), st.data())
def test_a_word_with_a_letter_left_out_is_found_by_its_keys(word: str, data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(word) - 1))
    assert list_keys(word[:gone] + word[gone + 1 :], "en") & list_keys(word, "en")
