"""View of HL7's Infobutton: answers for health records.

Requests reveal something about a patient, so they are neither cached nor logged.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, g, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona
from readlevel.core.model.workflow import PENDING
from readlevel.core.rendering.safe_html import escape_text
from readlevel.core.text.excerpt import make_excerpt
from readlevel.usecases.public import infobutton
from readlevel.usecases.public.reading import Publication
from readlevel.web.http.headers import allow_cross_origin
from readlevel.web.http.persona_cookie import PERSONA_PARAMETER
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.infobutton.feed import FeedEntry, InfobuttonFeed, as_atom, as_json
from readlevel.web.infobutton.request import (
    InfobuttonRequest,
    InvalidInfobuttonRequest,
    ResponseFormat,
    choose_language,
    find_format,
    read_request,
)
from readlevel.web.reader.error_pages import RequestRefused, use_problem_details
from readlevel.web.reader.page_contexts import AnswerCard, InfobuttonPage
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

PATH = "/infobutton"
_SUMMARY_CHARACTERS = 400
_RECIPIENTS = {Audience.LAY: "PAT", Audience.CLINICIAN: "PROV"}
_REASONS = {
    "no_criteria": "Give at least one of mainSearchCriteria.v.c, .v.dn and .v.ot.",
    "bad_callback": "Give as callback the name of a function, with letters, digits, _, $ and dots.",
}

blueprint = Blueprint("infobutton", __name__)


@blueprint.get(PATH)
def answer() -> WerkzeugResponse:
    """Redirect to the one matching answer, or list the matches in the requested format."""
    form = find_format(current_reader_request().parameters)
    if form is not ResponseFormat.HTML:
        use_problem_details()
    try:
        asked = read_request(current_reader_request().parameters, form)
    except InvalidInfobuttonRequest as bad:
        raise RequestRefused(bad.code, 400, _REASONS[bad.code]) from None
    g.language = choose_language(asked.languages, current_reader_request().settings.languages)
    reader = current_reader_request()
    persona = reader.own_persona(asked.audience or reader.default_persona().audience)
    with open_read_session() as session:
        found = infobutton.find_answers(session, asked.criteria, reader.preferences(persona))
    if form is ResponseFormat.HTML:
        return _as_page(reader, found, persona)
    return _as_feed(_make_feed(reader, asked, found, persona), form, asked.callback)


def _as_page(
    reader: ReaderRequest, found: tuple[Publication, ...], persona: Persona
) -> WerkzeugResponse:
    """Redirect to the only answer, or list several or none on a page."""
    if len(found) == 1:
        return redirect(_address(reader, found[0], persona), 302)
    cards = tuple(_present_card(reader, one, persona) for one in found)
    return render("reader/infobutton_answers.html", InfobuttonPage(present_site(reader), cards))


def _as_feed(feed: InfobuttonFeed, form: ResponseFormat, callback: str | None) -> Response:
    if form in (ResponseFormat.ATOM, ResponseFormat.XML):
        response = Response(as_atom(feed), content_type=f"{form}; charset=utf-8")
    elif callback is not None:
        # The comment keeps the callback's name from being taken for the start of another file type.
        script = f"/**/{callback}({as_json(feed)});"
        response = Response(script, content_type="application/javascript; charset=utf-8")
    else:
        response = Response(as_json(feed), content_type="application/json")
    return allow_cross_origin(response)


def _make_feed(
    reader: ReaderRequest,
    asked: InfobuttonRequest,
    found: tuple[Publication, ...],
    persona: Persona,
) -> InfobuttonFeed:
    settings = reader.settings
    recipient = ("informationRecipient", _RECIPIENTS[persona.audience])
    named = any(scheme.lower() == recipient[0].lower() for scheme, _ in asked.echoes)
    return InfobuttonFeed(
        id=f"{settings.base_url}{PATH}?{urlencode(asked.echoes)}",
        title=settings.site_name,
        site_url=settings.base_url + reader.urls.home,
        language=reader.language,
        updated=datetime.now(UTC).replace(microsecond=0),
        categories=asked.echoes if named else (*asked.echoes, recipient),
        entries=tuple(_present_entry(reader, one, persona) for one in found),
    )


def _present_entry(reader: ReaderRequest, found: Publication, persona: Persona) -> FeedEntry:
    base, review = reader.settings.base_url, found.review
    stable = reader.urls_in(found.language).variant(found.slug, found.audience)
    return FeedEntry(
        id=base + stable,
        title=found.question,
        url=base + _address(reader, found, persona),
        language=found.language,
        updated=review.updated or review.reviewed,
        summary=_excerpt(found),
    )


def _present_card(reader: ReaderRequest, found: Publication, persona: Persona) -> AnswerCard:
    return AnswerCard(
        question=found.question,
        url=_address(reader, found, persona),
        language=found.language,
        excerpt=escape_text(_excerpt(found)),
        topics=found.topics,
        reviewed=found.review.reviewed,
        pending=found.review.status in PENDING,
    )


def _excerpt(found: Publication) -> str:
    if found.rendering is None:
        return ""
    return make_excerpt(found.rendering.plain_text, _SUMMARY_CHARACTERS)


def _address(reader: ReaderRequest, found: Publication, persona: Persona) -> str:
    """Return the path of the text; one for the other audience is shown with a notice."""
    if found.audience is persona.audience:
        return reader.urls.variant(found.slug, found.audience)
    path = reader.urls.answer(found.slug)
    return with_query(path, **{PERSONA_PARAMETER: persona.key})
