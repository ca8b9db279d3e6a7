"""The counts of texts and of single sentences."""

import pytest

from readlevel.core.readability.scores import compute_score, score_names
from readlevel.core.readability.statistics import (
    SentenceCounts,
    compute_statistics,
    get_word_features,
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
    long = {word for word in words if features[word].syllables >= 3}
    alone = compute_statistics(sentences, language)
    for name in score_names(language):
        counted = compute_score(name, SentenceCounts(words, features, long), language)
        assert counted == compute_score(name, alone, language), name
