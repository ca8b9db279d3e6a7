"""Answers: in lists, one as data, and one as the HTML of its page."""

import json
import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona, find_persona
from readlevel.core.rendering.rendering import Rendering
from readlevel.storage.public.api_cursors import CursorItem, ListCursor
from readlevel.storage.public.publications import Publication
from readlevel.usecases.public import api_lists, reading
from readlevel.usecases.public.api_lists import AnswersQuery
from readlevel.usecases.public.reading import ReaderPreferences
from readlevel.web.api import operations, parameters, values
from readlevel.web.api.operations import HTML, ROOT
from readlevel.web.api.responses import (
    AnswerItem,
    AnswerItems,
    TopicItem,
    Topics,
    VariantLink,
    WholeAnswer,
)
from readlevel.web.http.headers import PUBLIC, allow_cross_origin, make_public
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.answer_page import present_answer
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.page_contexts import AnswerCard, AnswerPage, SiteContext, VariantContext
from readlevel.web.reader.page_parts import present_cards
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OWN_ADDRESS = re.compile(r'(<[a-z][^<>]*?\s(?:href|src|action)=")(?=/(?!/))')
"""Before an address of this site, in a tag: text holds no `<` that is not escaped."""
_PROBLEMS = {
    301: "The answer has another slug now.",
    404: "No answer has this slug, or none of it is public.",
    410: "The answer was withdrawn; `detail` says why.",
}

blueprint = Blueprint("answers", __name__)


@dataclass(frozen=True, slots=True)
class AnswerFragment:
    """One text without its page (`api/answer_fragment.html`)."""

    site: SiteContext
    variant: VariantContext


@operations.get(
    blueprint,
    "/answers",
    AnswerItems,
    parameters.LANGUAGE,
    parameters.QUERY,
    parameters.TOPIC,
    parameters.UPDATED_SINCE,
    parameters.CURSOR,
    parameters.LIMIT,
)
def list_answers(
    q: str, topic: str | None, updated_since: int | None, cursor: ListCursor | None, limit: int
) -> AnswerItems:
    """List answers.

    The latest reviewed come first; of a search the best; of `updated_since` the earliest. Follow
    `next_url` until it is null.
    """
    visit = current_reader_request()
    asked = AnswersQuery(
        visit.language, q, topic, updated_since, cursor, visit.settings.show_unreviewed, limit
    )
    with open_read_session() as session:
        part = api_lists.list_answers(session, asked)
    return AnswerItems(
        visit.settings.base_url,
        visit.language,
        tuple(_present_item(visit, placed) for placed in part.answers),
        _next_url(visit, values.encode_cursor(part.next)),
    )


@operations.get(
    blueprint,
    "/answers/<slug>",
    WholeAnswer,
    parameters.LANGUAGE,
    parameters.PERSONA,
    parameters.AUDIENCE,
    parameters.EXPLAIN,
    problems=_PROBLEMS,
)
def get_answer(slug: str, **chosen: str | None) -> WerkzeugResponse | WholeAnswer:
    """Give the text of an answer that suits a reader.

    Where the text for them is not public, the other one is given, and `only_variant` is true; where
    it is not in the language, it is given in another.
    """
    visit = current_reader_request()
    found = _find(visit, slug, chosen)
    if isinstance(found, WerkzeugResponse):
        return found
    publication, page = found
    answer = WholeAnswer(
        visit.settings.base_url,
        page.variant,
        page.canonical_url,
        page.description,
        page.alternates,
        json.loads(page.json_ld),
        tuple(
            VariantLink(
                one.audience,
                one.language,
                one.status,
                visit.addresses_of(one.language).variant(slug, one.audience),
                _api_url(visit, slug, one.language, audience=one.audience),
            )
            for one in publication.siblings
        ),
    )
    return _dated(operations.respond(answer), publication)


