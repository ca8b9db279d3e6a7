"""Views of questions and reported mistakes, and the thanks for all feedback."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.checks.personal_data import find_identifiers
from readlevel.core.model.slug import is_slug
from readlevel.usecases.public import missed_searches, reader_feedback, search
from readlevel.usecases.public.reader_feedback import FeedbackRejected, MessageKind, ReaderMessage
from readlevel.usecases.public.reading import ListedAnswer, Publication
from readlevel.web.cache.desk_mount import DESK_PATH
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import with_query
from readlevel.web.reader.feedback.posted_form import get_text, read_post
from readlevel.web.reader.page_contexts import AskPage, ThanksPage
from readlevel.web.reader.page_parts import flag_identifiers, present_cards, present_site
from readlevel.web.reader.reader_request import (
    MAX_QUERY_LENGTH,
    ReaderRequest,
    current_reader_request,
    find_network,
    open_read_session,
    open_write_session,
    write_prepared,
)

HONEYPOT = "website"
"""A hidden field that people leave empty and form-filling bots do not."""
_MAX_SIMILAR = 3
_THANKS = ("question", "mistake", "ease", "hard")

blueprint = Blueprint("messages", __name__)


@blueprint.get("/answers/<slug>/ask")
def show_message_form(slug: str) -> Response:
    """Show the form for a question or a reported mistake."""
    reader = current_reader_request()
    given = reader.parameters
    found = get_text(reader, slug, given.get("audience", ""), given.get("language", ""))
    kind = MessageKind.MISTAKE if given.get("kind") == MessageKind.MISTAKE else MessageKind.QUESTION
    persona = given.get("persona", "")
    asked = ReaderMessage(kind, found.audience, found.language, found.number, persona, "", "")
    return _show_form(reader, found, asked)


@blueprint.post("/answers/<slug>/ask")
def submit_message(slug: str) -> WerkzeugResponse:
    """Show the message for confirmation first; store it once it is confirmed."""
    reader = read_post()
    form = request.form
    found = get_text(reader, slug, form.get("audience", ""), form.get("language", ""))
    asked = _read_message(reader, found)
    thanks = with_query(reader.urls.thanks(slug), kind=asked.kind)
    if form.get(HONEYPOT):
        return redirect(thanks, 303)

    def store(session: Session) -> None:
        reader_feedback.verify_form_token(session, slug, form.get("token", ""))
        reader_feedback.submit_message(session, slug, asked, find_network(), now=datetime.now(UTC))
        if asked.kind is MessageKind.MISTAKE:
            _notify_reviewers(session, reader, found, asked)

    try:
        reader_feedback.validate_message(asked.words)
        if form.get("step") != "send":
            return _show_form(reader, found, asked, to_confirm=True)
        if find_identifiers(asked.words) and form.get("personal") != "no":
            raise FeedbackRejected("personal")
        write_prepared(store)
    except FeedbackRejected as refused:
        status = 429 if refused.code == "too_many" else 422
        return _show_form(
            reader, found, asked, to_confirm=True, problem=refused.code, status=status
        )
    services().mail_sender.nudge()
    return redirect(thanks, 303)


def _notify_reviewers(
    session: Session, reader: ReaderRequest, found: Publication, asked: ReaderMessage
) -> None:
    """Queue a mail to the reviewers about a reported mistake."""
    # Few workers ever need what mails are written with.
    from readlevel.web.mail.mail_messages import MistakeMail
    from readlevel.web.mail.notifications import queue_mistake

    settings = reader.settings
    page = MistakeMail(
        settings.site_name,
        found.question,
        found.audience,
        found.language,
        asked.section,
        f"{settings.base_url}{DESK_PATH}/inbox",
    )
    queue_mistake(session, settings, page, now=datetime.now(UTC))


@blueprint.post("/search/ask")
def ask_for_answer() -> WerkzeugResponse:
    """Ask the editors to answer a search that found nothing."""
    reader = read_post()
    query = request.form.get("q", "")[:MAX_QUERY_LENGTH]
    try:
        with open_write_session() as session:
            is_kept = missed_searches.ask_editors(
                session,
                reader.language,
                query,
                find_network(),
                days=reader.settings.question_days,
                now=datetime.now(UTC),
            )
        asked = "sent" if is_kept else "personal"
    except FeedbackRejected as refused:
        asked = refused.code
    return redirect(with_query(reader.urls.home, q=query, asked=asked), 303)


@blueprint.get("/answers/<slug>/thanks")
def show_thanks(slug: str) -> Response:
    """Thank the reader and say what happens to what they sent."""
    reader = current_reader_request()
    kind = reader.parameters.get("kind", "")
    if kind not in _THANKS or not is_slug(slug):
        abort(404)
    text = {name: reader.parameters.get(name, "")[:40] for name in ("audience", "language")}
    page = ThanksPage(
        present_site(reader, reader.urls.answer(slug)),
        kind,
        reader.urls.answer(slug),
        reader.settings.question_days,
        hard_url=reader.urls.hard(slug),
        ask_url=with_query(reader.urls.ask(slug), **text),
        number=reader.parameters.get("number", "")[:10],
        **text,
    )
    return render("reader/message_sent.html", page)


def _read_message(reader: ReaderRequest, found: Publication) -> ReaderMessage:
    """Return the submitted message, without personas and sections that no page offers."""
    form = request.form
    kind = MessageKind.MISTAKE if form.get("kind") == MessageKind.MISTAKE else MessageKind.QUESTION
    persona, section = form.get("persona", ""), form.get("section", "")
    known = {one.key for one in reader.settings.personas}
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
    """Return the revision that was read; a newer one may have been published meanwhile."""
    number = parse_number(given)
    return number if number and number < newest else newest


def _list_sections(found: Publication) -> tuple[str, ...]:
    contents = () if found.rendering is None else found.rendering.contents
    return tuple(dict.fromkeys(one.text for one in contents))


def _show_form(
    reader: ReaderRequest,
    found: Publication,
    asked: ReaderMessage,
    *,
    to_confirm: bool = False,
    problem: str = "",
    status: int = 200,
) -> Response:
    path = reader.urls.ask(found.slug)
    with open_read_session() as session:
        similar = _find_similar(session, reader, found, asked) if asked.words.strip() else ()
        page = AskPage(
            site=present_site(reader, path),
            kind=asked.kind,
            question=found.question,
            question_language=found.question_language,
            audience=found.audience,
            language=found.language,
            number=asked.number,
            persona=asked.persona,
            path=path,
            back_url=reader.urls_in(found.language).variant(found.slug, found.audience),
            sections=_list_sections(found),
            section=asked.section,
            words=asked.words,
            flagged_pieces=flag_identifiers(asked.words),
            similar=present_cards(reader, similar),
            token=_renew_token(found.slug) if to_confirm else "",
            problem=problem,
            retention_days=reader.settings.question_days,
            max_length=reader_feedback.MAX_MESSAGE_LENGTH,
        )
    return render("reader/message_form.html", page, status)


def _find_similar(
    session: Session, reader: ReaderRequest, found: Publication, asked: ReaderMessage
) -> tuple[ListedAnswer, ...]:
    if asked.kind is MessageKind.MISTAKE:
        return ()
    return search.suggest_answers(
        session,
        asked.words,
        reader.text_choice(found.audience),
        exclude_slug=found.slug,
        limit=_MAX_SIMILAR,
    )


def _renew_token(slug: str) -> str:
    """Return the form's token if it is still valid, else a new one."""
    given = request.form.get("token", "")
    with open_write_session() as session:
        try:
            reader_feedback.verify_form_token(session, slug, given)
        except FeedbackRejected as refused:
            if refused.code != "too_soon":
                return reader_feedback.issue_form_token(session, slug)
    return given
