"""No regular expression of the core is catastrophic: its work grows with the text, not faster.

Counted in steps of a matcher of our own (`backtracking.py`), never in seconds. Each pattern is fed
with repeats of what it nearly matches, and of the characters it tells apart.
"""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel import core
from tests.core.backtracking import Stepper, TooManySteps
from tests.thoroughness import choose, examples

SHORT, LONG = 40, 160
"""Characters that a text has, at least."""

FEWEST = 4
"""Times that a text repeats what it is made of, at least; four times as often where it is long."""

ALPHABET = 9
"""Characters of a pattern that are tried, at most."""

READS_OUR_OWN = {"section_alignment._HEADING", "section_alignment._TAG", "tooltip_uses._TERM"}
"""They look for the end of each element, and every element that we wrote has one."""


COMPILED_LATE = {"_compile_word", "_compile_greek_candidate"}
"""Functions that return a pattern."""


def find_patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Yield the patterns of the core's modules: a name, and whether they are only matched."""
    for found in pkgutil.walk_packages(core.__path__, "readlevel.core."):
        module = import_module(found.name)
        for name, value in vars(module).items():
            content = value() if name in COMPILED_LATE else value
            held = content if isinstance(content, tuple) else (content,)
            for one in held:
                pattern = one[0] if isinstance(one, tuple) and one else one
                if isinstance(pattern, re.Pattern):
                    uses = set(re.findall(rf"\b{name}\.(\w+)", inspect.getsource(module)))
                    yield (
                        f"{found.name.rpartition('.')[2]}.{name}",
                        pattern,
                        bool(uses) and uses <= ANCHORED,
                    )


ANCHORED = {"match", "fullmatch", "__doc__"}
PATTERNS = {
    (name, pattern.pattern): (pattern, anchored)
    for name, pattern, anchored in find_patterns()
    if name not in READS_OUR_OWN and not Stepper(pattern).is_simple()
}


def traps(stepper: Stepper) -> Iterator[str]:
    """Yield what is repeated to tempt a pattern into going over it again and again."""
    sample = stepper.sample()
    yield from (sample, sample[:-1], f"{sample}!")
    alphabet = stepper.alphabet()[:ALPHABET]
    yield from alphabet
    yield from map("".join, pairwise(alphabet))
    yield from (f"{alphabet[0]}{one}{one}" for one in alphabet)


def count_steps(stepper: Stepper, text: str, *, anchored: bool) -> int:
    stepper.restart()
    try:
        stepper.match(text) if anchored else stepper.find_all(text)
    except TooManySteps:
        pytest.fail(f"it does not come to an end on {text[:20]!r}…")
    return stepper.steps


@pytest.mark.parametrize("known", PATTERNS, ids=lambda known: known[0])
def test_four_times_the_text_is_four_times_the_steps(known: tuple[str, str]) -> None:
    pattern, anchored = PATTERNS[known]
    check_growth(pattern, anchored=anchored)


def check_growth(pattern: re.Pattern[str], *, anchored: bool) -> None:
    stepper = Stepper(pattern, most=60 * LONG * len(pattern.pattern))
    for trap in filter(None, dict.fromkeys(traps(stepper))):
        for end in ("", "\0"):
            times = max(FEWEST, SHORT // len(trap))
            short, long = trap * times + end, trap * (times * LONG // SHORT) + end
            few = count_steps(stepper, short, anchored=anchored)
            many = count_steps(stepper, long, anchored=anchored)
            assert many <= 6 * few + 100, (trap, end)


@pytest.mark.parametrize("known", choose(list(PATTERNS), one_in=4), ids=lambda known: known[0])
def test_the_matcher_that_counts_matches_as_python_does(known: tuple[str, str]) -> None:
    stepper = Stepper(PATTERNS[known][0])
    real = stepper.compile()
    pieces = [stepper.sample(), *stepper.alphabet()]

    @given(st.lists(st.sampled_from(pieces), max_size=12).map("".join))
    @settings(max_examples=examples(15, 25))
    def check(text: str) -> None:
        for start in range(len(text) + 1):
            found = real.match(text, start)
            assert stepper.match(text, start) == (found and found.end()), (text, start)

    check()


@pytest.mark.parametrize("bad", ["(a+)+b", r"\s*,", "(?:a|aa)*c", r"(a|b)*?\1{2,}x", ".*.*x"])
def test_a_pattern_that_goes_over_a_text_again_and_again_is_found(bad: str) -> None:
    pattern = re.compile(bad)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check_growth(pattern, anchored=False)
