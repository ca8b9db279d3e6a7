"""API operation that lists withdrawn texts, for clients that keep copies."""

from flask import Blueprint

from readlevel.usecases.public import api_lists
from readlevel.usecases.public.api_lists import WithdrawnText
from readlevel.web.api import operations, parameters, values
from readlevel.web.api.operations import ROOT
from readlevel.web.api.responses import WithdrawnItem, WithdrawnItems
from readlevel.web.http.urls import with_query
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

blueprint = Blueprint("withdrawn", __name__)


@operations.get(blueprint, "/withdrawn", WithdrawnItems, parameters.TERM_CURSOR, parameters.LIMIT)
def list_withdrawn(cursor: tuple[str, str] | None, limit: int) -> WithdrawnItems:
    """List the texts that were withdrawn, in every language, by slug.

    Clients that keep copies should delete them. A text that becomes public again leaves this list.
    """
    reader = current_reader_request()
    with open_read_session() as session:
        part = api_lists.list_withdrawn(session, after=cursor, limit=limit)
    following = values.encode_term_cursor(part.next)
    given = {parameters.LIMIT.name: reader.parameters.get(parameters.LIMIT.name)}
    return WithdrawnItems(
        reader.settings.base_url,
        tuple(_present(reader, one) for one in part.texts),
        with_query(f"{ROOT}/withdrawn", **given, cursor=following) if following else None,
    )


def _present(reader: ReaderRequest, one: WithdrawnText) -> WithdrawnItem:
    return WithdrawnItem(
        one.slug,
        one.audience,
        one.language,
        one.question,
        one.because,
        reader.urls_in(one.language).variant(one.slug, one.audience),
    )
