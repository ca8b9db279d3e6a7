"""Nothing is global: texts scored at the same time, in several languages, do not meet."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict

import pytest

from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.readability import statistics
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.readability import measure, readability_to_json
from readlevel.core.readability.textstat_comparison import compare
from readlevel.core.readability.textstat_comparison import comparison_to_json as comparison_as_json
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose, prose_of_text
from tests.thoroughness import choose

THREADS = 8
TEXTS = {
    "en": "Dr. Lee gave 0.73 mg of aspirin to St. John's patients, e.g. Ann. It bled. ",
    "es": "La Dra. Gil dio 0,73 mg, p. ej. Aspirina, a 1.000 pacientes. La hemorragia se detuvo. ",
    "de": "Dr. Roth gab z. B. 0,73 mg Aspirin am 3. Mai. Die Blutungen wurden gestillt. ",
}
WORK = [(language, 4 + turn % 3) for turn in range(40) for language in TEXTS]

MEETINGS = 4
"""How often threads are the first in a process of their own: a race is not lost every time."""

FIRST = """
import json, sys
sys.setswitchinterval(1e-6)
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from readlevel.core.readability.readability import measure, readability_to_json
from readlevel.core.text.prose import prose_of_text
given = json.load(sys.stdin)
ready = Barrier(len(given))
def score(one):
    language, text = one
    ready.wait()
    # compare
    return readability_to_json(measure(prose_of_text(text, language), language))
with ThreadPoolExecutor(len(given)) as pool:
    json.dump(list(pool.map(score, given)), sys.stdout)
"""

COMPARE = """
    from readlevel.core.readability.textstat_comparison import compare, comparison_to_json
    return comparison_to_json(compare(text, prose_of_text(text, language), language))
"""


def score(work: tuple[str, int]) -> object:
    """Return all that is told of a text: as Markdown, as plain text, and why it is hard."""
    language, times = work
    text = f"# {language}\n\n{TEXTS[language] * times}"
    read = prose(parse(text), language)
    assert read.sentences == prose_of_text(text, language).sentences
    return readability_to_json(measure(read, language)), asdict(
        find_difficulties(ProseWords(read, language), text)
    )


@contextmanager
def switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_threads_score_mixed_languages_as_one_thread_does() -> None:
    alone = list(map(score, WORK))
    statistics._cached_word_features.cache_clear()
    with switching_often(), ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(score, WORK))
    assert together == alone
    assert len({json.dumps(one, default=str) for one in alone}) == 9


@pytest.mark.parametrize("meeting", choose(range(MEETINGS), one_in=2))
def test_threads_that_score_first_of_all_get_the_same(meeting: int) -> None:
    given = [(language, TEXTS[language] * 5) for language in ("en", "es", "de", "en") * 4]
    assert run(FIRST, given) == [
        json.loads(
            json.dumps(readability_to_json(measure(prose_of_text(text, language), language)))
        )
        for language, text in given
    ]


@pytest.mark.parametrize("meeting", choose(range(MEETINGS // 2), one_in=2))
def test_threads_that_compare_first_of_all_get_the_same(meeting: int) -> None:
    given = [(language, TEXTS[language]) for language in ("en", "es", "de", "en") * 2]
    assert run(FIRST.replace("# compare", COMPARE), given) == [
        json.loads(json.dumps(compared(language, text))) for language, text in given
    ]


def compared(language: str, text: str) -> object:
    return comparison_as_json(compare(text, prose_of_text(text, language), language))


def run(program: str, given: object) -> object:
    """Return what `program` prints as JSON, run by a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
