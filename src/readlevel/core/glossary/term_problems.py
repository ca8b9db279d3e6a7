"""Finds mistakes in a glossary: names without a term, and longer names that have no effect."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from readlevel.core.glossary.ambiguous_forms import find_ambiguous_forms
from readlevel.core.glossary.longer_names import read_longer_names
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.folding import fold
from readlevel.core.languages.tags import primary
from readlevel.core.model.term import Term


class TermProblemKind(StrEnum):
    """What is wrong with a term."""

    SHARED_FORM = "shared_form"
    """Another term has the same form, so neither is explained where a text has it."""
    UNKNOWN_SEE_ALSO = "unknown_see_also"
    """`see_also` names a term that the glossary does not have."""
    NOT_IN_WITHOUT_TERM = "not_in_without_term"
    """A longer name in `not_in` does not contain the term."""
    NOT_IN_IS_TERM = "not_in_is_term"
    """A name in `not_in` is a form of the term itself, which is then never explained."""


@dataclass(frozen=True, slots=True)
class TermProblem:
    """A problem of a term."""

    kind: TermProblemKind
    term: Term
    name: str
    """The form or name that causes it."""
    others: tuple[Term, ...] = ()
    """The other terms with that form."""


def find_term_problems(terms: Iterable[Term]) -> Iterator[TermProblem]:
    """Yield the problems of a whole glossary, term by term, then the shared forms."""
    terms = list(terms)
    names = {(primary(term.language), fold(term.name).text) for term in terms}
    for term in terms:
        for name in term.see_also:
            if (primary(term.language), fold(name).text) not in names:
                yield TermProblem(TermProblemKind.UNKNOWN_SEE_ALSO, term, name)
        yield from _check_longer_names(term)
    for shared in find_ambiguous_forms(terms):
        first, *others = shared.terms
        yield TermProblem(TermProblemKind.SHARED_FORM, first, shared.form, tuple(others))


def _check_longer_names(term: Term) -> Iterator[TermProblem]:
    if not term.not_in:
        return
    alone = Glossary([replace(term, not_in=())])
    known = read_longer_names(term.language)
    for name in (one for one in term.not_in if fold(one).text not in known):
        found = alone.find_matches(name, term.language)
        if not found:
            yield TermProblem(TermProblemKind.NOT_IN_WITHOUT_TERM, term, name)
        elif found[0].start == 0 and found[0].end == len(name):
            yield TermProblem(TermProblemKind.NOT_IN_IS_TERM, term, name)
