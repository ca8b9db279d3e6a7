"""What the numbers of the reading level are worth, on texts of known difficulty.

    python -m benchmarks level

The pairs are Cochrane reviews, as `benchmarks/cochrane.py` describes them; `READLEVEL_COCHRANE`
names others. The weights of the difficulty index were chosen on the pairs that are used without it,
so only other pairs test them.

`READLEVEL_RATED` names further corpora, separated as in PATH. Each is a file of JSON lines
`{"text", "rating", "language"}` in which a higher rating is harder; a CSV file with the columns of
MedReadMe (Sentence, Readability) or CLEAR (Excerpt, BT Easiness); or a folder, such as one made of
OneStopEnglish, with a folder of `.txt` files for each level, named in order from easy to hard. The
language of CSV files and folders is `READLEVEL_RATED_LANGUAGE`, by default English.
"""

import csv
import json
import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import atanh, floor, sqrt, tanh
from pathlib import Path
from typing import NamedTuple

import readlevel
from readlevel.core.hints.score_text import extract_prose_from_markdown
from readlevel.core.readability.difficulty_index import (
    INDEX_VERSION,
    LoadMeter,
    SentenceLoad,
)
from readlevel.core.readability.headline_grade import compute_headline_grade
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.scores import compute_scores
from readlevel.core.readability.statistics import collect_features, compute_statistics
from readlevel.core.readability.textstat_adapter import use_textstat
from readlevel.core.text.prose import Prose, prose_of_text

PAIRS = Path(__file__).parents[2] / "shared" / "data" / "cochrane-pairs.jsonl"
SAMPLES = Path(readlevel.__file__).parent / "samples"
DOCUMENTATION = Path(__file__).parents[1] / "docs"
EASE = frozenset({"flesch_reading_ease", "szigriszt_pazos", "fernandez_huerta", "gulpease"})
"""Scores that are higher for easier texts."""

FOLDS = 5
WEIGHTS = tuple(product((0.1, 0.15, 0.2), (4, 6, 8), (2, 4, 6), (4, 6, 8)))
"""Points per word, for acronyms, numerals and statistics; rarity keeps 4 points."""

PASSAGES = (5, 10, 15, 20, 30)
_LONGER = 5
"""Sentences that a text must have more than a passage of it."""


class Rated(NamedTuple):
    """A text or sentence with the difficulty that people gave it."""

    text: str
    rating: float
    language: str


def run() -> None:
    """Print the results on the pairs, and on each rated corpus that is named."""
    path = Path(os.environ.get("READLEVEL_COCHRANE", PAIRS))
    print(f"Edition {INDEX_VERSION} of the difficulty index")
    if path.exists():
        pairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        report_pairs([(pair["technical"], pair["lay"]) for pair in pairs], path)
    else:
        print(f"There are no pairs at {path}.")
    report_ranges("the samples", read_markdown(sorted(SAMPLES.glob("*/*.en.md"))))
    report_ranges("the documentation", read_markdown(sorted(DOCUMENTATION.glob("*.md"))))
    named = os.environ.get("READLEVEL_RATED", "")
    for corpus in filter(None, named.split(os.pathsep)):
        report_rated(list(read_rated(Path(corpus))), Path(corpus).name)
    if not named:
        print("READLEVEL_RATED names no corpora with ratings.")


def report_pairs(pairs: Sequence[tuple[str, str]], path: Path) -> None:
    """Print which share of pairs each number orders, and how well ranges of grades hold."""
    measured = [(read(technical), read(lay)) for technical, lay in pairs]
    print(f"{len(pairs)} pairs of {path.name}: share in which the abstract scores harder")
    for name in measured[0][0]:
        share = order((technical[name], lay[name]) for technical, lay in measured)
        low, high = interval(share, len(pairs))
        print(f"  {name:<24}{share:.3f}  (95 % interval {low:.3f} to {high:.3f})")
    held_out, folds = cross_validate(pairs)
    shown = ", ".join(f"{fold:.3f}" for fold in folds)
    print(f"  weights of hardness chosen on the other folds: {held_out:.3f} ({shown})")
    half = len(pairs) // 2
    report_ranges("the abstracts that it was fitted on", read_texts(one for one, _ in pairs[:half]))
    report_ranges("other abstracts", read_texts(one for one, _ in pairs[half:]))
    report_ranges("the summaries that it was fitted on", read_texts(one for _, one in pairs[:half]))
    report_ranges("other summaries", read_texts(one for _, one in pairs[half:]))


def report_ranges(name: str, texts: Sequence[Prose]) -> None:
    """Print how often ranges of grades hold the grade of the entire text."""
    found = [cover(texts, sentences) for sentences in PASSAGES]
    held = ", ".join(f"{share:.3f} of {number}" for share, number in found)
    print(f"  the range of 5, 10, 15, 20, 30 sentences holds the grade of {name}: {held}")


def read_texts(texts: Iterable[str]) -> list[Prose]:
    """Return the prose of plain texts."""
    return [prose_of_text(text, "en") for text in texts]


def read_markdown(paths: Iterable[Path]) -> list[Prose]:
    """Return the prose of Markdown files."""
    return [extract_prose_from_markdown(path.read_text("utf-8"), "en") for path in paths]


def report_rated(rated: Sequence[Rated], name: str) -> None:
    """Print the rank correlation of each number with the ratings of a corpus."""
    print(f"{len(rated)} texts of {name}: Spearman's correlation with the ratings")
    measured = [read(one.text, one.language) for one in rated]
    for number in measured[0]:
        rho = correlate([one.get(number, 0.0) for one in measured], [one.rating for one in rated])
        width = 1.96 * 1.03 / sqrt(max(1, len(rated) - 3))
        low, high = tanh(atanh(rho) - width), tanh(atanh(rho) + width)
        print(f"  {number:<24}{rho:.3f}  (95 % interval {low:.3f} to {high:.3f})")


