"""Use cases of a reader of the glossary: letters, lists, search and the page of a term."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.term import Term
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.storage.glossary import term_lists, term_uses, terms
from readlevel.storage.glossary.term_entries import ListedTerm
from readlevel.storage.public import listings
from readlevel.storage.public.listings import ListedAnswer
from readlevel.usecases.public.reading import TextChoice, show_chosen
from readlevel.usecases.searching import find_terms

TERMS_PER_PAGE = 100
MAX_USES_SHOWN = 20
"""Answers named on the page of a term."""


@dataclass(frozen=True, slots=True)
class TermList:
    """A part of the glossary."""

    terms: tuple[ListedTerm, ...]
    total: int
    more: bool
    corrected: str = ""
    """The query that was searched for, if misspelled words were put right; else empty."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """One term, the terms it points to where they are there, and the answers that explain it."""

    term: Term
    definition_lay: SafeHTML | None
    definition_clinician: SafeHTML | None
    see_also: tuple[tuple[str, Term | None], ...]
    used_in: tuple[ListedAnswer, ...]


def list_letters(session: Session, language: str) -> tuple[str, ...]:
    """Return the letters under which the glossary has terms."""
    return term_lists.list_letters(session, language)


def list_terms(session: Session, language: str, letter: str, *, page: int) -> TermList:
    """Return a page of the terms under a letter."""
    found = term_lists.list_by_letter(
        session,
        language,
        letter,
        limit=TERMS_PER_PAGE + 1,
        offset=TERMS_PER_PAGE * (page - 1),
    )
    more = len(found) > TERMS_PER_PAGE
    return TermList(found[:TERMS_PER_PAGE], len(found[:TERMS_PER_PAGE]), more)


def search_terms(session: Session, language: str, query: str) -> TermList:
    """Return the terms that a search finds; misspelled words are put right if there is none."""
    found = find_terms.search_terms(session, language, query)
    return TermList(found.terms, len(found.terms), more=False, corrected=found.corrected)


def find_asked_term(
    session: Session, languages: Sequence[str], query: str, audience: Audience
) -> tuple[Term, SafeHTML] | None:
    """Return the term that a query asks for, with its definition for an audience, or None."""
    for term, lay, clinician in find_terms.find_defined(session, languages, query):
        own, other = (lay, clinician) if audience is Audience.LAY else (clinician, lay)
        definition = own or other
        if definition is not None:
            return term, definition
    return None


def find_term(session: Session, choice: TextChoice, slug: str) -> TermUse | None:
    """Return a term in the first of a reader's languages that has it, or None."""
    for language in choice.languages:
        term = terms.find_term(session, language, slug)
        if term is not None:
            break
    else:
        return None
    see_also = tuple(
        (name, terms.find_by_name(session, term.language, name)) for name in term.see_also
    )
    slugs = term_uses.find_uses(session, term.language, slug, limit=MAX_USES_SHOWN)
    used_in = listings.find_by_slugs(
        session, choice.languages[0], slugs, show_unreviewed=choice.show_unreviewed
    )
    lay, clinician = terms.find_definitions(session, term.language, slug)
    return TermUse(term, lay, clinician, see_also, show_chosen(session, used_in, choice))
