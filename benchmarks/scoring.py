"""Scoring: one shared pass relative to textstat's separate functions, and the cold start."""

import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate, groupby
from operator import attrgetter
from pathlib import Path

import readlevel
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.hints.score_text import extract_prose_from_markdown
from readlevel.core.readability import statistics as tally
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.readability import measure, measure_words
from readlevel.core.readability.scores import score_names
from readlevel.core.readability.textstat_adapter import use_textstat
from readlevel.core.text.prose import Prose, prose_of_text

SAMPLES = Path(readlevel.__file__).parent / "samples"
SIZES = (650, 6_500)
ROUNDS = 7
COLD = """
import time
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) / 256
before = resident()
start = time.process_time()
from readlevel.core.readability.readability import measure
from readlevel.core.text.prose import prose_of_text
measure(prose_of_text("The heart is a pump. " * 10, "en"), "en")
spent = time.process_time() - start
print(1000 * spent, resident() - before)
"""


def run() -> None:
    """Print milliseconds and ratios for a short and a long article, then the cold start."""
    for words in SIZES:
        compare(read_samples(words))
    starts = [list(map(float, cold_start().split())) for _ in range(ROUNDS)]
    spent, memory = (statistics.median(values) for values in zip(*starts, strict=True))
    print(f"first score from cold: {spent:.0f} ms, {memory:.1f} MiB")


def read_samples(words: int) -> str:
    """Return the first `words` of the English samples as plain text, a line to a paragraph.

    A paragraph again and again would flatter textstat, whose caches hold 128 words.
    """
    paragraphs: list[str] = []
    for path in sorted(SAMPLES.glob("*/*.en.md")):
        read = extract_prose_from_markdown(path.read_text("utf-8"), "en").sentences
        for _, sentences in groupby(read, key=attrgetter("line")):
            paragraphs.append(" ".join(sentence.text for sentence in sentences))
    counts = list(accumulate(len(paragraph.split()) for paragraph in paragraphs))
    return "\n\n".join(paragraphs[: bisect_left(counts, words) + 1])


def compare(text: str) -> None:
    """Print the time for `text`, alternating between one pass and score by score."""
    prose = prose_of_text(text, "en")
    prepared = "\n".join(sentence.text for sentence in prose.sentences)
    shared, alone, reasons = [], [], []
    for _ in range(ROUNDS):
        shared.append(timed(lambda: measure(prose_of_text(text, "en"), "en")))
        reasons.append(timed(lambda: analyse(text)))
        alone.append(timed(lambda: score_one_by_one(prepared)))
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
    words = ProseWords(prose_of_text(text, "en"), "en")
    measure_words(words)
    find_difficulties(words, text)


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
    """Return the milliseconds of processor time that `work` takes."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def cold_start() -> str:
    """Return milliseconds and MiB of the first score in a new process."""
    return subprocess.run(
        [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
    ).stdout