@operations.get(
    blueprint,
    "/answers/<slug>/html",
    None,
    parameters.LANGUAGE,
    parameters.PERSONA,
    parameters.AUDIENCE,
    parameters.EXPLAIN,
    problems=_PROBLEMS,
)
def get_answer_html(slug: str, **chosen: str | None) -> WerkzeugResponse:
    """Give the same text as HTML.

    It is the `<article>` of its page: heading, reading level, text, references and disclaimer, with
    whole addresses, to be put into another page.
    """
    visit = current_reader_request()
    found = _find(visit, slug, chosen)
    if isinstance(found, WerkzeugResponse):
        return found
    publication, page = found
    # What is sent from another site's page is refused, so its forms are left out.
    variant = replace(page.variant, explain=None, ask_url="", ease_url="")
    shown = render("api/answer_fragment.html", AnswerFragment(page.site, variant))
    markup = _OWN_ADDRESS.sub(
        lambda before: before[0] + visit.settings.base_url, shown.get_data(as_text=True)
    )
    response = Response(markup, content_type=HTML)
    return _dated(make_public(allow_cross_origin(response)), publication)


@operations.get(blueprint, "/topics", Topics, parameters.LANGUAGE)
def list_topics() -> Topics:
    """List the topics that have answers."""
    visit = current_reader_request()
    with open_read_session() as session:
        found = reading.list_topics(
            session, visit.language, show_unreviewed=visit.settings.show_unreviewed
        )
    return Topics(
        visit.settings.base_url,
        visit.language,
        tuple(
            TopicItem(one.name, visit.addresses.topic(one.slug), one.answers, one.slug)
            for one in found
        ),
    )


def _find(
    visit: ReaderRequest, slug: str, chosen: dict[str, str | None]
) -> WerkzeugResponse | tuple[Publication, AnswerPage]:
    """Return the text that was asked for and its page, or where it stands now."""
    persona = _choose_persona(visit, chosen["persona"], chosen["audience"])
    wanted = visit.wanted(persona)
    with open_read_session() as session:
        found = reading.find_answer(session, slug, wanted)
        if found is None:
            new = reading.find_current_slug(session, slug, show_unreviewed=wanted.show_unreviewed)
            return _moved(slug, new)
    rendering = _get_rendering(found, wanted)
    page = present_answer(visit, found, rendering, persona, chosen=persona, at_stable_address=True)
    return found, page


def _choose_persona(visit: ReaderRequest, key: str | None, audience: str | None) -> Persona:
    named = find_persona(visit.settings.personas, key)
    if named is not None:
        return named
    return visit.own_persona(Audience(audience)) if audience else visit.default_persona()


def _get_rendering(found: Publication, wanted: ReaderPreferences) -> Rendering:
    if found.rendering is None:
        raise RequestRefused("withdrawn", 410, found.review.withdrawn_because or "")
    return found.rendering


def _moved(slug: str, new: str | None) -> WerkzeugResponse:
    if new is None:
        abort(404)
    path = request.path.replace(f"/answers/{slug}", f"/answers/{quote(new, safe='')}", 1)
    query = request.query_string.decode("latin-1")
    response = redirect(f"{path}?{query}" if query else path, 301)
    response.headers["Cache-Control"] = PUBLIC
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _dated(response: Response, found: Publication) -> Response:
    response.last_modified = found.changed
    return response


def _present_item(visit: ReaderRequest, placed: CursorItem) -> AnswerItem:
    [card] = present_cards(visit, [placed.listed])
    return AnswerItem(
        **{field.name: getattr(card, field.name) for field in fields(AnswerCard)},
        slug=placed.listed.slug,
        changed=_EPOCH + timedelta(microseconds=placed.changed),
        api_url=_api_url(visit, placed.listed.slug, visit.language),
    )


def _api_url(visit: ReaderRequest, slug: str, language: str, **more: str) -> str:
    """Return where an answer is given as data; the language of the site needs no word."""
    settings = visit.settings
    known = language in settings.languages and language != settings.languages[0]
    path = f"{ROOT}/answers/{quote(slug, safe='')}"
    return with_query(path, language=language if known else None, **more)


def _next_url(visit: ReaderRequest, cursor: str | None) -> str | None:
    """Return the address of the next part of a list: this one's, from the cursor on."""
    if cursor is None:
        return None
    given = {
        parameter.name: visit.parameters.get(parameter.name)
        for parameter in (
            parameters.LANGUAGE,
            parameters.QUERY,
            parameters.TOPIC,
            parameters.UPDATED_SINCE,
            parameters.LIMIT,
        )
    }
    return with_query(f"{ROOT}/answers", **given, cursor=cursor)
