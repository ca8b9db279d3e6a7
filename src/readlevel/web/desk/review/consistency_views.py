"""Consistency of both texts: differing facts, and the reasons why they may differ."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import AnswerTexts, Audience
from readlevel.core.model.roles import Role
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import consistency
from readlevel.usecases.review.consistency import ConsistencyAnswerRejected, TextPair
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import get_answer_or_404
from readlevel.web.desk.layout.db_sessions import (
    desk_checker,
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.review.consistency_pages import RejectedReason, present_consistency
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render

MAX_ANSWERS_AT_ONCE = 2_000
_FLASH_CODES = {
    "answer": "parity_answered",
    "leave_out": "parity_left_out",
    "take_back": "parity_taken_back",
}
"""Flash code by form action."""

blueprint = Blueprint("consistency", __name__)


@blueprint.get("/answers/<slug>/parity")
@require_role(Role.EDITOR)
def show_consistency(slug: str) -> Response:
    """Show the facts on which the two texts of a language differ."""
    return _show(
        slug, request.args.get("language", ""), parse_number(request.args.get("revision", ""))
    )


@blueprint.post("/answers/<slug>/parity")
@require_role(Role.EDITOR)
def save_consistency_answers(slug: str) -> WerkzeugResponse:
    """Save or retract the reason why facts may differ."""
    form = request.form
    language, number = form.get("language", ""), parse_number(form.get("revision", ""))
    beside = parse_number(form.get("beside", ""))
    keys, reason = form.getlist("key"), form.get("reason", "").replace("\r\n", "\n")
    deed = form.get("deed")
    if number is None or deed not in _FLASH_CODES or len(keys) > MAX_ANSWERS_AT_ONCE:
        abort(400)
    place = current_account(), slug, language, number, keys

    def answer(session: Session, renderer: Renderer) -> None:
        comparer = desk_checker(session, renderer).comparer
        if deed == "take_back":
            consistency.retract_answers(session, comparer, *place, now=now())
        else:
            consistency.answer_differences(
                session, comparer, *place, reason, beside=beside, now=now()
            )

    try:
        write_rendered(answer)
    except LookupError:
        abort(404)
    except ConsistencyAnswerRejected as refused:
        key = keys[0] if keys else ""
        return _show(slug, language, number, RejectedReason(key, reason, refused.code), 422)
    back = urls.read_next_path(form.get("back", urls.consistency(slug, language)))
    return redirect_with_flash(back, _FLASH_CODES[deed])


def _show(
    slug: str,
    language: str,
    number: int | None,
    rejected: RejectedReason | None = None,
    status: int = 200,
) -> Response:
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        chosen = _choose_language(answer, language)
        page = present_consistency(
            answer, chosen, _find_pair(session, slug, chosen, number), rejected
        )
    return render("desk/review/consistency.html", page, status)


def _find_pair(session: Session, slug: str, language: str, number: int | None) -> TextPair | None:
    comparer = desk_checker(session, second_reading=True).comparer
    return consistency.find_pair_of(session, comparer, slug, language, number)


def _choose_language(answer: AnswerTexts, language: str) -> str:
    """Return the requested language, or else one that has both texts if possible."""
    both = [
        one.language
        for one in answer.variants
        if one.audience is Audience.LAY and _has(answer, Audience.CLINICIAN, one.language)
    ]
    there = [one.language for one in answer.variants]
    return language if language in there else next(iter([*both, *there]))


def _has(answer: AnswerTexts, audience: Audience, language: str) -> bool:
    return any((one.audience, one.language) == (audience, language) for one in answer.variants)
