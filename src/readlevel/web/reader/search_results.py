"""What a search found, for the home page."""

from collections.abc import Sequence

from flask import request
from sqlalchemy.orm import Session

from readlevel.core.model.slug import slugify
from readlevel.usecases.public import fitting_topics, reading_glossary, search
from readlevel.usecases.public.fitting_topics import NamedTopic
from readlevel.usecases.public.missed_searches import CountedSearch, MissKind
from readlevel.usecases.public.reading import PAGE_SIZE
from readlevel.usecases.public.search import SearchRequest, SearchResults
from readlevel.web.http.services import services
from readlevel.web.http.urls import with_query
from readlevel.web.reader.page_contexts import FoundAnswers, FoundTerm, TopicLink
from readlevel.web.reader.page_parts import present_cards
from readlevel.web.reader.reader_request import (
    AS_WRITTEN_PARAMETER,
    ReaderRequest,
    find_network,
)

SEARCH_HEADER, TYPING, ENDED = "Readlevel-Search", "typing", "ended"
"""The header of searches that a script makes: `typing` while words are typed, then `ended`."""


def find_results(
    reader: ReaderRequest, session: Session, topics: Sequence[TopicLink]
) -> FoundAnswers:
    """Search for what the reader asks, and return a page of the hits.

    `topics` are those that have answers.
    """
    found = search.search_answers(
        session,
        SearchRequest(
            reader.query,
            reader.text_choice(),
            PAGE_SIZE,
            PAGE_SIZE * (reader.page - 1),
            reader.as_written,
            is_typed=request.headers.get(SEARCH_HEADER) == TYPING,
        ),
    )
    if _is_counted(reader):
        _count(reader, found)
    return FoundAnswers(
        term=_find_term(reader, session, found.corrected or reader.query),
        topics=_find_topics(reader, topics, found),
        ask_url=reader.urls.ask_for_answer if reader.settings.questions else "",
        asked=reader.parameters.get("asked", ""),
        cards=present_cards(reader, [hit.answer for hit in found.hits]),
        total=found.total,
        fits=found.fits,
        says_something=found.says_something,
        corrected=found.corrected,
        corrected_url=with_query(reader.urls.home, q=found.corrected or None),
        as_written_url=with_query(reader.urls.home, q=reader.query, **{AS_WRITTEN_PARAMETER: 1}),
        earlier_url=_page_url(reader, reader.page - 1) if reader.page > 1 else None,
        more_url=_page_url(reader, reader.page + 1)
        if found.total > PAGE_SIZE * reader.page
        else None,
    )


def _find_topics(
    reader: ReaderRequest, topics: Sequence[TopicLink], found: SearchResults
) -> tuple[TopicLink, ...]:
    if reader.page > 1:
        return ()
    by_slug = {slugify(topic.name): topic for topic in topics}
    named = [
        NamedTopic(slug, [name for name in (link.everyday_name, link.name) if name], link.answers)
        for slug, link in by_slug.items()
    ]
    query = found.corrected or reader.query
    return tuple(
        by_slug[slug] for slug in fitting_topics.find_topics(named, query, found, reader.language)
    )


def _find_term(reader: ReaderRequest, session: Session, query: str) -> FoundTerm | None:
    audience = reader.text_choice().audience
    found = reading_glossary.find_asked_term(session, reader.languages, query, audience)
    if found is None:
        return None
    term, definition = found
    url = reader.urls_in(term.language).term(term.slug)
    return FoundTerm(term.name, term.language, definition, url)


def _is_counted(reader: ReaderRequest) -> bool:
    """Return whether a search is counted: not while its words are typed, but when that ended."""
    said = request.headers.get(SEARCH_HEADER)
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    is_whole = said == ENDED if said else is_page
    is_first = reader.page == 1 and not reader.as_written and "asked" not in reader.parameters
    is_read = "Sec-Purpose" not in request.headers
    return reader.settings.missed_searches and is_whole and is_first and is_read


def _count(reader: ReaderRequest, found: SearchResults) -> None:
    """Count a search by what it found."""
    if not found.says_something:
        return
    kind = MissKind.NOTHING
    if found.fits:
        kind = MissKind.CORRECTED if found.corrected else MissKind.LISTED
    services().search_counter.count(
        CountedSearch(reader.language, reader.query, kind, find_network())
    )


def _page_url(reader: ReaderRequest, page: int) -> str:
    exact = {AS_WRITTEN_PARAMETER: 1} if reader.as_written else {}
    return with_query(reader.urls.home, q=reader.query, **exact, page=page if page > 1 else None)
