"""API operations on the glossary."""

import json
from urllib.parse import quote

from flask import Blueprint, abort

from readlevel.core.model.term import Term
from readlevel.usecases.public import api_lists, reading_glossary
from readlevel.web.api import operations, parameters, values
from readlevel.web.api.operations import ROOT
from readlevel.web.api.responses import TermItem, TermItems, WholeTerm
from readlevel.web.http.urls import with_query
from readlevel.web.reader.linked_data import describe_term
from readlevel.web.reader.page_parts import present_cards
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

blueprint = Blueprint("glossary", __name__)


@operations.get(
    blueprint,
    "/glossary",
    TermItems,
    parameters.LANGUAGE,
    parameters.QUERY,
    parameters.LETTER,
    parameters.TERM_CURSOR,
    parameters.LIMIT,
)
def list_terms(q: str, letter: str | None, cursor: tuple[str, str] | None, limit: int) -> TermItems:
    """List terms of the glossary by name.

    A search finds names, other forms and acronyms in which a word begins with `q`; if there are
    none, other forms and names of what `q` says, with misspelled words put right. It returns up to
    100 terms on one page.
    """
    reader = current_reader_request()
    with open_read_session() as session:
        part = api_lists.list_terms(
            session, reader.language, query=q, letter=letter, after=cursor, limit=limit
        )
    next_place = values.encode_term_cursor(part.next)
    return TermItems(
        reader.settings.base_url,
        reader.language,
        tuple(
            TermItem(
                one.term,
                one.definition,
                reader.urls_in(one.term.language).term(one.term.slug),
                _api_url(reader, one.term),
            )
            for one in part.terms
        ),
        None if next_place is None else _next_url(reader, next_place),
        part.corrected or None,
    )


@operations.get(
    blueprint,
    "/glossary/<slug>",
    WholeTerm,
    parameters.LANGUAGE,
    problems={404: "The glossary has no such term."},
)
def get_term(slug: str) -> WholeTerm:
    """Get one term with both definitions.

    If the glossary of the language lacks it, it is returned from another language.
    """
    reader = current_reader_request()
    with open_read_session() as session:
        found = reading_glossary.find_term(session, reader.default_text_choice(), slug)
    if found is None:
        abort(404)
    urls = reader.urls_in(found.term.language)
    canonical_url = reader.settings.base_url + urls.term(slug)
    return WholeTerm(
        reader.settings.base_url,
        found.term,
        found.definition_lay,
        found.definition_clinician,
        tuple(
            (name, None if term is None else reader.urls_in(term.language).term(term.slug))
            for name, term in found.see_also
        ),
        present_cards(reader, found.used_in),
        canonical_url,
        json.loads(describe_term(reader, found.term, canonical_url)),
    )


def _api_url(reader: ReaderRequest, term: Term) -> str:
    own = reader.settings.languages
    language = term.language if term.language in own[1:] else None
    return with_query(f"{ROOT}/glossary/{quote(term.slug, safe='')}", language=language)


def _next_url(reader: ReaderRequest, cursor: str) -> str:
    given = {
        parameter.name: reader.parameters.get(parameter.name)
        for parameter in (parameters.LANGUAGE, parameters.LETTER, parameters.LIMIT)
    }
    return with_query(f"{ROOT}/glossary", **given, cursor=cursor)
