"""Views of the glossary and of one term."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort
from sqlalchemy.orm import Session

from readlevel.core.languages.collation import OTHER, alphabet
from readlevel.core.model.term import Term
from readlevel.usecases.public import reading_glossary
from readlevel.web.http.headers import make_public
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.linked_data import describe_term
from readlevel.web.reader.page_contexts import GlossaryPage, LanguageLink, TermPage
from readlevel.web.reader.page_parts import present_cards, present_site
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

blueprint = Blueprint("glossary", __name__)


@blueprint.get("/glossary")
def show_glossary() -> Response:
    """Show the terms that a search finds, or those of one letter."""
    reader = current_reader_request()
    path, query = reader.urls.glossary, reader.query
    with open_read_session() as session:
        found_letters = reading_glossary.list_letters(session, reader.language)
        letter = None if query else _letter(reader, found_letters)
        if query:
            found = reading_glossary.search_terms(session, reader.language, query)
        elif letter is not None:
            found = reading_glossary.list_terms(session, reader.language, letter, page=reader.page)
        else:
            found = reading_glossary.TermList((), 0, more=False)
        more = with_query(path, letter=letter, page=reader.page + 1)
        page = GlossaryPage(
            site=present_site(reader, path),
            letters=_letters(path, found_letters, reader.language),
            letter=letter,
            query=query,
            corrected=found.corrected,
            terms=tuple(
                (one.term, one.definition, reader.urls.term(one.term.slug)) for one in found.terms
            ),
            total=found.total,
            more_url=more if found.more else None,
            canonical_url=reader.settings.base_url + _canonical_path(reader, letter, found_letters),
            other_languages=() if found.terms else _list_other_languages(reader, session),
        )
    return make_public(render("reader/glossary.html", page))


@blueprint.get("/glossary/<slug>")
def show_term(slug: str) -> Response:
    """Show a term with its definitions and the answers that use it."""
    reader = current_reader_request()
    with open_read_session() as session:
        found = reading_glossary.find_term(session, reader.default_text_choice(), slug)
        if found is None:
            abort(404)
        term = found.term
        urls = reader.urls_in(term.language)
        canonical_url = reader.settings.base_url + urls.term(slug)
        page = TermPage(
            site=present_site(reader, reader.urls.term(slug)),
            term=term,
            definition_lay=found.definition_lay,
            definition_clinician=found.definition_clinician,
            see_also=tuple((name, _term_url(reader, other)) for name, other in found.see_also),
            used_in=present_cards(reader, found.used_in),
            canonical_url=canonical_url,
            json_ld=describe_term(reader, term, canonical_url),
        )
    return make_public(render("reader/term.html", page))


def _letter(reader: ReaderRequest, letters: Sequence[str]) -> str | None:
    """Return the requested letter if the glossary has terms under it, else the first letter."""
    asked = reader.parameters.get("letter", "").upper()
    if asked in letters:
        return asked
    return _first(letters)


def _canonical_path(reader: ReaderRequest, letter: str | None, letters: Sequence[str]) -> str:
    """Return the canonical path: the bare glossary path for the first page of its first letter."""
    page = reader.page if reader.page > 1 else None
    named = letter if page or letter != _first(letters) else None
    return with_query(reader.urls.glossary, letter=named, page=page)


def _first(letters: Sequence[str]) -> str | None:
    return next((letter for letter in letters if letter != OTHER), next(iter(letters), None))


def _letters(path: str, found: Sequence[str], language: str) -> tuple[tuple[str, str | None], ...]:
    """Return the letters of the alphabet, each with its URL if it has terms."""
    return tuple(
        (letter, with_query(path, letter=letter) if letter in found else None)
        for letter in alphabet(found, language)
    )


def _list_other_languages(reader: ReaderRequest, session: Session) -> tuple[LanguageLink, ...]:
    """Return the other languages whose glossary matches the query, or has any terms."""
    found = (
        (tag, reading_glossary.search_terms(session, tag, reader.query).terms)
        if reader.query
        else (tag, reading_glossary.list_letters(session, tag))
        for tag in reader.languages[1:]
    )
    return tuple(
        LanguageLink(
            tag,
            name_language(tag),
            with_query(reader.urls_in(tag).glossary, q=reader.query or None),
            current=False,
        )
        for tag, some in found
        if some
    )


def _term_url(reader: ReaderRequest, term: Term | None) -> str | None:
    return None if term is None else reader.urls_in(term.language).term(term.slug)
