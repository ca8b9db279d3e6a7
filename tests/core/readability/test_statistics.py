"""The counts of texts and of single sentences."""

from dataclasses import replace

import pytest

from readlevel.core.readability.scores import compute_score, score_names
from readlevel.core.readability.statistics import (
    SentenceCounts,
    TextStatistics,
    _cached_word_features,
    collect_features,
    compute_statistics,
    exclude_explained_words,
    get_word_features,
    is_full_sentence,
)
from readlevel.core.text.prose import prose_of_text

SENTENCES = {
    "en": "The 3 hypertensive patients may not have recovered their renal function by Monday.",
    "es": "Los pacientes hipertensos no recuperaron la función renal en 3 días.",
    "de": "Die Nierenfunktion hat sich binnen 3 Tagen bei keinem Patienten verbessert.",
    "it": "La pressione arteriosa si misura 3 volte alla settimana.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_scores_as_a_text_of_this_sentence_alone(language: str) -> None:
    sentences = prose_of_text(SENTENCES[language], language).sentences
    words = sentences[0].words
    features = {word: get_word_features(word, language) for word in words}
    long = sum(features[word].syllables >= 3 for word in words)
    alone = compute_statistics(sentences, language)
    for name in score_names(language):
        counted = compute_score(name, SentenceCounts(words, features, long), language)
        assert counted == compute_score(name, alone, language), name


MIXED = (
    "The doctor said: take 20 aspirin today. Atherosclerosis narrows arteries in 12 patients."
    " A banana helps."
)
"""Syllables by word: 1 2 1 1 1 3 2, 6 2 3 1 1 2 and 1 3 1.

Letters by word: 3 6 4 4 2 7 5, 15 7 8 2 2 8 and 1 6 5.
"""


def test_every_word_of_a_text_is_counted() -> None:
    counted = compute_statistics(prose_of_text(MIXED, "en").sentences, "en")
    assert counted == TextStatistics(
        sentences=3,
        words=7 + 6 + 3,
        syllables=11 + 15 + 5,
        monosyllables=4 + 2 + 2,
        polysyllables=1 + 2 + 1,
        complex_words=1 + 2 + 0,  # "banana" is on the list of Dale and Chall.
        letters=31 + 42 + 12,
        long_words=1 + 4 + 0,
        difficult_words=1 + 3 + 0,  # "Patients" has two syllables and is not on the list.
        uncommon_words=1,  # Atherosclerosis
        lettered_words=6 + 5 + 3,
        longest_sentence=7,
        full_sentences=3,
        full_sentence_words=16,
        polysyllable_squares=1 + 4 + 1,
        length_squares=49 + 36 + 9,
    )


def test_a_sentence_of_its_own_has_the_same_counts() -> None:
    sentences = prose_of_text(MIXED, "en").sentences
    features = collect_features(sentences, "en")
    for sentence in sentences:
        long = sum(features[word].syllables >= 3 for word in sentence.words)
        alone = SentenceCounts(sentence.words, features, long)
        counted = compute_statistics([sentence], "en")
        for name in ("sentences", "words", "syllables", "monosyllables", "polysyllables"):
            assert getattr(alone, name) == getattr(counted, name), name
        for name in ("complex_words", "letters", "long_words", "difficult_words"):
            assert getattr(alone, name) == getattr(counted, name), name


def test_explained_words_are_no_longer_hard() -> None:
    counted = compute_statistics(prose_of_text(MIXED, "en").sentences, "en")
    eased = exclude_explained_words(counted, ["Atherosclerosis", "arteries", "doctor"], "en")
    assert eased == replace(
        counted,
        polysyllables=2,
        complex_words=1,
        long_words=3,
        difficult_words=2,
        uncommon_words=0,
        # Each polysyllable stays with a chance of 2/4: 6/4 from the squares, 4/4 from the spread.
        polysyllable_squares=round(0.25 * 6 + 0.25 * 4),
    )
    short = compute_statistics(prose_of_text("Rest now.", "en").sentences, "en")
    assert exclude_explained_words(short, [], "en") == short


@pytest.mark.parametrize(
    ("text", "is_full"),
    [
        ("Rest now.", True),
        ("“Rest now.”", True),
        ("Rest now", False),
        ("Yes.", False),
        ("Chest pain and fever", True),
        ("Chest pain 38 39", False),
        ("Chest pain, fever", False),
    ],
)
def test_a_full_sentence_has_four_words_or_two_and_a_full_stop(text: str, is_full: bool) -> None:
    (sentence,) = prose_of_text(text, "en").sentences
    assert is_full_sentence(sentence) is is_full


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("CALL YOUR DOCTOR NOW.", 0),
        ("CALL YOUR DOCTOR.", 3),
        ("CT, MRI, ECG, EEG.", 4),
        ("CALL FOR CT, MRI", 0),
        ("Call for CT or MRI now.", 2),
    ],
)
def test_capitals_are_acronyms_but_in_a_sentence_in_capitals(text: str, acronyms: int) -> None:
    features = collect_features(prose_of_text(text, "en").sentences, "en")
    assert sum(one.acronym for one in features.values()) == acronyms


def test_a_word_of_any_length_is_counted_but_not_kept() -> None:
    before = _cached_word_features.cache_info().currsize
    kept, passed_over = "x" * 40, "y" * 41
    for word in (kept, passed_over):
        features = collect_features(prose_of_text(f"Take {word} now.", "en").sentences, "en")
        assert features[word].letters == len(word)
    assert get_word_features(passed_over, "en").letters == 41
    assert _cached_word_features.cache_info().currsize <= before + 3
