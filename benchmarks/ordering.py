"""Whether scores rank a clinical abstract above its plain-language summary.

The pairs are Cochrane reviews, as `benchmarks/cochrane.py` describes them. The result for a score
is the probability that it ranks the abstract as harder, with ties counted as half.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from readlevel.core.readability.readability import measure
from readlevel.core.readability.textstat_adapter import use_textstat
from readlevel.core.text.prose import prose_of_text

PAIRS = Path(__file__).parents[2] / "shared" / "data" / "cochrane-pairs.jsonl"

Numbers = Mapping[str, float]


def run() -> None:
    """Print the result of each score, or that the pairs are missing."""
    if not PAIRS.exists():
        print(f"There are no pairs at {PAIRS}.")
        return
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    measured = [(read(pair["technical"]), read(pair["lay"])) for pair in pairs]
    print(f"{len(pairs)} pairs: the chance that the abstract scores harder")
    for name in measured[0][0]:
        figure = order((technical[name], lay[name]) for technical, lay in measured)
        print(f"  {name:<24}{figure:.4f}")


def order(scores: Iterable[tuple[float, float]]) -> float:
    """Return the share of pairs whose first score is higher, counting ties as half."""
    harder = [(one > other) + (one == other) / 2 for one, other in scores]
    return sum(harder) / len(harder)


def read(text: str) -> Numbers:
    """Return all scores of `text`, signed so that harder is higher."""
    prose = prose_of_text(text, "en")
    readability = measure(prose, "en")
    scores = {name: score or 0.0 for name, score in readability.scores.items()}
    scores["flesch_reading_ease"] *= -1
    return {
        **scores,
        "uncommon words": readability.headline.uncommon_share,
        "words in a sentence": readability.measures.mean_sentence_words or 0.0,
        "hardness": readability.measures.hardness or 0.0,
        "textstat's own grade": read_raw(text),
    }


def read_raw(text: str) -> float:
    """Return textstat's Flesch–Kincaid grade of the unprepared text."""
    with use_textstat("en") as textstat:
        return textstat.score("flesch_kincaid", text)
