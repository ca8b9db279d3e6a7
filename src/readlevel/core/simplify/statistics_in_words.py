"""Ratios and confidence intervals, for which readers need numbers of people."""

import re
from collections.abc import Iterator

from readlevel.core.simplify.proposal import ProposalKind, Rewrite

BLANK = "___"
"""Stands for a number that only a person can add."""

_NAMES = "risk ratio|relative risk|odds ratio|hazard ratio|rate ratio|RR|OR|HR|aOR|aHR"
_RATIO = re.compile(
    rf"\((?=[^()\[\]]*\b(?:{_NAMES})\b)"
    r"[^()\[\]]*\d[^()\[\]]*\)"
)


def count_people(text: str) -> Iterator[Rewrite]:
    """Yield, for each ratio in brackets, how many people with and without, with blanks."""
    people = f"({BLANK} in 100 people, compared with {BLANK} in 100 people)"
    for found in _RATIO.finditer(text):
        yield Rewrite(ProposalKind.STATISTIC, found.start(), found.end(), (people,), note="blanks")
