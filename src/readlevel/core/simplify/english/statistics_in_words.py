"""Ratios and confidence intervals: numbers of people for them, or a sentence of their own."""

import re
from collections.abc import Iterator

from readlevel.core.simplify.english.clauses import is_finite_verb, list_words
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


_FEWEST_DETAILS = 4
_PEOPLE = "participants|people|studies|trials|women|men|patients|children|infants"
_DETAIL = re.compile(
    rf"\b(?:CI|CrI|confidence interval|{_NAMES}|MD|SMD|WMD|RD)\b"
    rf"|\d\s(?:{_PEOPLE})\b|\b[NPnp]\s?[=<]"
)
_EXPLAINS = re.compile(
    r"(?:that is|i\.e\.|e\.g\.|for example|equivalent|about|which)\b", re.IGNORECASE
)
"""How a remark begins that says the same in other words."""

_FIGURES = re.compile(r"\([^()\[\]]*\d")
_NUMBER = re.compile(r"\d")


def set_details_apart(text: str) -> Iterator[Rewrite]:
    """Yield the figures in brackets at the end of a sentence as a sentence of their own.

    None if there are others before, from which it would not be clear of what they are.
    """
    body = text.rstrip()
    if not body.endswith(")."):
        return
    start = _find_opening(body)
    if start is None or not body[:start].endswith(" "):
        return
    inner, before = body[start + 1 : -2], body[: start - 1]
    while before.endswith(")") and (opens := _find_opening(f"{before}.")) is not None:
        inner, before = f"{before[opens + 1 : -1]}; {inner}", before[:opens].rstrip()
    start = len(before) + 1
    is_detail = _DETAIL.search(inner) and len(_NUMBER.findall(inner)) > 1
    if (
        is_detail
        and not _EXPLAINS.match(inner)
        and not _FIGURES.search(before)
        and ";" not in before
        and len(inner.split()) >= _FEWEST_DETAILS
        and any(map(is_finite_verb, list_words(before)))
    ):
        option = f". Details: {inner}."
        yield Rewrite(ProposalKind.BRACKETS, start - 1, len(body), (option,))


def _find_opening(body: str) -> int | None:
    """Return where the bracket opens that is closed before the full stop at the end."""
    depth = 0
    for place in range(len(body) - 2, -1, -1):
        depth += (body[place] == ")") - (body[place] == "(")
        if depth == 0:
            return place
    return None
