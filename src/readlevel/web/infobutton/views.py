"""View of HL7's Infobutton: answers for health records.

Requests reveal something about a patient, so they are neither cached nor logged.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, g, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona
from readlevel.core.model.workflow import PENDING
from readlevel.core.rendering.safe_html import escape_text
from readlevel.core.rendering.tooltip_uses import TooltipUses
from readlevel.core.text.excerpt import make_excerpt
from readlevel.settings import Settings
from readlevel.usecases.public import infobutton
from readlevel.usecases.public.infobutton import FoundAnswer, MatchedAnswers
from readlevel.usecases.public.reading import Publication
from readlevel.web.http.headers import allow_cross_origin
from readlevel.web.http.persona_cookie import PERSONA_PARAMETER
from readlevel.web.http.services import render, services
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
from readlevel.web.reader.absolute_links import make_links_absolute
from readlevel.web.reader.answer_page import present_variant
from readlevel.web.reader.error_pages import RequestRefused, use_problem_details
from readlevel.web.reader.page_contexts import (
    AnswerCard,
    ExplainControl,
    InfobuttonPage,
    SiteContext,
    VariantContext,
)
from readlevel.web.reader.page_parts import name_topics, present_site
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)
from readlevel.web.reader.text_title import make_title

PATH = "/infobutton"
MATCH_SCHEME = "matchQuality"
SCORE_SCHEME, CORRECTED_SCHEME = "searchScore", "correctedQuery"
"""Scheme of an entry's category that says how well the answer fits, in the terms of `Match`."""
_EXCERPT_CHARACTERS = 400
_RECIPIENTS = {Audience.LAY: "PAT", Audience.CLINICIAN: "PROV"}
_XML_FORMATS = frozenset({ResponseFormat.ATOM, ResponseFormat.XML, ResponseFormat.APPLICATION_XML})
_REASONS = {
    "no_criteria": "Give at least one of mainSearchCriteria.v.c, .v.dn and .v.ot.",
    "bad_callback": "Give as callback the name of a function, with letters, digits, _, $ and dots.",
}

blueprint = Blueprint("infobutton", __name__)


@dataclass(frozen=True, slots=True)
class RightsText:
    """The licence of the texts in words (`infobutton/rights.html`)."""

    site_name: str
    license: str


@dataclass(frozen=True, slots=True)
class EntryHtml:
    """A whole text as an entry of the feed (`infobutton/entry.html`)."""

    site: SiteContext
    variant: VariantContext
    url: str
    rights: str
    license_url: str


@blueprint.route(PATH, methods=["GET", "POST"])
def answer() -> WerkzeugResponse:
    """Redirect to the one best answer, or list the matches in the requested format.

    A request may be posted as a form, which keeps what it says of a patient out of addresses.
    """
    parameters = _read_parameters()
    form = find_format(parameters)
    if form is not ResponseFormat.HTML:
        use_problem_details()
    try:
        asked = read_request(parameters, form)
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


def _read_parameters() -> list[tuple[str, str]]:
    """Return the parameters of the address and of a posted form, repeated ones included."""
    parameters = parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
    if request.content_length or "Transfer-Encoding" in request.headers:
        services().bodies.read_into(request.environ)
        parameters += request.form.items(multi=True)
    return parameters


def _as_page(reader: ReaderRequest, found: MatchedAnswers, persona: Persona) -> WerkzeugResponse:
    """Redirect to the only best match, or list several or none on a page."""
    answers = found.answers
    best = [one.publication for one in answers if one.match is answers[0].match]
    if len(best) == 1:
        return redirect(
            _address(reader, best[0], persona), 303 if request.method == "POST" else 302
        )
    cards = tuple(_present_card(reader, one, persona) for one in best)
    return render("infobutton/answers.html", InfobuttonPage(present_site(reader), cards))


def _as_feed(feed: InfobuttonFeed, form: ResponseFormat, callback: str | None) -> Response:
    if form in _XML_FORMATS:
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
    found: MatchedAnswers,
    persona: Persona,
) -> InfobuttonFeed:
    settings = reader.settings
    recipient = ("informationRecipient", _RECIPIENTS[persona.audience])
    named = any(scheme.lower() == recipient[0].lower() for scheme, _ in asked.echoes)
    rights = _describe_rights(settings)
    return InfobuttonFeed(
        id=f"{settings.base_url}{PATH}?{urlencode(asked.echoes)}",
        title=settings.site_name,
        site_url=settings.base_url + reader.urls.home,
        language=reader.language,
        updated=datetime.now(UTC).replace(microsecond=0),
        categories=(
            *asked.echoes,
            *(() if named else (recipient,)),
            *((CORRECTED_SCHEME, query) for query in found.corrected),
        ),
        entries=tuple(_present_entry(reader, one, persona, rights) for one in found.answers),
    )


def _describe_rights(settings: Settings) -> str:
    written = render(
        "infobutton/rights.html", RightsText(settings.site_name, settings.text_license)
    )
    return unescape(written.get_data(as_text=True)).strip()


def _present_entry(
    reader: ReaderRequest, one: FoundAnswer, persona: Persona, rights: str
) -> FeedEntry:
    found, review = one.publication, one.publication.review
    base = reader.settings.base_url
    stable = reader.urls_in(found.language).variant(found.slug, found.audience)
    return FeedEntry(
        id=base + stable,
        title=make_title(found),
        url=base + _address(reader, found, persona),
        language=found.language,
        updated=review.updated or review.reviewed,
        summary=_write_entry(reader, found, persona, rights),
        summary_type="html",
        categories=(
            (MATCH_SCHEME, one.match),
            *(() if one.score is None else ((SCORE_SCHEME, f"{one.score:.2f}"),)),
        ),
        author=review.author or "",
        rights=rights,
    )


def _write_entry(reader: ReaderRequest, found: Publication, persona: Persona, rights: str) -> str:
    """Return the whole text as HTML, with its source and licence."""
    if found.rendering is None:
        return ""
    control = ExplainControl(TooltipUses.NONE, None, "")
    variant = present_variant(reader, found, found.rendering, persona, control)
    base, own = reader.settings.base_url, reader.urls_in(found.language)
    page = EntryHtml(
        present_site(reader),
        variant,
        base + own.variant(found.slug, found.audience),
        rights,
        reader.settings.text_license_url,
    )
    written = render("infobutton/entry.html", page).get_data(as_text=True)
    return make_links_absolute(written, base).strip()


def _present_card(reader: ReaderRequest, found: Publication, persona: Persona) -> AnswerCard:
    return AnswerCard(
        question=found.question,
        url=_address(reader, found, persona),
        language=found.language,
        excerpt=escape_text(_excerpt(found)),
        topics=found.topics,
        topic_names=name_topics(reader, found.topics),
        reviewed=None if found.sample else found.review.reviewed,
        pending=found.review.status in PENDING,
        sample=found.sample,
    )


def _excerpt(found: Publication) -> str:
    if found.rendering is None:
        return ""
    return make_excerpt(found.rendering.plain_text, _EXCERPT_CHARACTERS)


def _address(reader: ReaderRequest, found: Publication, persona: Persona) -> str:
    """Return the path of the text; one for the other audience is shown with a notice."""
    if found.audience is persona.audience:
        return reader.urls.variant(found.slug, found.audience)
    path = reader.urls.answer(found.slug)
    return with_query(path, **{PERSONA_PARAMETER: persona.key})
