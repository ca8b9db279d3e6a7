"""The grade of the headline and its range."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.readability.headline_grade import compute_headline_grade, find_grade_range
from readlevel.core.readability.readability import Confidence, Headline, measure
from readlevel.core.readability.scores import compute_scores
from readlevel.core.readability.statistics import TextStatistics, compute_statistics
from readlevel.core.text.prose import Prose, Sentence, prose_of_text

PAIRS = Path(__file__).parents[4] / "shared" / "data" / "cochrane-pairs.jsonl"
BULLETS = ("fever", "cough", "rash", "headache", "nausea", "swelling")
WORDS = st.sampled_from(["we", "sun", "water", "medicine", "hospital", "abnormality"])

TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=12)


def headline(text: str) -> Headline:
    return measure(prose_of_text(text, "en"), "en").headline


def grade(tally: TextStatistics) -> float:
    found = compute_headline_grade(compute_scores(tally, "en"), tally)
    assert found is not None
    return found


def of_sentences(*sentences: list[str]) -> float:
    given = [Sentence(" ".join(words) + ".", tuple(words), 1) for words in sentences]
    return grade(compute_statistics(given, "en"))


def test_up_to_thirty_words_a_sentence_it_is_smog() -> None:
    assert of_sentences(["sun"] * 30) == pytest.approx(3.1291)
    assert of_sentences(["sun"] * 10, ["hospital"] * 50) == pytest.approx(
        1.043 * math.sqrt(30 * 50 / 2) + 3.1291
    )


def test_each_further_word_adds_its_weight() -> None:
    assert of_sentences(["sun"] * 31) == pytest.approx(3.1291 + 0.39)
    assert of_sentences(["sun"] * 40) == pytest.approx(3.1291 + 10 * 0.39)


def test_sentences_of_64_short_words_are_not_for_children() -> None:
    text = ("We go to the sea " * 13).strip() + ". "
    found = headline(text * 30)
    assert found.grade_low is not None
    assert found.grade_low >= 13


@given(st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=6), WORDS, st.data())
def test_a_longer_sentence_never_lowers_the_grade(
    sentences: list[list[str]], added: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sentences) - 1))
    longer = [[*one, added] if at == place else one for at, one in enumerate(sentences)]
    assert of_sentences(*longer) >= of_sentences(*sentences)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=2, max_size=6))
def test_two_sentences_in_one_never_lower_the_grade(sentences: list[list[str]]) -> None:
    joined = [sentences[0] + sentences[1], *sentences[2:]]
    assert of_sentences(*joined) >= of_sentences(*sentences)


def range_of(*sentences: list[str], full: int | None = None) -> tuple[int, int]:
    given = [Sentence(" ".join(words) + ".", tuple(words), 1) for words in sentences]
    tally = compute_statistics(given, "en")
    if full is not None:
        tally = replace(tally, full_sentences=full)
    found = find_grade_range(compute_scores(tally, "en"), tally)
    assert found is not None
    return found


@given(TEXTS, st.integers(1, 60))
def test_the_range_holds_the_grade_and_narrows_with_more_sentences(
    sentences: list[list[str]], full: int
) -> None:
    low, high = range_of(*sentences, full=full)
    assert 1 <= low <= math.floor(of_sentences(*sentences) + 0.5) <= high
    fewer_low, fewer_high = range_of(*sentences, full=full - 1)
    assert fewer_low <= low
    assert high <= fewer_high


@given(TEXTS, st.sampled_from(["we", "sun", "water"]), st.data())
def test_a_longer_sentence_never_lowers_the_range(
    sentences: list[list[str]], added: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sentences) - 1))
    longer = [[*one, added] if at == place else one for at, one in enumerate(sentences)]
    full = len(sentences)
    low, high = range_of(*sentences, full=full)
    longer_low, longer_high = range_of(*longer, full=full)
    assert longer_low >= low
    assert longer_high >= high


@given(TEXTS, st.data())
def test_a_longer_word_never_lowers_the_range(
    sentences: list[list[str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sentences) - 1))
    harder = [["hospital", *one[1:]] if at == place else one for at, one in enumerate(sentences)]
    full = len(sentences)
    assert range_of(*harder, full=full)[0] >= range_of(*sentences, full=full)[0]


def test_a_text_of_forty_sentences_has_one_grade() -> None:
    sentences = [["sun", "medicine", "hospital", "water"]] * 5
    assert range_of(*sentences, full=40) == range_of(*sentences, full=400) == (11, 11)
    low, high = range_of(*sentences, full=5)
    assert low < 11 < high


def test_unevenly_spread_long_words_widen_the_range() -> None:
    even = [["sun", "hospital", "medicine"]] * 10
    uneven = [["sun", *["hospital"] * 10], *[["sun"]] * 8, ["sun", *["medicine"] * 10]]
    assert range_of(*uneven)[1] - range_of(*uneven)[0] > range_of(*even)[1] - range_of(*even)[0]


def test_unevenly_long_sentences_widen_the_range() -> None:
    even = [["sun"] * 34] * 10
    uneven = [["sun"] * 4] * 5 + [["sun"] * 64] * 5
    assert of_sentences(*even) == of_sentences(*uneven)
    assert range_of(*uneven)[0] <= range_of(*even)[0]
    assert range_of(*uneven)[1] > range_of(*even)[1]


@pytest.mark.parametrize("sentences", [5, 10, 15])
def test_the_range_of_a_passage_holds_the_grade_of_its_text_in_four_of_five_cases(
    sentences: int,
) -> None:
    if not PAIRS.exists():
        pytest.skip(f"{PAIRS} is not there")
    texts = [
        pair[side]
        for pair in map(json.loads, PAIRS.read_text("utf-8").splitlines())
        for side in ("technical", "lay")
    ]
    held = []
    for text in texts:
        whole = prose_of_text(text, "en").sentences
        if len(whole) < sentences + 5:
            continue
        right = math.floor(grade(compute_statistics(whole, "en")) + 0.5)
        for start in range(0, len(whole) - sentences + 1, max(1, (len(whole) - sentences) // 4)):
            passage = Prose(whole[start : start + sentences])
            found = measure(passage, "en").headline
            if found.grade_low is not None and found.grade_high is not None:
                held.append(found.grade_low <= right <= found.grade_high)
    assert 0.75 <= sum(held) / len(held) <= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"- {word}" for word in BULLETS * 6),
        "| Drug | Dose | How often |\n|--|--|--|\n" + "| Amoxicillin | 500 mg | 3 a day |\n" * 12,
        "Patient: John Smith\nRoom: 12\nWard: Cardiology\n\n" * 12,
    ],
    ids=["bullets", "dose table", "labels"],
)
def test_labels_and_cells_are_no_text_with_a_grade(text: str) -> None:
    found = headline(text)
    assert found.grade_low is None
    assert found.confidence is Confidence.NONE


def test_confidence_needs_words_as_well_as_sentences() -> None:
    assert headline("He is well. " * 30).confidence is Confidence.FAIR
    assert headline("She went home to rest. " * 30).confidence is Confidence.GOOD
    assert headline("She went home to rest. " * 9 + "- rest\n" * 30).confidence is Confidence.LOW


def test_a_short_text_without_long_words_may_only_become_harder() -> None:
    sentences = [["sun", "water", "we", "sun", "we"]] * 5
    low, high = range_of(*sentences)
    assert low == math.floor(of_sentences(*sentences) + 0.5)
    assert high > low + 1
