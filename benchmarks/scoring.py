"""Scoring: one shared pass relative to textstat's separate functions, and the cold start."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.readability import statistics as tally
from readlevel.core.readability.readability import measure
from readlevel.core.readability.scores import score_names
from readlevel.core.readability.textstat_adapter import use_textstat
from readlevel.core.text.prose import Prose, prose_of_text

PARAGRAPH = """
Your heart is a muscle that pumps blood to all parts of the body. When the arteries that feed it
become narrow, less blood gets through, e.g. during exercise. In 12 trials with 1,043 participants
(RR 0.73, 95% CI 0.65 to 0.81) anticoagulants reduced the risk of thromboembolism. Ask Dr. Smith,
your cardiologist, whether 5 mg/day is right for you; take it b.i.d. with food and/or water.
Most people feel better within 3–4 weeks. Call your doctor if you notice unusual bleeding.
"""
ROUNDS = 7
COLD = """
import time
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) / 256
before = resident()
start = time.perf_counter()
from readlevel.core.readability.readability import measure
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.text.prose import prose_of_text
measure(prose_of_text("The heart is a pump. " * 10, "en"), "en")
spent = time.perf_counter() - start
print(1000 * spent, resident() - before)
"""


def run() -> None:
    """Print milliseconds and ratios for a short and a long article, then the cold start."""
    for words in (650, 6_500):
        text = PARAGRAPH * (words // len(PARAGRAPH.split()))
        compare(text)
    starts = [list(map(float, cold_start().split())) for _ in range(ROUNDS)]
    spent, memory = (statistics.median(values) for values in zip(*starts, strict=True))
    print(f"first score from cold: {spent:.0f} ms, {memory:.1f} MiB")


def compare(text: str) -> None:
    """Print the time for `text`, alternating between one pass and score by score."""
    prose = prose_of_text(text, "en")
    prepared = "\n".join(sentence.text for sentence in prose.sentences)
    shared, alone = [], []
    for _ in range(ROUNDS):
        shared.append(timed(lambda: measure(prose_of_text(text, "en"), "en")))
        alone.append(timed(lambda: score_one_by_one(prepared)))
    reasons = [timed(lambda: analyse(text)) for _ in range(ROUNDS)]
    fresh = statistics.median(timed(lambda: measure_afresh(prose)) for _ in range(ROUNDS))
    ours, theirs = statistics.median(shared), statistics.median(alone)
    print(
        f"{len(text.split())} words: prose and scores {ours:.1f} ms "
        f"({min(shared):.1f}-{max(shared):.1f}); textstat one by one {theirs:.1f} ms "
        f"({min(alone):.1f}-{max(alone):.1f}); ratio {ours / theirs:.2f}; "
        f"scores with no word remembered {fresh:.1f} ms; "
        f"with each sentence and word analysed {statistics.median(reasons):.1f} ms, "
        f"{statistics.median(reasons) / ours:.1f} times the plain one"
    )


def analyse(text: str) -> None:
    """Measure `text`, and find its hard sentences and words."""
    prose = prose_of_text(text, "en")
    measure(prose, "en")
    find_difficulties(prose, text, "en")


def measure_afresh(prose: Prose) -> None:
    """Measure `prose` with empty word caches."""
    tally._cached_word_features.cache_clear()
    measure(prose, "en")


def score_one_by_one(text: str) -> None:
    """Compute each of textstat's scores of `text` separately."""
    for name in score_names("en"):
        with use_textstat("en") as textstat:
            textstat.score(name, text)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def cold_start() -> str:
    """Return milliseconds and MiB of the first score in a new process."""
    return subprocess.run(
        [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
    ).stdout
