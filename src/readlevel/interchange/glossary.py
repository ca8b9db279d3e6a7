"""What the formats of glossaries share: a term made whole, and its address."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from readlevel.core.familiarity import is_uncommon
from readlevel.core.language import primary
from readlevel.core.slug import slugify
from readlevel.core.term import Term
from readlevel.interchange.problem import Problem

MAX_DEFINITION = 5_000

Placed = tuple[int | None, Term | Problem]
"""A term, or why it is none, and the line it stands on."""

_LONGEST_ADDRESS = 200
_WORD = re.compile(r"[^\W\d_]+")


def make_term(name: str, language: str, **given: Any) -> Term:
    """Return a term with its address; it is rare when none of its words is common in print."""
    words = _WORD.findall(name)
    rare = bool(words) and all(is_uncommon(word, primary(language)) for word in words)
    return Term(_address(name), name, language, rare=rare, **given)


def tell_apart(path: Path, terms: Iterable[Placed]) -> Iterator[Term | Problem]:
    """Pass terms on, each with an address of its own; a name given twice is a problem."""
    names: set[tuple[str, str]] = set()
    addresses: set[tuple[str, str]] = set()
    for line, term in terms:
        if isinstance(term, Problem):
            yield term
        elif (term.language, term.name) in names:
            yield Problem(path, line, term.name, "The term is given twice. Keep one of them.")
        else:
            names.add((term.language, term.name))
            own = readdress(term, lambda one: (one.language, one.slug) not in addresses)
            addresses.add((own.language, own.slug))
            yield own


def readdress(term: Term, is_free: Callable[[Term], bool]) -> Term:
    """Return `term` at the first free address of its name: `cold`, `cold-2` and so on.

    `is_free` is given the term at each of them in turn.
    """
    address = _address(term.name)
    addresses = chain((address,), (f"{address}-{number}" for number in count(2)))
    return next(filter(is_free, (replace(term, slug=slug) for slug in addresses)))


def _address(name: str) -> str:
    return slugify(name)[:_LONGEST_ADDRESS]
