"""What a second reader adds to the differences of two texts."""

from collections.abc import Mapping, Sequence

from readlevel.core.consistency import second_reading
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference, DifferenceKind, Severity
from readlevel.core.consistency.second_reading import SentencePair

CLINICIAN = """## Treatment of gout

Most people with gout felt well after a week of treatment.

Colchicine does not cause weight gain in people with gout.

Kidney stones were common."""
LAY = """## Treatment of gout

Most people with gout were tired after a week of treatment.

Colchicine makes people with gout gain weight.

Call your doctor about any rash."""
WELL = (
    "Most people with gout felt well after a week of treatment.",
    "Most people with gout were tired after a week of treatment.",
)
WEIGHT = (
    "Colchicine does not cause weight gain in people with gout.",
    "Colchicine makes people with gout gain weight.",
)


class _Reader:
    def __init__(self, probabilities: Mapping[SentencePair, float]) -> None:
        self._probabilities = probabilities
        self.asked: list[SentencePair] = []

    def read(self, pairs: Sequence[SentencePair]) -> Mapping[SentencePair, float]:
        self.asked += pairs
        return self._probabilities


def compare(probabilities: Mapping[SentencePair, float]) -> tuple[Difference, ...]:
    return compare_texts(CLINICIAN, LAY, "en", second_reader=_Reader(probabilities))


def by_pair(found: Sequence[Difference]) -> dict[SentencePair, Difference]:
    return {(one.clinician.text, one.lay.text): one for one in found if one.clinician and one.lay}


def test_only_aligned_sentences_are_read() -> None:
    reader = _Reader({})
    compare_texts(CLINICIAN, LAY, "en", second_reader=reader)
    assert sorted(reader.asked) == sorted([WELL, WEIGHT])


def test_the_number_of_pairs_has_a_limit() -> None:
    text = "\n\n".join(f"Gout number {one} hurts in joint {one}." for one in range(300))
    reader = _Reader({})
    compare_texts(text, text, "en", second_reader=reader)
    assert len(reader.asked) <= second_reading.MAX_PAIRS


def test_a_contradiction_of_its_own_is_listed_without_a_question() -> None:
    assert WELL not in by_pair(compare({}))
    found = by_pair(compare({WELL: 0.97}))[WELL]
    assert (found.kind, found.fact_type) == (DifferenceKind.CONFLICT, "contradiction")
    assert (found.severity, found.confidence, found.asks) == (Severity.DIFFERS, 0.97, False)


def test_an_unsure_reader_adds_nothing() -> None:
    assert compare({WELL: 0.94, WEIGHT: 0.94}) == compare({})


def test_a_difference_becomes_surer_and_is_not_listed_twice() -> None:
    before, after = by_pair(compare({})), compare({WEIGHT: 0.99})
    assert before[WEIGHT].fact_type == "negation"
    assert before[WEIGHT].confidence < by_pair(after)[WEIGHT].confidence
    assert len(after) == len(compare({}))
    assert by_pair(after)[WEIGHT].key == before[WEIGHT].key


def test_no_difference_needs_an_answer_for_what_a_reader_says() -> None:
    before, after = compare({}), compare({WEIGHT: 1.0, WELL: 1.0})
    assert [one.key for one in after if one.asks] == [one.key for one in before if one.asks]


def test_a_reader_never_lowers_a_confidence() -> None:
    before, after = compare({}), compare({WEIGHT: 0.0, WELL: 0.0})
    assert [one.confidence for one in after] == [one.confidence for one in before]


def test_pairs_that_nobody_asked_for_are_ignored() -> None:
    assert compare({("Salt harms.", "Salt heals."): 1.0}) == compare({})


def test_a_reader_that_was_too_late_changes_nothing() -> None:
    late = compare_texts(CLINICIAN, LAY, "en", second_reader=_Reader({}))
    assert late == compare_texts(CLINICIAN, LAY, "en")
