"""What a search found, for the home page."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from flask import request
from sqlalchemy.orm import Session

from readlevel.core.model.slug import slugify
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.public import fitting_topics, missed_searches, reading_glossary, search
from readlevel.usecases.public.fitting_topics import NamedTopic
from readlevel.usecases.public.missed_searches import MissKind
from readlevel.usecases.public.reading import PAGE_SIZE
from readlevel.usecases.public.search import SearchRequest, SearchResults
from readlevel.web.http.urls import with_query
from readlevel.web.reader.page_contexts import FoundAnswers, FoundTerm, TopicLink
from readlevel.web.reader.page_parts import present_cards
from readlevel.web.reader.reader_request import (
    AS_WRITTEN_PARAMETER,
    ReaderRequest,
    find_network,
    open_write_session,
)


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
        ),
    )
    if _is_counted(reader):
        _record_miss(reader, found)
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
    """Return whether a search is counted if it misses: not while its words are typed."""
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    is_first = reader.page == 1 and not reader.as_written and "asked" not in reader.parameters
    is_read = "Sec-Purpose" not in request.headers
    return reader.settings.missed_searches and is_page and is_first and is_read


def _record_miss(reader: ReaderRequest, found: SearchResults) -> None:
    """Count a search that found nothing, or whose words were put right; never fail for it."""
    if not found.says_something or (found.fits and not found.corrected):
        return
    kind = MissKind.CORRECTED if found.fits else MissKind.NOTHING
    with suppress(DatabaseProblem), open_write_session() as session:
        missed_searches.record_miss(
            session,
            reader.language,
            reader.query,
            kind,
            find_network(),
            days=reader.settings.question_days,
            now=datetime.now(UTC),
        )


def _page_url(reader: ReaderRequest, page: int) -> str:
    exact = {AS_WRITTEN_PARAMETER: 1} if reader.as_written else {}
    return with_query(reader.urls.home, q=reader.query, **exact, page=page if page > 1 else None)
