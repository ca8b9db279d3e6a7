"""Views of what readers say with one tap: whether a text was easy, and what it says."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.block import ANSWER_ANCHOR, ComprehensionCheck
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.public.reader_feedback import HardReason
from readlevel.usecases.public.reading import Publication
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.feedback.posted_form import get_text, read_post
from readlevel.web.reader.page_contexts import CheckOutcomePage
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    find_network,
    open_write_session,
)

blueprint = Blueprint("votes", __name__)


@blueprint.post("/answers/<slug>/ease")
def submit_ease_vote(slug: str) -> WerkzeugResponse:
    """Count a vote on whether a text was easy to understand."""
    reader = read_post()
    form, number = request.form, parse_number(request.form.get("number", ""))
    if form.get("easy") not in ("yes", "no") or number is None:
        abort(400)
    found = get_text(reader, slug, form.get("audience", ""), form.get("language", ""))
    _submit(
        reader_feedback.submit_ease_vote,
        slug,
        found,
        number,
        easy=form["easy"] == "yes",
    )
    if form["easy"] == "yes":
        return redirect(with_query(reader.urls.thanks(slug), kind="ease"), 303)
    text = {"audience": found.audience, "language": found.language, "number": form["number"]}
    return redirect(with_query(reader.urls.thanks(slug), kind="hard", **text), 303)


@blueprint.post("/answers/<slug>/hard")
def submit_hard_reason(slug: str) -> WerkzeugResponse:
    """Count what a reader found hard in a text."""
    reader, form = read_post(), request.form
    number, reason = parse_number(form.get("number", "")), form.get("reason", "")
    if number is None or reason not in set(HardReason):
        abort(400)
    found = get_text(reader, slug, form.get("audience", ""), form.get("language", ""))
    _submit(
        reader_feedback.submit_hard_reason,
        slug,
        found,
        number,
        reason=HardReason(reason),
    )
    return redirect(with_query(reader.urls.thanks(slug), kind="ease"), 303)


@blueprint.post("/answers/<slug>/check")
def submit_check(slug: str) -> WerkzeugResponse:
    """Count what a reader chose in the question after a text, then say what the text says."""
    reader, form = read_post(), request.form
    number, choice = parse_number(form.get("number", "")), _parse_choice(form.get("choice", ""))
    if number is None or choice is None:
        abort(400)
    found = get_text(reader, slug, form.get("audience", ""), form.get("language", ""))
    check = found.rendering.check if found.rendering else None
    if check is None or check.key != form.get("key") or not check.has_choice(choice):
        # The question has changed since the page was made: its choices are no longer known.
        return redirect(_text_path(reader, found), 303)
    _submit(
        reader_feedback.submit_check_choice,
        slug,
        found,
        number,
        question=check.key,
        choice=choice,
    )
    said = {"audience": found.audience, "language": found.language, "choice": form["choice"]}
    return redirect(with_query(reader.urls.check(slug), **said), 303)


@blueprint.get("/answers/<slug>/check")
def show_check_outcome(slug: str) -> WerkzeugResponse:
    """Say whether a choice is what the text says, and where it says so."""
    reader = current_reader_request()
    given = reader.parameters
    choice = _parse_choice(given.get("choice", ""))
    found = get_text(reader, slug, given.get("audience", ""), given.get("language", ""))
    check = found.rendering.check if found.rendering else None
    if check is None or choice is None or not check.has_choice(choice):
        return redirect(_text_path(reader, found), 303)
    return _show_outcome(reader, found, check, choice)


def _show_outcome(
    reader: ReaderRequest, found: Publication, check: ComprehensionCheck, choice: int
) -> Response:
    page = CheckOutcomePage(
        site=present_site(reader, reader.urls.answer(found.slug)),
        question=check.question,
        language=found.language,
        sentence="" if choice == check.right else check.sentence,
        back_url=_text_path(reader, found),
        sentence_url=f"{_text_path(reader, found)}#{ANSWER_ANCHOR}",
        sample=found.sample,
    )
    return render("reader/check_outcome.html", page)


def _text_path(reader: ReaderRequest, found: Publication) -> str:
    return reader.urls_in(found.language).variant(found.slug, found.audience)


def _submit(
    submit: Callable[..., None], slug: str, found: Publication, number: int, **said: object
) -> None:
    """Store a tap of a reader of a text; end the request with 404 if the text is gone."""
    try:
        with open_write_session() as session:
            submit(
                session,
                slug,
                found.audience,
                found.language,
                number,
                find_network(),
                **said,
                now=datetime.now(UTC),
            )
    except LookupError:
        abort(404)


def _parse_choice(given: str) -> int | None:
    """Return the place of a choice, `NOT_SURE`, or None for anything else."""
    return int(given) if given in ("-1", "0", "1", "2", "3") else None
