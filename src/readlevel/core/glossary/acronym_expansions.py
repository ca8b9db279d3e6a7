"""Acronyms that a text itself introduces: "brain arteriovenous malformation (bAVM)".

From there on the acronym means that term in that text, whatever it means in the glossary.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readlevel.core.glossary.matcher import TermMatch
from readlevel.core.glossary.word_boundaries import is_part_of_code
from readlevel.core.languages.acronyms import stands_for
from readlevel.core.model.term import Term

_SHORT = r"[^\W\d_][\w-]{1,9}"
_NEAR = frozenset(" ()")
_AFTER = re.compile(rf" ?\((?P<short>{_SHORT})[),;]")
_BEFORE = re.compile(rf"(?<![\w-])(?P<short>{_SHORT}) \(\Z")
_LONGEST = 13
"""The number of characters before a term in which an acronym and its parenthesis must begin."""


class Expansion(NamedTuple):
    """An acronym and the term for which a text introduces it, valid from `start`."""

    acronym: str
    term: Term
    start: int


def find_expansions(text: str, matches: Sequence[TermMatch]) -> Iterator[Expansion]:
    """Yield acronyms in parentheses after a term, or before a term in parentheses."""
    for match in matches:
        after = text[match.end : match.end + 2]
        if after[:1] not in _NEAR or match.by_acronym or len(match.terms) > 1:
            continue
        found = _AFTER.match(text, match.end)
        if found is None and after[:1] == ")":
            found = _BEFORE.search(text, max(0, match.start - _LONGEST), match.start)
        if found is None:
            continue
        acronym = _singular(found["short"])
        if stands_for(acronym, text, match.start, match.end):
            yield Expansion(acronym, match.terms[0], found.start("short"))


def find_acronyms(text: str, known: Mapping[str, Term], start: int = 0) -> Iterator[TermMatch]:
    """Yield matches of the `known` acronyms and their plurals in `text` from `start` on."""
    here = [acronym for acronym in known if acronym in text]
    if not here:
        return
    choices = "|".join(map(re.escape, sorted(here, key=len, reverse=True)))
    for found in re.compile(rf"(?<![\w@])({choices})s?(?![\w@])").finditer(text, start):
        if not is_part_of_code(text, found.start(), found.end()):
            yield TermMatch(found.start(), found.end(), (known[found[1]],), by_acronym=True)


def _singular(acronym: str) -> str:
    """Return `acronym` without the s of a plural: AVMs."""
    return acronym[:-1] if acronym.endswith("s") and acronym[-2:-1].isupper() else acronym
