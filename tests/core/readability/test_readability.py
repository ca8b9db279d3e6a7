"""What a prose scores, and what is said where it cannot be scored."""

import json
import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.readability import statistics
from readlevel.core.readability.effort import Effort
from readlevel.core.readability.readability import (
    Confidence,
    Readability,
    measure,
    readability_to_json,
)
from readlevel.core.text.document import parse
from readlevel.core.text.prose import MAX_SCORED_CHARACTERS, prose, prose_of_text

PAIRS = Path(__file__).parents[4] / "shared" / "data" / "cochrane-pairs.jsonl"
FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = tomllib.loads((FIXTURES / "readability.toml").read_text("utf-8"))["text"]
ENGLISH = (
    "smog",
    "flesch_kincaid",
    "flesch_reading_ease",
    "gunning_fog",
    "coleman_liau",
    "automated_readability",
    "dale_chall",
)
LAY = "Your heart is a pump. It sends blood to all parts of you. Rest when you are tired. "
TEXTS = {
    "en": LAY * 4,
    "es": "El corazón es una bomba. Envía sangre a todo el cuerpo. Descanse si está cansado. " * 4,
    "de": "Das Herz ist eine Pumpe. Es schickt Blut in alle Teile des Körpers. Ruhen Sie. " * 4,
    "fr": "Le cœur est une pompe. Il envoie du sang partout. Reposez-vous bien. " * 4,
    "it": "Il cuore è una pompa. Manda il sangue in tutto il corpo. Riposate bene. " * 4,
    "nl": "Het hart is een pomp. Het stuurt bloed door het hele lichaam. Rust goed uit. " * 4,
    "pt": "O coração é uma bomba. Ele envia sangue para todo o corpo. Descanse bem. " * 4,
    "ru": "Сердце это насос. Оно посылает кровь во все части тела. Отдыхайте чаще. " * 4,
}


def read(text: str, language: str = "en") -> Readability:
    return measure(prose_of_text(text, language), language)


def test_english_has_every_score() -> None:
    readability = read(TEXTS["en"])
    assert tuple(readability.scores) == ENGLISH
    assert None not in readability.scores.values()
    assert readability.reason is None


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_with_a_formula_has_scores_and_common_words(language: str) -> None:
    readability = read(TEXTS[language], language)
    assert readability.scores
    assert None not in readability.scores.values()
    assert readability.headline.uncommon_share < 0.2


@pytest.mark.parametrize(
    ("tag", "language"),
    [("es-MX", "es"), ("es_MX", "es"), ("ES", "es"), ("pt_BR", "pt"), ("pt-PT", "pt"),
     ("de_AT", "de"), ("en-GB", "en"), ("ru-Cyrl-RU", "ru")],
)  # fmt: skip
def test_a_tag_with_a_region_is_scored_as_its_language(tag: str, language: str) -> None:
    regional, plain = read(TEXTS[language], tag), read(TEXTS[language], language)
    assert regional.language == tag
    assert regional.scores == plain.scores
    assert regional.counts == plain.counts
    assert regional.headline == plain.headline


@pytest.mark.parametrize(
    "language", ["zh", "zh-Hant", "ja", "ar", "hi", "vi", "sw", "tlh", "sr-Latn"]
)
def test_a_language_without_a_formula_has_counts_and_no_score(language: str) -> None:
    readability = read(
        "这是医生。 " * 30 + "هذا طبيب. " * 30 + "Daktari mzuri sana. " * 30, language
    )
    assert readability.reason == "no_formula"
    assert dict(readability.scores) == dict.fromkeys(ENGLISH)
    assert readability.headline.grade_low is None
    assert readability.counts.sentences >= 60
    assert 0 <= readability.headline.uncommon_share <= 1


@pytest.mark.parametrize("text", ["", "...", "?! — ,", " \n ", "One short sentence is no text."])
def test_a_short_text_has_no_score(text: str) -> None:
    readability = read(text)
    assert readability.reason == "too_short"
    assert set(readability.scores.values()) == {None}
    assert readability.headline.confidence is Confidence.NONE


def test_thirty_words_are_enough() -> None:
    assert read("one " * 29).reason == "too_short"
    assert read("one " * 30).reason is None


