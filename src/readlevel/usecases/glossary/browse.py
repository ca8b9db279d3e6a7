"""The glossary as editors browse it: lists, searches, and what is known about one term."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm, find_ambiguous_forms
from readlevel.core.model.term import Term
from readlevel.storage.answers import answers
from readlevel.storage.glossary import term_drafts, term_history, term_lists, term_uses, terms
from readlevel.storage.glossary.term_drafts import TermStep
from readlevel.storage.glossary.term_entries import ListedTerm
from readlevel.storage.glossary.term_history import TermChange
from readlevel.storage.public.published_texts import list_texts
from readlevel.usecases.glossary.missing_terms import ScannedText
from readlevel.usecases.searching import find_terms
from readlevel.usecases.searching.find_terms import FoundTerms

__all__ = [
    "MAX_FOUND",
    "FoundTerms",
    "ListedTerm",
    "TermChange",
    "TermDetails",
    "TermStep",
    "count_letter",
    "export_terms",
    "find_listed",
    "find_term",
    "list_ambiguous_forms",
    "list_answer_texts",
    "list_by_letter",
    "list_languages",
    "list_letters",
    "list_public_texts",
    "load_details",
    "search",
]

MAX_FOUND = terms.MAX_FOUND
"""Terms that a search returns at most."""

_MAX_USES = 20
_MAX_STEPS = 50


@dataclass(frozen=True, slots=True)
class TermDetails:
    """What the page of a term shows beside its fields."""

    ambiguous_forms: Sequence[AmbiguousForm]
    history: Sequence[TermChange]
    """Approved changes."""
    steps: Sequence[TermStep]
    """What was done with drafts."""
    uses: Sequence[tuple[str, str]]
    """(slug, question) of answers whose public text explains the term."""


def list_languages(session: Session) -> Sequence[str]:
    """Return the tags of the languages that have terms or drafts of terms."""
    return sorted({*terms.list_languages(session), *term_drafts.list_languages(session)})


def list_letters(session: Session, language: str) -> tuple[str, ...]:
    """Return the initial letters of the terms in a language."""
    return term_lists.list_letters(session, language)


def count_letter(session: Session, language: str, letter: str) -> int:
    """Return how many terms start with a letter."""
    return term_lists.count_by_letter(session, language, letter)


def list_by_letter(
    session: Session, language: str, letter: str, *, skip: int, limit: int
) -> Sequence[ListedTerm]:
    """Return a page of the terms that start with a letter."""
    return term_lists.list_by_letter(session, language, letter, limit=limit, offset=skip)


def search(session: Session, language: str, query: str) -> FoundTerms:
    """Return at most `MAX_FOUND` terms; misspelled words are put right if there is none."""
    return find_terms.search_terms(session, language, query)


def find_term(session: Session, language: str, slug: str) -> Term | None:
    """Return a term, or None."""
    return terms.find_term(session, language, slug) if slug else None


def find_listed(
    session: Session, keys: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], ListedTerm]:
    """Return the terms that (language, slug) pairs name, with their rendered definitions."""
    return terms.find_listed(session, keys)


def export_terms(session: Session) -> list[Term]:
    """Return the complete glossary."""
    return list(terms.iter_terms(session))


def load_details(session: Session, language: str, slug: str) -> TermDetails:
    """Return history, uses and ambiguous forms of a term; empty for a new one (no slug)."""
    if not slug:
        return TermDetails((), (), (), ())
    term = terms.find_term(session, language, slug)
    uses = term_uses.find_uses(session, language, slug, limit=_MAX_USES)
    return TermDetails(
        list_ambiguous_forms(session, term) if term else (),
        term_history.list_changes(session, language, slug),
        term_drafts.list_steps(session, language, slug, limit=_MAX_STEPS),
        [(one, _find_question(session, one, language)) for one in uses],
    )


def list_ambiguous_forms(session: Session, term: Term) -> Sequence[AmbiguousForm]:
    """Return the forms of a term that other terms share."""
    forms = filter(None, (term.name, *term.other_forms, term.acronym))
    near = {
        (one.term.language, one.term.slug): one.term
        for form in forms
        for one in term_lists.search_by_name(session, term.language, form)
    }
    near[term.language, term.slug] = term
    return list(find_ambiguous_forms(near.values(), [term]))


def list_answer_texts(session: Session, slug: str) -> list[ScannedText]:
    """Return the newest texts of an answer; none if there is no such answer."""
    answer = answers.find_texts(session, slug)
    return [
        (f"{variant.audience}.{variant.language}", variant.language, variant.markdown)
        for variant in (answer.variants if answer else ())
    ]


def list_public_texts(session: Session, *, limit: int) -> list[ScannedText]:
    """Return the first `limit` public texts of the site."""
    return [
        (text.slug, text.language, text.markdown)
        for text in list_texts(session, after=None, limit=limit)
    ]


def _find_question(session: Session, slug: str, language: str) -> str:
    answer = answers.find_head(session, slug)
    return answer.question_in(language)[1] if answer else slug