def read_rated(path: Path) -> Iterator[Rated]:
    """Yield the texts of a corpus with their ratings."""
    language = os.environ.get("READLEVEL_RATED_LANGUAGE", "en")
    if path.is_dir():
        for level, folder in enumerate(sorted(one for one in path.iterdir() if one.is_dir())):
            for file in sorted(folder.rglob("*.txt")):
                yield Rated(file.read_text("utf-8-sig", "replace"), level, language)
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                if "BT Easiness" in row:
                    yield Rated(row["Excerpt"], -float(row["BT Easiness"]), language)
                else:
                    yield Rated(row["Sentence"], float(row["Readability"]), language)
    else:
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            yield Rated(one["text"], float(one["rating"]), one.get("language", language))


def read(text: str, language: str = "en") -> Mapping[str, float]:
    """Return all numbers of `text`, signed so that harder is higher."""
    prose = prose_of_text(text, language)
    readability = measure(prose, language)
    # Ratings are of sentences too, which get no scores because they are short.
    tally = compute_statistics(prose.sentences, language)
    scores = compute_scores(tally, language) if tally.words else readability.scores
    found = {name: (-1 if name in EASE else 1) * (value or 0) for name, value in scores.items()}
    found["uncommon words"] = readability.headline.uncommon_share
    found["words in a sentence"] = readability.measures.mean_sentence_words or 0.0
    found["headline, as shown"] = _middle(readability)
    found["hardness"] = readability.measures.hardness or 0.0
    if language == "en":
        found["textstat's own grade"] = read_raw(text)
    return found


def _middle(readability: Readability) -> float:
    low, high = readability.headline.grade_low, readability.headline.grade_high
    return 0.0 if low is None or high is None else (low + high) / 2


def read_raw(text: str) -> float:
    """Return textstat's Flesch–Kincaid grade of the unprepared text."""
    with use_textstat("en") as textstat:
        return textstat.score("flesch_kincaid", text)


def order(scores: Iterable[tuple[float, float]]) -> float:
    """Return the share of pairs whose first score is higher, counting ties as half."""
    harder = [(one > other) + (one == other) / 2 for one, other in scores]
    return sum(harder) / len(harder)


def interval(share: float, number: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % of a share of `number` cases."""
    z = 1.96
    middle = share + z * z / (2 * number)
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    return (middle - half) / (1 + z * z / number), (middle + half) / (1 + z * z / number)


def correlate(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation; ties have their mean rank."""
    ranks, others = _rank(one), _rank(other)
    mean = (len(one) - 1) / 2
    covariance = sum((a - mean) * (b - mean) for a, b in zip(ranks, others, strict=True))
    spread = sum((a - mean) ** 2 for a in ranks) * sum((b - mean) ** 2 for b in others)
    return covariance / sqrt(spread) if spread else 0.0


def _rank(values: Sequence[float]) -> list[float]:
    ordered = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and values[ordered[end]] == values[ordered[start]]:
            end += 1
        for place in ordered[start:end]:
            ranks[place] = (start + end - 1) / 2
        start = end
    return ranks


def cross_validate(pairs: Sequence[tuple[str, str]]) -> tuple[float, list[float]]:
    """Return the share of held-out pairs ordered, in all and by fold.

    For each fold, the weights that order most pairs of the other folds are used.
    """
    loads = [(_loads(technical), _loads(lay)) for technical, lay in pairs]
    random.Random(0).shuffle(loads)
    right = {
        weights: [_weigh(one, weights) > _weigh(other, weights) for one, other in loads]
        for weights in WEIGHTS
    }
    shares = []
    held_out = 0
    for fold in range(FOLDS):
        outside = [index for index in range(len(loads)) if index % FOLDS != fold]
        best = max(WEIGHTS, key=lambda weights: sum(right[weights][index] for index in outside))
        inside = right[best][fold::FOLDS]
        shares.append(sum(inside) / len(inside))
        held_out += sum(inside)
    return held_out / len(loads), shares


def _loads(text: str) -> list[SentenceLoad]:
    sentences = prose_of_text(text, "en").sentences
    loads = LoadMeter(sentences, collect_features(sentences, "en"))
    return [loads.measure(one) for one in sentences]


def _weigh(loads: Sequence[SentenceLoad], weights: tuple[float, ...]) -> float:
    word, acronyms, numerals, statistics = weights
    return sum(
        4 * one.rarity
        + word * one.words
        + 0.5 * max(0, one.words - 30)
        + acronyms * sqrt(one.acronyms)
        + numerals * sqrt(one.numerals)
        + statistics * sqrt(one.statistics)
        for one in loads
    ) / len(loads)


def cover(texts: Iterable[Prose], sentences: int) -> tuple[float, int]:
    """Return how often the range of a passage holds the grade of its text, and the passages."""
    held = []
    for text in texts:
        whole = text.sentences
        tally = compute_statistics(whole, "en")
        step = max(1, (len(whole) - sentences) // 4)
        if len(whole) < sentences + _LONGER:
            continue
        for start in range(0, len(whole) - sentences + 1, step):
            grade = compute_headline_grade(compute_scores(tally, "en"), tally)
            found = measure(Prose(whole[start : start + sentences]), "en").headline
            if grade is not None and found.grade_low is not None and found.grade_high is not None:
                held.append(found.grade_low <= floor(grade + 0.5) <= found.grade_high)
    return sum(held) / max(1, len(held)), len(held)
