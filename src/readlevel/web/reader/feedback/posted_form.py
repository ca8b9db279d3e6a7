"""A form that a reader posts, and the text it is about."""

from dataclasses import replace

from flask import abort, request

from readlevel.core.model.answer import Audience
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import Publication
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import refuse_cross_site_request
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)


def read_post() -> ReaderRequest:
    """Read the posted form and return the reader request. Refuse forms of other sites."""
    refuse_cross_site_request()
    services().bodies.read_into(request.environ)
    return current_reader_request()


def get_text(reader: ReaderRequest, slug: str, audience: str, language: str) -> Publication:
    """Return the text the reader has read, or end the request with 404."""
    if audience not in set(Audience):
        audience = reader.default_persona().audience
    preferences = reader.preferences(reader.own_persona(Audience(audience)))
    if language in preferences.languages:
        own_first = dict.fromkeys((language, *preferences.languages))
        preferences = replace(preferences, languages=tuple(own_first))
    with open_read_session() as session:
        found = reading.find_answer(session, slug, preferences)
    if found is None or found.rendering is None:
        abort(404)
    return found
