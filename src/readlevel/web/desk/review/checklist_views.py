"""The checklists of a text: what a program can tell is filled in, the rest is judged here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.checklists.checklist import (
    CHECKLISTS,
    PASSING_CLARITY,
    ChecklistName,
    Judgement,
    Judgements,
)
from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.usecases.review import checklists
from readlevel.usecases.review.checklists import AssessmentConflict, ChecklistConflict
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.review.checklist_parts import NOTHING_TYPED, ChecklistPart, present_parts
from readlevel.web.desk.review.review_contexts import TextHeader
from readlevel.web.desk.review.text_header import open_text, present_text_header
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render

blueprint = Blueprint("checklists", __name__)

Conflict = Literal["", "revision", "judgements"]


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """`/edit/answers/<slug>/<audience>/<language>/checklists` (`desk/review/checklists.html`)."""

    layout: DeskLayout
    head: TextHeader
    path: str
    number: int
    """Of the revision that is judged."""
    parts: Sequence[ChecklistPart]
    conflict: Conflict
    """What someone else has saved meanwhile, so that nothing was saved."""
    judgements: tuple[Judgement, ...] = tuple(Judgement)
    passing: int = PASSING_CLARITY


@blueprint.get("/answers/<slug>/<audience>/<language>/checklists")
@require_role(Role.EDITOR)
def show_checklists(slug: str, audience: str, language: str) -> Response:
    """Show the checklists of the newest revision of a text."""
    return _show(slug, audience, language)


@blueprint.post("/answers/<slug>/<audience>/<language>/checklists")
@require_role(Role.EDITOR)
def save_checklist(slug: str, audience: str, language: str) -> WerkzeugResponse:
    """Store what is judged of one checklist."""
    name, number = request.form.get("checklist", ""), parse_number(request.form.get("number", ""))
    if audience not in set(Audience) or name not in set(ChecklistName) or number is None:
        abort(400)
    judgements = _read_judgements(ChecklistName(name))
    try:
        with write_session() as session:
            checklists.save_assessment(
                session,
                current_account(),
                slug,
                Audience(audience),
                language,
                number,
                ChecklistName(name),
                judgements,
                expected_version=request.form.get("seen", ""),
                now=now(),
            )
    except LookupError:
        abort(404)
    except ValueError:
        abort(400)
    except ChecklistConflict:
        return _show(slug, audience, language, {ChecklistName(name): judgements}, "revision")
    except AssessmentConflict:
        return _show(slug, audience, language, {ChecklistName(name): judgements}, "judgements")
    path = urls.checklists(slug, audience, language)
    return redirect_with_flash(f"{path}#{name}", "checklist_saved")


def _read_judgements(name: ChecklistName) -> dict[int, Judgement]:
    given = {item.number: request.form.get(item.code, "") for item in CHECKLISTS[name]}
    return {number: Judgement(value) for number, value in given.items() if value in set(Judgement)}


def _show(
    slug: str,
    audience: str,
    language: str,
    typed: Mapping[ChecklistName, Judgements] = NOTHING_TYPED,
    conflict: Conflict = "",
) -> Response:
    with read_session() as session:
        text = open_text(session, slug, audience, language)
        found = checklists.find_checklists(session, slug, text.audience, language)
    if found is None:
        abort(404)
    page = ChecklistPage(
        layout=present_layout("answers"),
        head=present_text_header(text, urls.review),
        path=urls.checklists(slug, audience, language),
        number=found.revision.number,
        parts=present_parts(found, typed),
        conflict=conflict,
    )
    return render("desk/review/checklists.html", page, 409 if conflict else 200)
