"""Pairs of texts that agree, and the differences reported once a fact is changed."""

from pathlib import Path

import pytest

from benchmarks.mutation import KINDS
from benchmarks.parity import Pair, find_alarms, find_changes, read_pairs
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind

_EVERY = 6
"""One in so many pairs is tested here; the benchmark tests all."""

_MIN_RECALL = {"digit": 0.9, "unit": 0.9, "range end": 0.9, "comparison": 0.8, "not": 0.8}


def test_texts_that_agree_give_few_false_alarms() -> None:
    pairs = list(read_pairs())
    assert sum(len(find_alarms(pair)) for pair in pairs) <= len(pairs) / 5


def test_changed_facts_are_found() -> None:
    found, _ = find_changes(list(read_pairs())[::_EVERY])
    for kind in KINDS:
        total = sum(count for (of, _), count in found.items() if of == kind)
        assert 1 - found[kind, "missed"] / total >= _MIN_RECALL.get(kind, 0.6), kind


@pytest.mark.parametrize(
    ("lay", "kind"),
    [
        ("Stop warfarin before the operation.", DifferenceKind.CONFLICT),
        ("Do not stop apixaban before the operation.", DifferenceKind.CONFLICT),
    ],
)
def test_a_lost_negation_and_another_medicine_are_conflicts(lay: str, kind: DifferenceKind) -> None:
    clinician = "Warfarin should not be stopped before the operation."
    assert not compare_texts(clinician, "Do not stop warfarin before the operation.", "en")
    assert kind in {one.kind for one in compare_texts(clinician, lay, "en")}


@pytest.mark.parametrize("dash", ["-", "–", "—", " to "])
def test_dashes_and_words_for_ranges_are_the_same(dash: str) -> None:
    lay = f"Keep it below 130/80 mmHg. Take 3{dash}4 g for 3{dash}6 months."
    clinician = "Target <130/80 mmHg. The dose is 3–4 g, given for three to six months."
    assert not compare_texts(clinician, lay, "en")


@pytest.mark.parametrize(
    "lay",
    [
        "## Take 7 mg of the medicine",
        "- Take 7 mg of the medicine",
        "| Medicine | Dose |\n|---|---|\n| The medicine | 7 mg |",
        "Take [7 mg of the medicine](https://example.org).",
        "> Take **7** mg of the medicine.",
    ],
)
def test_facts_are_found_in_any_block(lay: str) -> None:
    found = compare_texts("Take 5 mg of the medicine.", lay, "en")
    assert any(
        one.kind in (DifferenceKind.CONFLICT, DifferenceKind.ONLY_LAY) and "7" in one.fact
        for one in found
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", "[" * 2_000, "x" * 40_000, "1 2 3 " * 2_000, "1 mg. " * 200, "٣٤ mg १२ 三"),
        *("without " * 20_000, "or not " * 5_000, "warfarin aspirin " * 5_000),
    ],
)
def test_hostile_texts_are_compared(text: str) -> None:
    compare_texts(text, text, "en")
    compare_texts(text, "Take 5 mg.", "es")


def test_the_pairs_of_the_samples_keep_their_facts() -> None:
    samples = Path("src/readlevel/samples/brain-microbleeds-unclear-cause")
    pair = Pair("", "en", *(samples.joinpath(f"{one}.en.md").read_text("utf-8") for one in _TEXTS))
    told = {one.fact for one in compare_texts(pair.clinician, pair.lay, "en")}
    assert not {"below 130/80 mmHg", "130/80 mmHg", "3–4 g", "3–6 months"} & told


_TEXTS = ("clinician", "lay")
