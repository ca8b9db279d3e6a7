"""Readers answer back: they ask, report a mistake, and say whether a text was easy."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.checks.personal_data import find_identifiers
from readlevel.core.model.answer import Audience
from readlevel.core.model.network_prefix import network_of
from readlevel.core.model.slug import is_slug
from readlevel.storage.database.engine import write_transaction
from readlevel.storage.feedback.reader_questions import MessageKind, ReaderMessage
from readlevel.storage.public.listings import ListedAnswer
from readlevel.storage.public.publications import Publication
from readlevel.usecases.public import reader_feedback, reading
from readlevel.usecases.public.reader_feedback import FeedbackRejected
from readlevel.web.http.client_address import find_client_address
from readlevel.web.http.persona_cookie import is_cross_site
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import with_query
from readlevel.web.reader.error_pages import CrossSiteRequest
from readlevel.web.reader.page_contexts import AskPage, FlaggedPiece, ThanksPage
from readlevel.web.reader.page_parts import present_cards, present_site
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

HONEYPOT = "website"
"""A field that no person sees, and that what fills in every field fills in."""
_SIMILAR = 3
_THANKS = ("question", "mistake", "ease")

blueprint = Blueprint("listening", __name__)


@blueprint.before_request
def _refuse_where_off() -> None:
    if not services().settings.questions:
        abort(404)


@blueprint.get("/answers/<slug>/ask")
def show_form(slug: str) -> Response:
    """Show where a question is written, or a mistake reported."""
    visit = current_reader_request()
    given = visit.parameters
    found = _find(visit, slug, given.get("audience", ""), given.get("language", ""))
    kind = MessageKind.MISTAKE if given.get("kind") == MessageKind.MISTAKE else MessageKind.QUESTION
    persona = given.get("persona", "")
    asked = ReaderMessage(kind, found.audience, found.language, found.number, persona, "", "")
    return _show(visit, found, asked)


@blueprint.post("/answers/<slug>/ask")
def submit_message(slug: str) -> WerkzeugResponse:
    """Ask before a question is sent, then keep it."""
    visit = _open_form()
    form = request.form
    found = _find(visit, slug, form.get("audience", ""), form.get("language", ""))
    asked = _read_asked(visit, found)
    thanks = with_query(visit.addresses.thanks(slug), kind=asked.kind)
    if form.get(HONEYPOT):
        return redirect(thanks, 303)
    try:
        reader_feedback.validate_message(asked.words)
        if form.get("step") != "send":
            return _show(visit, found, asked, is_asking=True)
        if find_identifiers(asked.words) and form.get("personal") != "no":
            raise FeedbackRejected("personal")
        with write_transaction(services().engine) as session:
            reader_feedback.verify_form_token(session, slug, form.get("token", ""))
            reader_feedback.submit_message(
                session,
                slug,
                asked,
                _network(),
                days=visit.settings.question_days,
                now=datetime.now(UTC),
            )
    except FeedbackRejected as refused:
        status = 429 if refused.code == "too_many" else 422
        return _show(visit, found, asked, is_asking=True, problem=refused.code, status=status)
    return redirect(thanks, 303)


@blueprint.post("/answers/<slug>/ease")
def tell_ease(slug: str) -> WerkzeugResponse:
    """Count whether a text was easy to understand."""
    visit = _open_form()
    form, number = request.form, request.form.get("number", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    if form.get("easy") not in ("yes", "no") or not is_number:
        abort(400)
    found = _find(visit, slug, form.get("audience", ""), form.get("language", ""))
    try:
        with write_transaction(services().engine) as session:
            reader_feedback.submit_ease_vote(
                session,
                slug,
                found.audience,
                found.language,
                int(number),
                _network(),
                easy=form["easy"] == "yes",
                now=datetime.now(UTC),
            )
    except LookupError:
        abort(404)
    return redirect(with_query(visit.addresses.thanks(slug), kind="ease"), 303)


@blueprint.get("/answers/<slug>/thanks")
def show_thanks(slug: str) -> Response:
    """Thank a reader, and say what becomes of what was sent."""
    visit = current_reader_request()
    kind = visit.parameters.get("kind", "")
    if kind not in _THANKS or not is_slug(slug):
        abort(404)
    page = ThanksPage(
        present_site(visit, visit.addresses.answer(slug)),
        kind,
        visit.addresses.answer(slug),
        visit.settings.question_days,
    )
    return render("reader/message_sent.html", page)


def _open_form() -> ReaderRequest:
    """Read what is posted, and return the visit. Raise where another site posts it."""
    settings = services().settings
    if is_cross_site(
        request.headers.get("Origin"),
        request.headers.get("Sec-Fetch-Site"),
        host=request.host,
        base_url=settings.base_url,
    ):
        raise CrossSiteRequest
    services().bodies.take(request.environ)
    return current_reader_request()


def _network() -> str:
    address = find_client_address(
        request.remote_addr or "",
        request.headers.get("X-Forwarded-For", ""),
        services().settings.trusted_hops,
    )
    return network_of(address)


def _find(visit: ReaderRequest, slug: str, audience: str, language: str) -> Publication:
    """Return the text that a reader has read; where there is none, the request ends."""
    if audience not in set(Audience):
        audience = visit.default_persona().audience
    wanted = visit.wanted(visit.own_persona(Audience(audience)))
    if language in wanted.languages:
        own_first = dict.fromkeys((language, *wanted.languages))
        wanted = replace(wanted, languages=tuple(own_first))
    with open_read_session() as session:
        found = reading.find_answer(session, slug, wanted)
    if found is None or found.rendering is None:
        abort(404)
    return found


def _read_asked(visit: ReaderRequest, found: Publication) -> ReaderMessage:
    """Return what a form says; what no page offers is left out."""
    form = request.form
    kind = MessageKind.MISTAKE if form.get("kind") == MessageKind.MISTAKE else MessageKind.QUESTION
    persona, section = form.get("persona", ""), form.get("section", "")
    known = {one.key for one in visit.settings.personas}
    return ReaderMessage(
        kind,
        found.audience,
        found.language,
        _read_number(form.get("number", ""), found.number),
        persona if persona in known else "",
        section if section in _list_sections(found) else "",
        form.get("words", ""),
    )


def _read_number(given: str, newest: int) -> int:
    """Return the revision that was read: another may have come while somebody wrote."""
    is_number = given.isascii() and given.isdigit() and len(given) < 10
    return int(given) if is_number and 0 < int(given) < newest else newest


def _list_sections(found: Publication) -> tuple[str, ...]:
    contents = () if found.rendering is None else found.rendering.contents
    return tuple(dict.fromkeys(one.text for one in contents))


def _show(
    visit: ReaderRequest,
    found: Publication,
    asked: ReaderMessage,
    *,
    is_asking: bool = False,
    problem: str = "",
    status: int = 200,
) -> Response:
    path = visit.addresses.ask(found.slug)
    with open_read_session() as session:
        similar = _find_similar(session, visit, found, asked) if asked.words.strip() else ()
        page = AskPage(
            site=present_site(visit, path),
            kind=asked.kind,
            question=found.question,
            question_language=found.question_language,
            audience=found.audience,
            language=found.language,
            number=asked.number,
            persona=asked.persona,
            path=path,
            back_url=visit.addresses_of(found.language).variant(found.slug, found.audience),
            sections=_list_sections(found),
            section=asked.section,
            words=asked.words,
            pieces=_take_apart(asked.words),
            similar=present_cards(visit, similar),
            token=_find_token(found.slug) if is_asking else "",
            problem=problem,
            days=visit.settings.question_days,
            longest=reader_feedback.MAX_MESSAGE_LENGTH,
        )
    return render("reader/message_form.html", page, status)


def _find_similar(
    session: Session, visit: ReaderRequest, found: Publication, asked: ReaderMessage
) -> tuple[ListedAnswer, ...]:
    if asked.kind is MessageKind.MISTAKE:
        return ()
    return reading.suggest_answers(
        session,
        asked.words,
        visit.language,
        exclude_slug=found.slug,
        show_unreviewed=visit.settings.show_unreviewed,
        limit=_SIMILAR,
    )


def _find_token(slug: str) -> str:
    """Return the token that came with the form while it holds, else a new one."""
    given = request.form.get("token", "")
    with write_transaction(services().engine) as session:
        try:
            reader_feedback.verify_form_token(session, slug, given)
        except FeedbackRejected as refused:
            if refused.code != "too_soon":
                return reader_feedback.issue_form_token(session, slug)
    return given


def _take_apart(words: str) -> tuple[FlaggedPiece, ...]:
    found = find_identifiers(words)
    pieces, place = [], 0
    for one in found:
        pieces += [
            FlaggedPiece(words[place : one.start], ""),
            FlaggedPiece(words[one.start : one.end], one.kind),
        ]
        place = one.end
    return (*pieces, FlaggedPiece(words[place:], "")) if found else ()
