"""The published formulas, by the values that their authors and readability.md give."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from readlevel.core.readability import formulas
from readlevel.core.readability.readability import measure
from readlevel.core.text.prose import prose_of_text

CLEAN = (Path(__file__).parents[1] / "fixtures" / "clean.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("found", "published"),
    [
        (formulas.flesch_reading_ease(1, 6, 6), 116.145),
        (formulas.flesch_kincaid(1, 13, 26), 13.08),
        (formulas.smog(1, 4), 14.5546),
        (formulas.dale_chall(2, 30, 6), 7.5385),
        (formulas.automated_readability(6, 151, 623), 10.586),
        (formulas.coleman_liau(5, 119, 639), 14.530),
        (formulas.gunning_fog(1, 13, 2), 11.354),
        (formulas.dale_chall_cloze(8, 100, 3), 53),
        (formulas.dale_chall_cloze(5, 100, 35), 17),
        (formulas.dale_chall_cloze(2, 100, 37), -6),
        (formulas.szigriszt_pazos(5, 100, 200), 206.835 - 124.6 - 20),
        (formulas.fernandez_huerta(5, 100, 200), 206.84 - 120 - 20.4),
        (formulas.flesch_reading_ease(5, 100, 200, language="de"), 180 - 20 - 117),
        (formulas.flesch_reading_ease(5, 100, 200, language="fr"), 207 - 20.3 - 147.2),
        (formulas.flesch_reading_ease(5, 100, 200, language="it"), 217 - 26 - 120),
        (formulas.flesch_reading_ease(5, 100, 200, language="nl"), 206.835 - 18.6 - 154),
        (formulas.flesch_reading_ease(5, 100, 200, language="ru"), 206.835 - 26 - 120.2),
        (formulas.flesch_martins(5, 100, 200), 248.835 - 20.3 - 169.2),
        (formulas.gulpease(5, 100, 500), 89 + 15 - 50),
        (
            formulas.wiener_sachtextformel(5, 100, 20, 30, 50),
            0.1935 * 20 + 0.1672 * 20 + 0.1297 * 30 - 0.0327 * 50 - 0.875,
        ),
    ],
)
def test_formula_gives_the_published_value(found: float, published: float) -> None:
    digits = len(str(published).partition(".")[2])
    allowed = 0.5 if isinstance(published, int) else max(0.5 * 10**-digits, 1e-9)
    assert math.isclose(found, published, abs_tol=allowed)


def test_the_platypus_reads_as_published() -> None:
    sentence = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    counts = measure(prose_of_text(sentence, "en"), "en").counts
    assert (counts.sentences, counts.words, counts.syllables) == (1, 13, 24)
    assert round(formulas.flesch_reading_ease(1, 13, 24), 1) == 37.5
    assert round(formulas.flesch_kincaid(1, 13, 24), 1) == 11.3


@pytest.mark.parametrize("empty", [(0, 1, 1), (1, 0, 0)])
def test_nothing_to_count_is_an_error(empty: tuple[int, int, int]) -> None:
    with pytest.raises(ZeroDivisionError):
        formulas.flesch_kincaid(*empty)


def test_textstat_agrees_on_clean_english() -> None:
    scores = measure(prose_of_text(CLEAN, "en"), "en").scores
    program = """
import json, socket, sys
def refuse(*_): raise OSError("no network here")
socket.socket = socket.create_connection = refuse
from readlevel.core.readability.formulas import smog
smog(1, 1)  # puts our lexicon where textstat looks for NLTK's
from textstat.backend import metrics
text = sys.stdin.read()
json.dump({
    "smog": metrics.smog_index(text, "en"),
    "flesch_kincaid": metrics.flesch_kincaid_grade(text, "en"),
    "flesch_reading_ease": metrics.flesch_reading_ease(text, "en"),
    "gunning_fog": metrics.gunning_fog(text, "en"),
}, sys.stdout)
"""
    theirs = run(program, CLEAN)
    for name, score in theirs.items():
        ours = scores[name]
        assert ours is not None
        assert math.isclose(ours, score, abs_tol=0.01), name


def test_scores_need_no_network_no_nltk_and_no_cache_of_texts() -> None:
    program = """
import json, socket, sys
def refuse(*_): raise OSError("no network here")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from readlevel.core.readability.readability import measure
assert "textstat" not in sys.modules
from readlevel.core.text.prose import prose_of_text
scores = measure(prose_of_text(sys.stdin.read(), "en"), "en").scores
from textstat.backend import metrics, counts, selections
kept = [
    function for module in (metrics, counts, selections) for function in vars(module).values()
    if hasattr(function, "cache_info") and function.cache_info().currsize
]
json.dump({"scores": None not in scores.values(), "nltk": "nltk" in sys.modules,
           "kept": len(kept)}, sys.stdout)
"""
    assert run(program, CLEAN) == {"scores": True, "nltk": False, "kept": 0}


def run(program: str, text: str) -> dict[str, float]:
    """Return what `program` prints as JSON, run by a Python of its own with `text` as input."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
