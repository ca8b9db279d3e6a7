"""What the formats of glossaries share: a term made whole, and its address."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from readlevel.core.familiarity import is_uncommon
from readlevel.core.glossary import Term
from readlevel.core.language import primary
from readlevel.core.slug import slugify
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
    return Term(slugify(name)[:_LONGEST_ADDRESS], name, language, rare=rare, **given)


def tell_apart(path: Path, terms: Iterable[Placed]) -> Iterator[Term | Problem]:
    """Pass terms on, each with an address of its own; a name given twice is a problem."""
    names: set[tuple[str, str]] = set()
    slugs: set[tuple[str, str]] = set()
    for line, term in terms:
        if isinstance(term, Problem):
            yield term
        elif (term.language, term.name) in names:
            yield Problem(path, line, term.name, "The term is given twice. Keep one of them.")
        else:
            names.add((term.language, term.name))
            slug = next(one for one in _addresses(term.slug) if (term.language, one) not in slugs)
            slugs.add((term.language, slug))
            yield replace(term, slug=slug)


def _addresses(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
