"""API operations on answers and topics."""

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona, find_persona
from readlevel.core.rendering.rendering import Rendering
from readlevel.usecases.public import api_lists, reading
from readlevel.usecases.public.api_lists import AnswersQuery, CursorItem, ListCursor
from readlevel.usecases.public.reading import Publication, ReaderPreferences
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
from readlevel.web.api.tombstone_items import present_tombstone
from readlevel.web.http.headers import PUBLIC, add_last_modified, allow_cross_origin, make_public
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.absolute_links import make_links_absolute
from readlevel.web.reader.answer_page import present_answer
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.page_contexts import AnswerCard, AnswerPage, SiteContext, VariantContext
from readlevel.web.reader.page_parts import present_cards, present_topics
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PROBLEMS = {
    301: "The answer has a new slug; follow the redirect.",
    404: "No public answer has this slug.",
    410: "The answer is not public any more: `code` is `withdrawn`, `being_revised` or"
    " `removed`, and `detail` says why.",
}

blueprint = Blueprint("answers", __name__)


@dataclass(frozen=True, slots=True)
class AnswerFragment:
    """One text without the page around it (`api/answer_fragment.html`)."""

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

    The most recently reviewed come first; for a search, the best matches; with `updated_since`, the
    earliest changes. Follow `next_url` until it is null.
    """
    reader = current_reader_request()
    asked = AnswersQuery(
        reader.language, q, topic, updated_since, cursor, reader.default_text_choice(), limit
    )
    with open_read_session() as session:
        part = api_lists.list_answers(session, asked)
    return AnswerItems(
        reader.settings.base_url,
        reader.language,
        tuple(_present_item(reader, placed) for placed in part.answers),
        tuple(present_tombstone(reader, one) for one in part.tombstones),
        _next_url(reader, values.encode_cursor(part.next)),
        part.corrected or None,
        part.fits,
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
    """Get the text of an answer that suits a reader.

    If the text for them is not public, the other audience's text is returned and `only_variant` is
    true; if it does not exist in the language, it is returned in another one.
    """
    reader = current_reader_request()
    found = _find(reader, slug, chosen)
    if isinstance(found, WerkzeugResponse):
        return found
    publication, page = found
    answer = WholeAnswer(
        reader.settings.base_url,
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
                reader.urls_in(one.language).variant(slug, one.audience),
                _api_url(reader, slug, one.language, audience=one.audience),
            )
            for one in publication.siblings
        ),
    )
    return add_last_modified(operations.respond(answer), publication.changed)


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
    """Get the same text as HTML.

    It is the `<article>` of the answer's page: heading, reading level, text, references and
    disclaimer, with absolute URLs, ready to be inserted into another page.
    """
    reader = current_reader_request()
    found = _find(reader, slug, chosen)
    if isinstance(found, WerkzeugResponse):
        return found
    publication, page = found
    # Forms sent from another site's page are refused, so leave them out.
    variant = replace(page.variant, explain=None, ask_url="", ease_url="", check=None)
    shown = render("api/answer_fragment.html", AnswerFragment(page.site, variant))
    markup = make_links_absolute(shown.get_data(as_text=True), reader.settings.base_url)
    response = Response(markup, content_type=HTML)
    return add_last_modified(make_public(allow_cross_origin(response)), publication.changed)


@operations.get(blueprint, "/topics", Topics, parameters.LANGUAGE)
def list_topics() -> Topics:
    """List the topics that have answers."""
    reader = current_reader_request()
    with open_read_session() as session:
        found = reading.list_topics(
            session, reader.language, show_unreviewed=reader.settings.show_unreviewed
        )
    return Topics(
        reader.settings.base_url,
        reader.language,
        tuple(
            TopicItem(link.name, link.url, link.answers, link.everyday_name, one.slug)
            for one, link in zip(found, present_topics(reader, found), strict=True)
        ),
    )


def _find(
    reader: ReaderRequest, slug: str, chosen: dict[str, str | None]
) -> WerkzeugResponse | tuple[Publication, AnswerPage]:
    """Return the requested text and its page, or a redirect from a former slug."""
    persona = _choose_persona(reader, chosen["persona"], chosen["audience"])
    preferences = reader.preferences(persona)
    with open_read_session() as session:
        found = reading.find_answer(session, slug, preferences)
        if found is None:
            new = reading.find_current_slug(
                session, slug, show_unreviewed=preferences.show_unreviewed
            )
            if new is None:
                _refuse_former_text(session, slug, preferences)
            return _redirect_to(slug, new)
    rendering = _get_rendering(found, preferences)
    page = present_answer(reader, found, rendering, persona, chosen=persona, at_stable_address=True)
    return found, page


def _refuse_former_text(session: Session, slug: str, preferences: ReaderPreferences) -> None:
    """Raise `RequestRefused` if the answer was public."""
    former = reading.find_tombstone(session, slug, preferences)
    if former is not None:
        raise RequestRefused(former.reason, 410, former.because or "")


def _choose_persona(reader: ReaderRequest, key: str | None, audience: str | None) -> Persona:
    named = find_persona(reader.settings.personas, key)
    if named is not None:
        return named
    return reader.own_persona(Audience(audience)) if audience else reader.default_persona()


def _get_rendering(found: Publication, preferences: ReaderPreferences) -> Rendering:
    if found.rendering is None:
        raise RequestRefused("withdrawn", 410, found.review.withdrawn_because or "")
    return found.rendering


def _redirect_to(slug: str, new: str | None) -> WerkzeugResponse:
    if new is None:
        abort(404)
    path = request.path.replace(f"/answers/{slug}", f"/answers/{quote(new, safe='')}", 1)
    query = request.query_string.decode("latin-1")
    response = redirect(f"{path}?{query}" if query else path, 301)
    response.headers["Cache-Control"] = PUBLIC
    return allow_cross_origin(response)


def _present_item(reader: ReaderRequest, placed: CursorItem) -> AnswerItem:
    [card] = present_cards(reader, [placed.listed])
    return AnswerItem(
        **{field.name: getattr(card, field.name) for field in fields(AnswerCard)},
        slug=placed.listed.slug,
        changed=_EPOCH + timedelta(microseconds=placed.changed),
        score=placed.score,
        api_url=_api_url(reader, placed.listed.slug, reader.language),
    )


def _api_url(reader: ReaderRequest, slug: str, language: str, **more: str) -> str:
    """Return the API's URL of an answer; the site's first language is left out."""
    settings = reader.settings
    known = language in settings.languages and language != settings.languages[0]
    path = f"{ROOT}/answers/{quote(slug, safe='')}"
    return with_query(path, language=language if known else None, **more)


def _next_url(reader: ReaderRequest, cursor: str | None) -> str | None:
    """Return the URL of the next page of the list: the same parameters, with the new cursor."""
    if cursor is None:
        return None
    given = {
        parameter.name: reader.parameters.get(parameter.name)
        for parameter in (
            parameters.LANGUAGE,
            parameters.QUERY,
            parameters.TOPIC,
            parameters.UPDATED_SINCE,
            parameters.LIMIT,
        )
    }
    return with_query(f"{ROOT}/answers", **given, cursor=cursor)
