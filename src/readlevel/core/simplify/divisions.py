"""Places at which a sentence may be divided into two."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from readlevel.core.simplify.proposal import ProposalKind, Rewrite
from readlevel.core.simplify.sentence_marks import capitalise

_COMMA = re.compile(r",\s")


class Division(NamedTuple):
    """A sentence before and behind what joins its clauses."""

    left: str
    right: str
    found: re.Match[str]
    """What joins them."""


def list_divisions(pattern: re.Pattern[str], text: str) -> Iterator[Division]:
    """Yield the divisions of a sentence at each place that a pattern finds, in order."""
    for found in pattern.finditer(text):
        yield Division(text[: found.start()], text[found.end() :], found)


def divide_concession(
    text: str, opening: re.Pattern[str], are_clauses: Callable[[str, str], bool], but: str
) -> Iterator[str]:
    """Yield "A. But B" for "Although A, B", at each comma that stands between two clauses."""
    found = opening.match(text)
    if found is None:
        return
    for left, right, _ in list_divisions(_COMMA, text[found.end() :]):
        if are_clauses(left, right):
            yield f"{capitalise(left)}. {but} {right}"


def take_first(text: str, divided: Iterable[str]) -> Iterator[Rewrite]:
    """Yield the first of some ways to divide a sentence; it rewrites all of it."""
    for one in divided:
        yield Rewrite(ProposalKind.SPLIT, 0, len(text), (one,))
        return
