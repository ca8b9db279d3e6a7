"""What a search found, for the home page."""

from sqlalchemy.orm import Session

from readlevel.usecases.public import search
from readlevel.usecases.public.reading import PAGE_SIZE
from readlevel.usecases.public.search import SearchRequest
from readlevel.web.http.urls import with_query
from readlevel.web.reader.page_contexts import FoundAnswers
from readlevel.web.reader.page_parts import present_cards
from readlevel.web.reader.reader_request import AS_WRITTEN_PARAMETER, ReaderRequest


def find_results(reader: ReaderRequest, session: Session) -> FoundAnswers:
    """Search for what the reader asks, and return a page of the hits."""
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
    return FoundAnswers(
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


def _page_url(reader: ReaderRequest, page: int) -> str:
    exact = {AS_WRITTEN_PARAMETER: 1} if reader.as_written else {}
    return with_query(reader.urls.home, q=reader.query, **exact, page=page if page > 1 else None)
