"""Ambiguous forms, which several terms of a glossary share."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from readlevel.core.glossary.forms import Form, list_forms
from readlevel.core.languages.tags import primary
from readlevel.core.model.term import Term


@dataclass(frozen=True, slots=True)
class AmbiguousForm:
    """A form and the terms, at least two, that it may mean."""

    form: str
    """The form as a text would write it; in lower case if the case does not matter."""
    terms: tuple[Term, ...]


def find_ambiguous_forms(
    terms: Iterable[Term], concerned: Collection[Term] | None = None
) -> Iterator[AmbiguousForm]:
    """Yield the ambiguous forms among `terms`, or only those that involve a `concerned` term.

    Each set of terms is reported once, with the first form that they share. An inflected form
    counts only if no term has it uninflected.
    """
    own = None if concerned is None else set(map(_key, concerned))
    told: set[frozenset[tuple[str, str]]] = set()
    for forms in _group(terms, concerned).values():
        best = min((form.rank for form, _ in forms if not form.cased), default=0)
        for form, sharing in _sharing(forms):
            keys = frozenset(map(_key, sharing))
            counts = bool(form.cased) or form.rank == best
            concerns = own is None or bool(keys & own)
            if counts and len(keys) > 1 and concerns and keys not in told:
                told.add(keys)
                yield AmbiguousForm(_written(form), tuple(sharing))


def _key(term: Term) -> tuple[str, str]:
    return term.language, term.slug


def _group(
    terms: Iterable[Term], concerned: Iterable[Term] | None
) -> dict[tuple[str, str], list[tuple[Form, Term]]]:
    """Group the forms of terms by primary language and pattern.

    With `concerned`, return only the groups that contain a form of these terms.
    """
    groups: dict[tuple[str, str], list[tuple[Form, Term]]] = {
        (primary(term.language), form.pattern): []
        for term in concerned or ()
        for form in _forms(term)
    }
    for term in terms:
        for form in _forms(term):
            key = (primary(term.language), form.pattern)
            if concerned is None:
                groups.setdefault(key, []).append((form, term))
            elif key in groups:
                groups[key].append((form, term))
    return groups


def _forms(term: Term) -> list[Form]:
    return list_forms(term.name, term.other_forms, term.acronym, term.language)


def _sharing(forms: Iterable[tuple[Form, Term]]) -> Iterator[tuple[Form, list[Term]]]:
    """Yield each form with the terms that share it in the same rank and case."""
    alike: dict[tuple[int, tuple[str | None, ...]], tuple[Form, list[Term]]] = {}
    for form, term in forms:
        alike.setdefault((form.rank, form.cased), (form, []))[1].append(term)
    yield from alike.values()


def _written(form: Form) -> str:
    words = form.pattern.split(" ")
    cased = form.cased or (None,) * len(words)
    return " ".join(exact or word for exact, word in zip(cased, words, strict=False))
