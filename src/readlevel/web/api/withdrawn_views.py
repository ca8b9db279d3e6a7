"""API operation that lists the texts that are no longer public, for clients that keep copies."""

from flask import Blueprint

from readlevel.usecases.public import api_lists
from readlevel.web.api import operations, parameters, values
from readlevel.web.api.operations import ROOT
from readlevel.web.api.responses import WithdrawnItems
from readlevel.web.api.tombstone_items import present_tombstone
from readlevel.web.http.urls import with_query
from readlevel.web.reader.reader_request import current_reader_request, open_read_session

blueprint = Blueprint("withdrawn", __name__)


@operations.get(blueprint, "/withdrawn", WithdrawnItems, parameters.TERM_CURSOR, parameters.LIMIT)
def list_withdrawn(cursor: tuple[str, str] | None, limit: int) -> WithdrawnItems:
    """List the texts that were public and are not any more, in every language, by slug.

    They were withdrawn or are being revised. Clients that keep copies should delete them. A text
    that becomes public again leaves this list.
    """
    reader = current_reader_request()
    with open_read_session() as session:
        part = api_lists.list_withdrawn(
            session,
            after=cursor,
            show_unreviewed=reader.settings.show_unreviewed,
            limit=limit,
        )
    following = values.encode_term_cursor(part.next)
    given = {parameters.LIMIT.name: reader.parameters.get(parameters.LIMIT.name)}
    return WithdrawnItems(
        reader.settings.base_url,
        tuple(present_tombstone(reader, one) for one in part.texts),
        with_query(f"{ROOT}/withdrawn", **given, cursor=following) if following else None,
    )
