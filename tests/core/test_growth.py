"""The work that a text makes grows with its length, whatever it holds.

Counted in calls of functions, not in seconds: the count is the same on every machine.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from readlevel.core.claims.read_claims import read_claims
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.model.answer import Reference
from readlevel.core.model.term import Term
from readlevel.core.readability.prose_words import ProseWords
from readlevel.core.readability.readability import measure
from readlevel.core.simplify.queue import list_proposals
from readlevel.core.text.document import MAX_CHARACTERS
from readlevel.core.text.prose import prose_of_text
from tests.core.rendering.render_markdown import render_markdown
from tests.thoroughness import choose

GLOSSARY = Glossary([Term("kidney", "kidney", "en", definition_lay="Pumps.")])
REFERENCES = [Reference("a", {"title": "A"})]

TRAPS = [
    *("[", "![", "[@", "[@a; ", "[@a] ", "[@zz] ", "[@{", "*", "*a ", "**a*", "*a_", "`a``", "~a "),
    *("^a ", "\\", "&#1", "<", "<a:", "[a](", "[a](<b", "[a][", "[a](b) ", "[a](é) ", "[a]{", "a]"),
    *(
        "[a]{.plain ",
        '[a]{term="',
        "[kidney]{term=kidney} ",
        "[![",
        "![](images/a.png)\n\n",
        "kidney ",
        "kidney (KDN) ",
        "[a](b) kidney ",
        "[a]{term=nowhere} ",
        "KDN kidney (KDN)\n\n",
        "  kidney-\n",
        "*kidney* ",
    ),
    *(
        "> ",
        "- ",
        "1. ",
        "# h\n",
        "# a\n\n",
        ">a\n>\n",
        "a|b\n-|-\n",
        "|",
        "[a]: b\n",
        "a\n\n",
        "\n",
    ),
    *("5 mg ", "A b. ", "\t", "a", "心"),
]


READ = [
    *(
        "a. ",
        "A. ",
        "e.g. ",
        "1. ",
        "1 ",
        "a 1. ",
        ".1,2 ",
        "[1] ",
        "[1,2",
        "... ",
        ".",
        "?",
        "' ",
        '"',
    ),
    *(
        "- a\n",
        "-   a ",
        "a - ",
        "A: b\n",
        "A\n",
        "A\n\n",
        "a\n\n",
        "Why?\n",
        "A.\n",
        "a\tb\n",
        "|a\n",
    ),
    *(
        "www.",
        "a@",
        "a@b.org ",
        "555-",
        "+1 ",
        "1-800-",
        "http://",
        "(",
        "(a) ",
        "> ",
        "#",
        "===\n",
    ),
    *(
        "a-",
        "a'",
        "a.b",
        "a, ",
        "a, b and c ",
        "(1) ",
        "was taken ",
        "utilize ",
        "\u0301",
        "é",
        "²",
        "心",
    ),
]


def count_calls(run: Callable[[], object]) -> int:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls


def count_instructions(run: Callable[[], object]) -> int:
    """Return the instructions that a run executes, with those of each comprehension."""
    steps = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return steps


def rendered(text: str) -> None:
    render_markdown(text, references=REFERENCES, glossary=GLOSSARY)


@pytest.mark.parametrize("trap", choose(TRAPS, one_in=3), ids=repr)
def test_four_times_the_text_is_four_times_the_work(trap: str) -> None:
    rendered(trap)
    short, long = (trap * (length // len(trap)) for length in (500, 2_000))
    assert count_calls(lambda: rendered(long)) < 5 * count_calls(lambda: rendered(short))


@pytest.mark.parametrize("trap", choose(["> ", "- ", "^a ", "1. ", "*a_"], one_in=2), ids=repr)
def test_rendering_the_longest_text_does_not_fail_however_deep_it_nests(trap: str) -> None:
    rendered(trap * (MAX_CHARACTERS // len(trap)))


def scored(text: str) -> None:
    read = prose_of_text(text, "en")
    measure(read, "en")
    find_difficulties(ProseWords(read, "en"), text)


@pytest.mark.parametrize("trap", choose(READ, one_in=3), ids=repr)
def test_scoring_four_times_the_text_is_four_times_the_work(trap: str) -> None:
    short, long = (trap * (length // len(trap)) for length in (500, 2_000))
    scored(long)  # words of it may be remembered, whole texts are not
    scored(short)
    assert count_calls(lambda: scored(long)) < 5 * count_calls(lambda: scored(short))


COMPARED = [
    ("Dose {0} mg.", "Dose {1} mg."),
    ("Dose {0}0 mg.", "Dose {0}1 mg."),
    ("Take it every {0} hours.", "Take it every {1} hours."),
    ("Stop aspirin if {0} hurts.", "Stop ibuprofen if {0} hurts."),
    ("Take aspirin or x{0}mab.", "Take y{0}mab."),
]
"""Sentences of a clinician and a plain text, with a number, another number and a small one."""


def compared(sentences: tuple[str, str], first: int, count: int) -> int:
    """Return the calls that comparing two texts of so many sentences makes."""
    numbers = range(first, first + count)
    clinician, lay = (
        " ".join(one.format(number, number + count, number % 50) for number in numbers)
        for one in sentences
    )
    return count_calls(lambda: compare_texts(clinician, lay, "en"))


@pytest.mark.parametrize("sentences", choose(COMPARED, one_in=2), ids=repr)
def test_comparing_four_times_the_facts_is_four_times_the_work(sentences: tuple[str, str]) -> None:
    compared(sentences, 1, 1)  # reads the word lists
    # Other numbers, since sentences are remembered.
    assert compared(sentences, 1_000, 400) < 5 * compared(sentences, 3_000, 100)


ONE_SENTENCE = [
    ("is as effective as ", "en"),
    ("not uncommon ", "en"),
    ("superior a ", "es"),
]


@pytest.mark.parametrize(("phrase", "language"), ONE_SENTENCE)
def test_claims_of_a_sentence_four_times_as_long_are_four_times_the_work(
    phrase: str, language: str
) -> None:
    read_claims(phrase, language)  # reads the word lists
    short, long = (
        count_instructions(lambda text=phrase * count: read_claims(text, language))  # type: ignore[misc]
        for count in (50, 200)
    )
    assert long < 5 * short


ONE_HARD_SENTENCE = [
    ("orally ", "en"),
    ("patients utilize medications orally for numerous complications ", "en"),
    ("שלום ", "he"),
]


@pytest.mark.parametrize(("phrase", "language"), choose(ONE_HARD_SENTENCE, one_in=2))
def test_proposals_for_a_sentence_twice_as_long_are_twice_the_work(
    phrase: str, language: str
) -> None:
    short, long = (phrase * (length // len(phrase)) for length in (3_000, 6_000))
    list_proposals(long, language)  # reads the word lists
    read_claims.cache_clear()
    work = count_calls(lambda: list_proposals(short, language))
    read_claims.cache_clear()
    assert count_calls(lambda: list_proposals(long, language)) < 2.5 * work


def test_what_cannot_be_compared_is_not_read_for_claims() -> None:
    compared(COMPARED[0], 1, 1)  # reads the word lists
    assert compared(COMPARED[0], 6_000, 100) < 200 * 1_000


def test_an_interval_of_no_time_is_compared() -> None:
    compare_texts("Take it every 0 hours.", "Take it once a day, every 0 hours.", "en")
