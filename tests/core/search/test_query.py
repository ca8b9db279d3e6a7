from readlevel.core.search.query import Completion, Synonym, find_searched, list_stems, make_query
from readlevel.core.search.words import split_query, stem_phrase


def test_names_that_no_text_has_are_left_out() -> None:
    words = split_query("heart attack")
    named = [
        Synonym(frozenset({0, 1}), stem_phrase("myocardial infarction", "en"), 0.9),
        Synonym(frozenset({0, 1}), stem_phrase("coronary", "en"), 0.9),
    ]
    counts = {"heart": 3, "attack": 2, "coronari": 1}
    made = make_query(words, (0, 1), named, {}, counts, 10, "en")
    phrases = {phrase.stems for word in made.words for phrase in word.phrases}
    assert ("coronari",) in phrases
    assert ("myocardi", "infarct") not in phrases


def test_a_name_is_rarer_than_each_of_its_words() -> None:
    named = [Synonym(frozenset({0}), stem_phrase("spots on the face", "en"), 0.9)]
    counts = {"spot": 6, "on": 9, "the": 9, "face": 8}
    made = make_query(["acne"], (0,), named, {}, counts, 10, "en")
    assert 0 < made.words[0].texts < 6
    counts = dict.fromkeys(counts, 1)
    assert make_query(["acne"], (0,), named, {}, counts, 10, "en").words[0].texts == 1


def test_a_name_whose_words_one_text_has_somewhere_makes_a_word_no_less_telling() -> None:
    named = [Synonym(frozenset({0}), stem_phrase("tight chest", "en"), 0.9)]
    scattered = {"tight": 1, "chest": 1}
    known = make_query(["asthma"], (0,), named, {}, {**scattered, "asthma": 1}, 10, "en")
    unknown = make_query(["asthma"], (0,), named, {}, scattered, 10, "en")
    assert unknown.words[0].weight > known.words[0].weight


def test_all_spellings_are_looked_up() -> None:
    assert {"anaemia", "anemia"} <= list_stems(["anaemia"], (0,), "en")


def test_the_word_that_is_being_typed_stands_for_those_that_it_begins() -> None:
    completions = {1: [Completion("pressur", 7, 0.6)]}
    made = make_query(["blood", "pres"], (0, 1), [], completions, {"blood": 7}, 10, "en")
    assert made.words[1].texts == 7
    assert [phrase.stems for phrase in made.words[1].phrases] == [("pressur",)]


def test_weak_words_count_less() -> None:
    made = make_query(["gout", "treatment"], (0, 1), [], {}, {}, 10, "en", {1})
    assert made.words[0].weight > made.words[1].weight
    assert made.words[1].weak


def test_letters_alone_are_not_searched_for() -> None:
    assert find_searched(split_query("vitamin b 5 心"), "en") == (0, 3)
    assert find_searched(split_query("vitamin b"), "en") == (0, 1)


def test_a_short_word_alone_may_be_the_beginning_of_another() -> None:
    assert find_searched(["but"], "en") == (0,)
    assert find_searched(["but", "how"], "en") == ()


def test_words_of_all_questions_alone_do_not_say_enough() -> None:
    words, places = ["pill", "day"], (0, 1)
    counts = {"pill": 8, "day": 6}
    assert not make_query(words, places, [], {}, counts, 10, "en", places).says_enough
    assert make_query(words, places, [], {}, counts, 10, "en", {1}).says_enough
    named = {frozenset(places): False}
    assert make_query(words, places, [], {}, counts, 10, "en", places, named=named).says_enough
    assert make_query(words, places, [], {}, counts, 10, "en", places, is_typed=True).says_enough
