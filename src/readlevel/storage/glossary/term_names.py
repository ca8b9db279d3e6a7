"""The names by which a term is found: its name, other forms, acronym and search words."""

import re
from collections.abc import Iterator

from readlevel.core.languages.search_folding import fold
from readlevel.core.model.term import Term

MAX_FOLDED = 200
"""Characters of a name that are indexed."""

_WORD = re.compile(r"[^\W_]+")


def list_names(term: Term) -> tuple[str, ...]:
    """Return all names by which a term is found."""
    acronym = [term.acronym] if term.acronym else []
    return (term.name, *term.other_forms, *acronym, *term.search_words)


def fold_names(term: Term) -> set[str]:
    """Return the names of a term as they are indexed."""
    return {fold(name)[:MAX_FOLDED] for name in list_names(term)}


def fold_spellings(name: str) -> set[str]:
    """Return a name as it is indexed, with each kind of apostrophe."""
    straight = fold(name).replace("\u2019", "'")
    return {straight[:MAX_FOLDED], straight.replace("'", "\u2019")[:MAX_FOLDED]}


def name_suffixes(name: str) -> Iterator[str]:
    """Yield the folded name and its ends from each later word: "blood pressure", "pressure"."""
    folded = fold(name)
    for word in _WORD.finditer(folded):
        yield folded[word.start() :][:MAX_FOLDED]