def test_a_text_beyond_the_limit_has_no_score() -> None:
    readability = read("word " * (MAX_SCORED_CHARACTERS // 5 + 1))
    assert readability.reason == "too_long"
    assert set(readability.scores.values()) == {None}


def test_a_numeral_is_one_easy_syllable() -> None:
    counts = read("1,000 12 0.73 3rd").counts
    assert (counts.words, counts.syllables) == (4, 4)
    assert (counts.difficult_words, counts.uncommon_words) == (0, 0)


def test_inflections_of_familiar_words_are_familiar() -> None:
    assert read("She plays. He stopped. Babies cried. The nicest doctor's quickly made "
                "pies.").counts.difficult_words == 0  # fmt: skip
    assert read("Hemosiderin accumulates.").counts.difficult_words == 2


def test_uncommon_words_are_shared_among_words_of_letters() -> None:
    readability = read("The 12 patients had hemosiderin 3 times.")
    assert readability.counts.uncommon_words == 1
    assert readability.headline.uncommon_share == 1 / 5


@pytest.mark.parametrize(
    ("repeated", "confidence"),
    [(3, Confidence.LOW), (4, Confidence.FAIR), (10, Confidence.GOOD)],
)
def test_confidence_grows_with_sentences(repeated: int, confidence: Confidence) -> None:
    assert read(LAY * repeated).headline.confidence is confidence


@pytest.mark.parametrize(
    ("sentence", "repeated", "confidence"),
    [
        ("Rest here. ", 24, Confidence.LOW),
        ("Rest here. ", 25, Confidence.FAIR),
        ("Rest here at home. ", 37, Confidence.FAIR),
        ("Rest here at home now. ", 29, Confidence.FAIR),
        ("Rest here at home now. ", 30, Confidence.GOOD),
    ],
)
def test_confidence_needs_words_as_well_as_sentences(
    sentence: str, repeated: int, confidence: Confidence
) -> None:
    assert read(sentence * repeated).headline.confidence is confidence


@pytest.mark.parametrize(
    ("text", "effort"),
    [
        (LAY * 3, Effort.EASY),
        ("A stenosis, a cyst and a spasm hurt him. " * 8, Effort.SOME),
        ("Hemosiderin and stenosis of the aorta entail oliguria. " * 8, Effort.HARD),
        ("", None),
    ],
)
def test_effort_is_the_band_of_the_difficulty_index(text: str, effort: Effort | None) -> None:
    assert read(text).effort is effort


def test_effort_measured_on_an_old_scale_is_unknown() -> None:
    readability = read(LAY * 3)
    old = replace(readability, measures=replace(readability.measures, version=1))
    assert old.effort is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['one']}-{case['two']}")
def test_the_band_of_grades_is_as_wide_as_the_text_is_short(case: dict[str, Any]) -> None:
    text = (
        "The physician saw the man at home. " * case["one"]
        + "The physician saw the individual at home. " * case["two"]
    )
    headline = read(text).headline
    assert headline.confidence == case["confidence"]
    assert [headline.grade_low, headline.grade_high] == case["grades"]
    assert [headline.age_low, headline.age_high] == case["ages"]


def test_an_easy_text_is_for_the_first_grade_at_least() -> None:
    headline = read("He is well. " * 40, "de").headline
    assert headline.grade_low == headline.grade_high == 1


def test_reading_time_is_rounded_to_seconds() -> None:
    assert read("word " * 119).measures.reading_seconds == 30
    assert read("word " * 4).measures.reading_seconds == 1


def test_a_long_text_has_one_grade_and_a_short_one_a_band() -> None:
    sentence = "The physician examined another individual. "
    smog = read(sentence * 40).scores["smog"]
    long, short = read(sentence * 40).headline, read(sentence * 9).headline
    assert smog is not None
    assert long.grade_low == long.grade_high == math.floor(smog + 0.5)
    assert (long.age_low, long.age_high) == (long.grade_low + 5, long.grade_low + 6)
    assert short.grade_low is not None
    assert short.grade_high is not None
    assert short.grade_low < math.floor(smog + 0.5) <= short.grade_high


@pytest.mark.parametrize(
    ("language", "scale", "bands"),
    [
        ("es", "inflesz", {"fairly_easy", "very_easy"}),
        ("es_MX", "inflesz", {"fairly_easy", "very_easy"}),
        ("it", "gulpease", {"primary", "lower_secondary"}),
        ("nl", "douma", {"fairly_easy", "easy", "very_easy"}),
        ("pt_BR", "martins", {"easy", "very_easy"}),
    ],
)
def test_a_language_without_grades_has_the_band_and_ages_of_its_scale(
    language: str, scale: str, bands: set[str]
) -> None:
    readability = read(TEXTS[language[:2]], language)
    assert readability.scale == scale
    assert readability.headline.band in bands
    assert readability.headline.grade_low is None
    assert readability.headline.age_low is not None


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru"])
def test_a_language_without_a_scale_has_no_band(language: str) -> None:
    readability = read(TEXTS[language], language)
    assert (readability.scale, readability.headline.band) == (None, None)


@pytest.mark.parametrize("language", ["es", "it", "nl", "pt"])
def test_a_short_text_has_no_band(language: str) -> None:
    headline = read("Si.", language).headline
    assert (headline.band, headline.age_low, headline.age_high) == (None, None, None)


def test_a_british_text_has_its_school_years() -> None:
    american, british = read(TEXTS["en"]), read(TEXTS["en"], "en_gb")
    low, high = british.headline.grade_low, british.headline.grade_high
    assert american.school_years is None
    assert low is not None
    assert high is not None
    assert british.school_years == (low + 1, high + 1)
    assert british.headline.age_low == low + 5


def test_a_word_without_end_is_measured_and_not_remembered() -> None:
    assert read("a" * MAX_SCORED_CHARACTERS).counts.words == 1
    before = statistics._cached_word_features.cache_info().currsize
    assert read("b" * 41).counts.letters == 41
    assert statistics._cached_word_features.cache_info().currsize == before


def test_markdown_and_plain_text_of_it_score_alike() -> None:
    text = TEXTS["en"]
    assert measure(prose(parse(text), "en"), "en") == read(text)


def test_json_has_exactly_what_is_documented() -> None:
    found = json.loads(json.dumps(readability_to_json(read(TEXTS["en"])), allow_nan=False))
    assert set(found) == {"language", "counts", "scores", "headline", "measures", "reason"}
    assert set(found["counts"]) == {
        "sentences", "words", "syllables", "polysyllables", "letters", "difficult_words",
        "uncommon_words",
    }  # fmt: skip
    assert set(found["headline"]) == {
        "grade_low", "grade_high", "age_low", "age_high", "uncommon_share", "confidence", "band",
    }  # fmt: skip


def test_reading_time_is_that_of_silent_reading() -> None:
    assert read("word " * 238).measures.reading_seconds == 60


@given(
    st.text(max_size=400) | st.lists(st.sampled_from(["Word", "12.5", "—", "e.g.", "mg.", "\n\n"]),
                                     max_size=60).map(" ".join),
    st.sampled_from(["en", "es", "de", "it", "ar", "zh", "xx"]),
)  # fmt: skip
def test_any_text_is_measured_in_finite_numbers(text: str, language: str) -> None:
    readability = read(text, language)
    counts = readability.counts
    assert all(math.isfinite(score) for score in readability.scores.values() if score is not None)
    assert counts.sentences <= counts.words <= counts.syllables
    assert counts.polysyllables * 3 <= counts.syllables
    assert counts.difficult_words <= counts.words
    assert counts.uncommon_words <= counts.words
    assert counts.words <= counts.letters
    assert (readability.reason is None) == (None not in readability.scores.values())
    json.dumps(readability_to_json(readability), allow_nan=False)


def test_technical_texts_score_harder_than_their_plain_pairs() -> None:
    if not PAIRS.exists():
        pytest.skip(f"{PAIRS} is not there")
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()[:120]]
    measured = [(read(pair["technical"]), read(pair["lay"])) for pair in pairs]

    def harder(name: str) -> float:
        scores = [(one.scores[name] or 0, other.scores[name] or 0) for one, other in measured]
        return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)

    assert harder("flesch_kincaid") >= 0.70
    assert harder("smog") >= 0.74
    assert harder("dale_chall") >= 0.78


def test_a_short_text_has_measures_but_no_grade() -> None:
    readability = read("The patient has chronic hyperkalaemia. She rests.")
    assert readability.reason == "too_short"
    assert readability.measures.mean_sentence_words == 3.5
    assert readability.measures.longest_sentence_words == 5
    assert readability.measures.hardness is not None


def test_a_text_without_words_has_no_measures() -> None:
    measures = read("… 😀 !").measures
    assert (measures.mean_sentence_words, measures.hardness) == (None, None)
    assert (measures.longest_sentence_words, measures.reading_seconds) == (0, 0)


def test_uncommon_words_are_told_where_there_is_a_list_of_common_ones() -> None:
    assert read("word " * 30).knows_common_words is True
    assert read("字 " * 30, "zh").knows_common_words is False


def test_the_glossary_adjusted_level_is_stored_where_terms_are_explained() -> None:
    text = prose_of_text("The physician saw the man at home. " * 10, "en")
    explained = measure(text, "en", ["physician"] * 10)
    assert explained.aside is not None
    assert (explained.aside.grade_high, explained.aside.words) == (5, 10)
    assert readability_to_json(explained)["aside"]["words"] == 10
    assert "aside" not in readability_to_json(measure(text, "en"))
