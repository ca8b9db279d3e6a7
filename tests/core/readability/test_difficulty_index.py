"""The one number that orders texts."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import starmap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES, get_zipf_table
from readlevel.core.readability.difficulty_index import (
    LoadMeter,
    has_difficulty_index,
)
from readlevel.core.readability.familiarity import MAX_RARITY, compute_rarity, find_zipf_tenths
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.statistics import (
    collect_features,
    compute_statistics,
    get_word_features,
)
from readlevel.core.text.prose import Prose, Sentence, prose_of_text

PAIRS = Path(__file__).parents[4] / "shared" / "data" / "cochrane-pairs.jsonl"

WORDS = ["the", "house", "kidney", "cyst", "stenosis", "hemosiderin", "MRI", "RCT", "12", "0.73"]
"""Words from easy to rare, acronyms and numerals."""

PLAIN_WORDS = sorted(
    (word for word in WORDS if word.islower()),
    key=lambda word: get_word_features(word, "en").rarity,
)

wordings = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).filter(
    # A sentence in capitals alone is read as if written small.
    lambda words: any(map(str.islower, words))
)


def hardness(text: str, language: str = "en") -> float | None:
    return ProseWords(prose_of_text(text, language), language).difficulty_index


def of_words(*sentences: Sequence[str]) -> float:
    given = tuple(Sentence(" ".join(words), tuple(words), 1) for words in sentences)
    found = ProseWords(Prose(given), "en").difficulty_index
    assert found is not None
    return found


def test_easy_words_add_their_number_only() -> None:
    assert hardness("She went home to rest.") == pytest.approx(5 * 0.15)


def test_rare_words_add_four_points_for_each_point_of_rarity() -> None:
    assert get_word_features("hemosiderin", "en").rarity == MAX_RARITY
    assert hardness("We saw hemosiderin there.") == pytest.approx(4 * 0.15 + 4 * 2.5)
    rarity = get_word_features("cyst", "en").rarity
    assert 1 < rarity < MAX_RARITY
    assert hardness("We saw a cyst there.") == pytest.approx(5 * 0.15 + 4 * rarity)


def test_only_the_five_rarest_words_of_a_sentence_count() -> None:
    five = "Hemosiderin hemosiderin hemosiderin hemosiderin hemosiderin."
    assert hardness(five) == pytest.approx(5 * 0.15 + 50)
    assert hardness(five[:-1] + " cyst.") == pytest.approx(6 * 0.15 + 50)


def test_the_fourth_number_or_acronym_adds_less_than_the_first() -> None:
    assert hardness("Give 12 now.") == pytest.approx(3 * 0.15 + 4)
    assert hardness("Give 12 or 1,204 or 3.5 or 9 now.") == pytest.approx(9 * 0.15 + 8)


def test_an_acronym_that_the_text_spells_out_counts_half() -> None:
    short = of_words(["the", "ABC", "is", "here"])
    spelled = hardness("The arm bone cast (ABC) is here. The ABC is here.")
    unexplained = hardness("The arm bone cast (XYZ) is here. The XYZ is here.")
    assert short is not None
    assert spelled is not None
    assert unexplained is not None
    assert spelled < unexplained


def test_acronyms_that_everyone_knows_count_as_words() -> None:
    assert hardness("She has a TV.") == pytest.approx(4 * 0.15)


def test_capitals_of_a_sentence_in_capitals_are_no_acronyms() -> None:
    text = "Tell everyone who is at home. Take one pill each day with food and water."
    assert hardness(text.upper()) == pytest.approx(hardness(text))
    spoken = compute_statistics(prose_of_text(text, "en").sentences, "en")
    assert compute_statistics(prose_of_text(text.upper(), "en").sentences, "en") == spoken
    assert hardness("TAKE AN NSAID.") != hardness("Take an nsaid.")


@pytest.mark.parametrize("language", sorted(FREQUENCY_LANGUAGES))
def test_one_more_acronym_in_a_list_of_acronyms_never_lowers_it(language: str) -> None:
    acronyms = ["MRI", "ECG", "EEG", "PSA", "TSH", "ALT"]
    found = [hardness(", ".join(acronyms[:number]), language) for number in range(1, 7)]
    assert found == sorted(found, key=lambda index: index or 0)


@cache
def list_some(language: str) -> Sequence[str]:
    """Return about 200 words, spread over the list."""
    listed = get_zipf_table(language)
    assert listed is not None
    return sorted(listed.tenths)[:: len(listed.tenths) // 200]


@pytest.mark.parametrize("language", sorted(FREQUENCY_LANGUAGES - {"en"}))
@given(added=st.sampled_from(["MRI", "RCT", "12", "0.73", "xyzzyx"]), data=st.data())
def test_one_more_word_never_lowers_it_in_other_languages(
    language: str, added: str, data: st.DataObject
) -> None:
    words = data.draw(st.lists(st.sampled_from(list_some(language)), min_size=4, max_size=30))
    place = data.draw(st.integers(1, len(words)))
    longer = [*words[:place], added, *words[place:]]
    before, after = (
        ProseWords(Prose((Sentence(" ".join(one), tuple(one), 1),)), language).difficulty_index
        for one in (words, longer)
    )
    assert before is not None
    assert after is not None
    assert after >= before


def test_statistics_are_a_load_of_their_own() -> None:
    plain = hardness("It fell from 12 to 9 there.")
    statistics = hardness("It fell = 12 > 9 there.")
    assert plain is not None
    assert statistics is not None
    assert statistics > plain + 4


def test_rare_words_make_a_sentence_harder_than_long_common_ones() -> None:
    rare = hardness("Sepsis may cause oliguria and ileus in the frail.")
    common = hardness("Yesterday another hospital had several visitors.")
    assert rare is not None
    assert common is not None
    assert rare > common


def test_words_beyond_thirty_add_half_a_point_each() -> None:
    assert of_words(["house"] * 30) == pytest.approx(30 * 0.15)
    assert of_words(["house"] * 31) == pytest.approx(31 * 0.15 + 0.5)
    assert of_words(["house"] * 40) == pytest.approx(40 * 0.15 + 10 * 0.5)


def test_an_unexplained_acronym_adds_six_points_and_one_spelled_out_the_root_of_half() -> None:
    rarity = get_word_features("XQZ", "en").rarity
    assert hardness("She has an XQZ.") == pytest.approx(4 * 0.15 + 4 * rarity + 6)
    assert hardness("She has three XQZs.") == pytest.approx(
        4 * 0.15 + 4 * get_word_features("XQZs", "en").rarity + 6
    )
    spelled_out = "She has a xenon quartz zone (XQZ)."
    words = ["she", "has", "a", "xenon", "quartz", "zone", "XQZ"]
    rarest = sorted((get_word_features(word, "en").rarity for word in words), reverse=True)[:5]
    assert hardness(spelled_out) == pytest.approx(7 * 0.15 + 4 * sum(rarest) + 6 * 0.5**0.5)


def test_signs_and_abbreviations_of_statistics_add_six_points_times_a_root() -> None:
    assert hardness("It fell = there.") == pytest.approx(3 * 0.15 + 6)
    assert hardness("It fell = there < here ± now > then.") == pytest.approx(6 * 0.15 + 6 * 2)
    rarity = get_word_features("RR", "en").rarity
    assert hardness("The RR fell.") == pytest.approx(3 * 0.15 + 4 * rarity + 6 + 6)


def test_a_text_has_the_mean_of_its_sentences() -> None:
    one, other = ["the", "cyst"], ["the", "stenosis", "of", "the", "house"]
    assert of_words(one, other) == pytest.approx((of_words(one) + of_words(other)) / 2)


@given(wordings, st.sampled_from(WORDS), st.integers(0, 30))
def test_one_more_word_never_lowers_it(words: list[str], added: str, place: int) -> None:
    longer = [*words[:place], added, *words[place:]]
    assert of_words(longer) > of_words(words)
    assert of_words(["a", "cyst"], longer) > of_words(["a", "cyst"], words)


@given(wordings, st.integers(0, 29), st.data())
def test_a_rarer_word_never_lowers_it(words: list[str], place: int, data: st.DataObject) -> None:
    place %= len(words)
    easier, rarer = sorted(
        data.draw(st.tuples(st.sampled_from(PLAIN_WORDS), st.sampled_from(PLAIN_WORDS))),
        key=PLAIN_WORDS.index,
    )
    assert of_words([*words[:place], rarer, *words[place + 1 :]]) >= of_words(
        [*words[:place], easier, *words[place + 1 :]]
    )


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("12. 13.", "en"), ("你好。", "zh")])
def test_without_words_or_frequencies_it_is_unknown(text: str, language: str) -> None:
    assert hardness(text, language) is None


@pytest.mark.parametrize("language", sorted(FREQUENCY_LANGUAGES))
def test_each_language_has_a_scale_from_easy_words_to_words_not_listed(language: str) -> None:
    assert has_difficulty_index(language)
    assert compute_rarity(90, language) == compute_rarity(45, language) == 0
    assert compute_rarity(0, language) == MAX_RARITY
    rarities = [compute_rarity(tenths, language) for tenths in range(60)]
    assert rarities == sorted(rarities, reverse=True)
    assert find_zipf_tenths("qqxqzw", language) == 0


@pytest.mark.parametrize(
    ("language", "plain", "technical"),
    [
        ("es", "Beba mucha agua y descanse en casa.",
         "La ingesta hídrica abundante previene la nefrolitiasis recurrente."),
        ("de", "Trinken Sie viel Wasser und ruhen Sie sich aus.",
         "Reichliche Flüssigkeitszufuhr verhindert rezidivierende Nephrolithiasis."),
        ("fr", "Buvez beaucoup et restez à la maison.",
         "Une hydratation abondante prévient la néphrolithiase récidivante."),
        ("ru", "Пейте много воды и отдыхайте дома.",
         "Обильная гидратация предупреждает рецидивирующий нефролитиаз."),
        ("ar", "اشرب كثيرا من الماء واسترح في البيت.",
         "تمنع الإماهة الوفيرة التحصي الكلوي المتكرر."),
    ],
)  # fmt: skip
def test_rare_words_of_other_languages_count_too(language: str, plain: str, technical: str) -> None:
    easy, hard = hardness(plain, language), hardness(technical, language)
    assert easy is not None
    assert hard is not None
    assert hard > easy + 8


def test_the_rarest_words_of_a_sentence_are_named_in_order() -> None:
    sentence = prose_of_text("The stenosis of a cyst and the stenosis of the hemosiderin.", "en")
    meter = LoadMeter(sentence.sentences, collect_features(sentence.sentences, "en"))
    rare = meter.measure(sentence.sentences[0]).rare
    assert rare == ["hemosiderin", "stenosis", "stenosis", "cyst"]


def test_abstracts_are_harder_than_their_plain_summaries() -> None:
    if not PAIRS.exists():
        pytest.skip(f"{PAIRS} is not there")
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    ordered = list(
        starmap(
            lambda technical, lay: (hardness(technical) or 0) > (hardness(lay) or 0),
            ((pair["technical"], pair["lay"]) for pair in pairs),
        )
    )
    assert sum(ordered) / len(ordered) >= 0.91
