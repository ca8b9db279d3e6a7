"""Use cases of editors: saving and removing a term.

Both need the version of the term that the editor saw (`term_version`). The texts that may hold
the term are queued for rendering, which a process beside the server does.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.glossary.ambiguous_forms import AmbiguousForm, find_ambiguous_forms
from readlevel.core.model.term import Term, digest_terms
from readlevel.interchange.glossary.entries import with_free_slug
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_history, term_lists, terms
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.glossary import store_terms

_MAX_VERSIONS = 50


class TermEditConflict(EditConflict):
    """Somebody else has changed the term since it was shown; `current` is None if it is gone."""

    def __init__(self, expected_version: str, current: Term | None) -> None:
        super().__init__(expected_version, term_version(current))
        self.current = current


class TermNameTaken(ValueError):
    """Another term of the language has the name."""


def term_version(term: Term | None) -> str:
    """Return the version of a term: a digest, or empty if there is no term."""
    return "" if term is None else digest_terms([term])[:16]


def find_term_version(session: Session, language: str, slug: str, version: str) -> Term | None:
    """Return the term as it was at `version`, or None if its last changes do not have it."""
    states = term_history.list_versions(session, language, slug, limit=_MAX_VERSIONS)
    return next((state for state in states if term_version(state) == version), None)


def save_term(
    session: Session,
    actor: Account,
    given: Term,
    *,
    slug: str,
    expected_version: str,
    now: datetime,
) -> Term:
    """Store a term at `slug`, or at a free slug if it is new (`slug` is empty).

    Raise `TermEditConflict` or `TermNameTaken`; return the term as it is stored.
    """
    before = terms.find_term(session, given.language, slug) if slug else None
    if term_version(before) != expected_version:
        raise TermEditConflict(expected_version, before)
    if terms.has_name(session, given.language, given.name, except_slug=slug):
        raise TermNameTaken(given.name)
    if slug:
        term = replace(given, slug=slug)
    else:
        language = given.language
        term = with_free_slug(given, lambda free: terms.find_term(session, language, free) is None)
    if store_terms.save_terms(session, [term], author=actor.name, now=now):
        audit_log.record_action(
            session, actor, "term.saved", term.slug, now=now, language=term.language
        )
    return term


def remove_term(
    session: Session,
    actor: Account,
    language: str,
    slug: str,
    *,
    expected_version: str,
    now: datetime,
) -> None:
    """Remove a term; its history stays. Raise `TermEditConflict`."""
    before = terms.find_term(session, language, slug)
    if before is None or term_version(before) != expected_version:
        raise TermEditConflict(expected_version, before)
    store_terms.remove_term(session, language, slug, author=actor.name, now=now)
    audit_log.record_action(session, actor, "term.removed", slug, now=now, language=language)


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
