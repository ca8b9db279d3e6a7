"""Scoring uses no network and keeps no text: the network is cut, and memory is searched."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from readlevel.core.readability import statistics
from tests.thoroughness import choose

ROOT = Path(__file__).parents[2]
TEXTS = {
    "en": "Dr. Lee gave 0.73 mg of aspirin to St. John's patients, e.g. Ann. It was utilized. ",
    "es": "La Dra. Gil dio 0,73 mg, p. ej. Aspirina, a 1.000 pacientes. La hemorragia se detuvo. ",
    "de": "Dr. Roth gab z. B. 0,73 mg Aspirin am 3. Mai. Die Blutungen wurden still. ",
}
COMMAND = [sys.executable, "-W", "error", "-m", "readlevel"]
REFUSING = """
import sys
def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")):
        raise OSError(f"no network here: {event}")
sys.addaudithook(refuse)
try:
    import socket
    socket.socket()
except OSError:
    pass
else:
    sys.exit("the network was not refused")
from readlevel.cli import main
main(sys.argv[1:])
"""
WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]
ANIMALS = ("quokka", "wombat")
SEARCH = """
import gc, json, sys

def score():
    from readlevel.core.text.document import parse
    from readlevel.core.readability.readability import measure, readability_to_json
    from readlevel.core.hints.find_difficulties import find_difficulties
    from readlevel.core.readability.prose_words import ProseWords
    from readlevel.core.text.prose import prose, prose_of_text
    from readlevel.core.readability.textstat_comparison import compare
    text = sys.stdin.read()
    for language in ("en", "es", "de", "zh"):
        for read in (prose(parse(text), language), prose_of_text(text, language)):
            readability_to_json(measure(read, language))
            find_difficulties(ProseWords(read, language), text)
            compare(text, read, language)

def find(wanted):
    waiting, seen, found = gc.get_objects(), set(), 0
    while waiting:
        held = waiting.pop()
        if id(held) not in seen:
            seen.add(id(held))
            found += isinstance(held, str) and held is not wanted and wanted in held
            if held is not waiting and held is not seen:
                waiting.extend(gc.get_referents(held))
    return found

score()
gc.collect()
first, second = (word[::-1] for word in sys.argv[1:])
texts = find(f"{first} {second}")
second = None
json.dump({"texts": texts, "words": find(first)}, sys.stdout)
"""


def run(command: list[str], text: str) -> str:
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@cache
def can_cut_the_network() -> bool:
    try:
        return not subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True).returncode
    except FileNotFoundError:
        return False


def score(command: list[str], language: str) -> str:
    options = ["--language", language, "--why", "--compare", "--json"]
    return run([*command, "score", "-", *options], TEXTS[language] * 6)


@cache
def score_with_a_network(language: str) -> str:
    return score(COMMAND, language)


@pytest.mark.parametrize("language", choose(list(TEXTS), one_in=3))
def test_scoring_opens_no_socket(language: str) -> None:
    refused = score([sys.executable, "-W", "error", "-c", REFUSING], language)
    assert refused == score_with_a_network(language)


def test_scoring_opens_no_socket_where_others_may_write_into_the_folder() -> None:
    shared = f"import nltk.pathsec\nnltk.pathsec.is_private_dir = lambda path: False\n{REFUSING}"
    refused = score([sys.executable, "-W", "error", "-c", shared], "en")
    assert refused == score_with_a_network("en")


def test_scoring_works_where_there_is_no_network() -> None:
    if not can_cut_the_network():
        pytest.skip("a network namespace cannot be made here")
    found = json.loads(score([*WITHOUT_NETWORK, *COMMAND], "en"))
    assert None not in found["scores"].values()
    assert found == json.loads(score_with_a_network("en"))


def test_no_text_outlives_its_scoring_but_single_words_may() -> None:
    both = " ".join(ANIMALS)
    text = f"# {both}\n\nThe {both} utilized it, i.e. {both} (see {both}) was seen. " * 8
    backwards = [word[::-1] for word in ANIMALS]
    found = json.loads(run([sys.executable, "-W", "error", "-c", SEARCH, *backwards], text))
    assert found["words"] > 0, "the search finds nothing at all"
    assert found["texts"] == 0


def test_the_cache_of_words_is_bounded_and_documented() -> None:
    most = statistics._cached_word_features.cache_parameters()["maxsize"]
    assert most is not None
    assert f"{most:,} single words" in " ".join((ROOT / "docs/score.md").read_text("utf-8").split())
