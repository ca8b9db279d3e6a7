"""The clinical codes of an answer, by which health records find it (`/infobutton`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import CODE_SYSTEMS, AnswerHead
from readlevel.core.model.roles import Role
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.writing import clinical_codes
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import (
    AnswerHeader,
    build_answer_header,
    get_answer_or_404,
)
from readlevel.web.desk.layout.db_sessions import (
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render

_SEPARATORS = re.compile(r"[,;\s]+")
_EXPECTED_PREFIX = "seen_"

blueprint = Blueprint("codes", __name__)


@dataclass(frozen=True, slots=True)
class CodesPage:
    """`/edit/answers/<slug>/codes` (`desk/references/clinical_codes.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    codes: Mapping[str, str]
    """By system, as the form shows them."""
    stored_codes: Mapping[str, str]
    """By system, as they are stored."""
    may_change: bool
    problems: Mapping[str, str]
    """By system: `no_code`, `too_many`; under `form`: `changed`, `needs_reviewer`."""


@blueprint.get("/answers/<slug>/codes")
@require_role(Role.EDITOR)
def show_codes(slug: str) -> WerkzeugResponse:
    """Show the codes of an answer."""
    return _show(slug)


@blueprint.post("/answers/<slug>/codes")
@require_role(Role.EDITOR)
def save_codes(slug: str) -> WerkzeugResponse:
    """Save the codes of an answer."""
    codes, seen = _read(""), _read(_EXPECTED_PREFIX)
    if problems := clinical_codes.find_problems(codes):
        return _show(slug, problems, 422)
    with read_session() as session:
        get_answer_or_404(session, slug)
    try:
        changed = write_rendered(
            lambda session, renderer: clinical_codes.save_codes(
                session, renderer, current_account(), slug, codes, expected_codes=seen, now=now()
            ),
            partial(foresee_publication, slug=slug),
        )
    except clinical_codes.CodesEditConflict:
        return _show(slug, {"form": "changed"}, 409)
    except clinical_codes.ReviewerRequired:
        return _show(slug, {"form": "needs_reviewer"}, 403)
    return redirect_with_flash(urls.codes(slug), "codes_saved" if changed else "unchanged")


def _show(
    slug: str, problems: Mapping[str, str] | None = None, status: int = 200
) -> WerkzeugResponse:
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        is_approved = clinical_codes.is_approved(session, slug)
    stored = _write(answer)
    page = CodesPage(
        present_layout("answers"),
        build_answer_header(answer),
        stored if problems is None else {one: request.form.get(one, "") for one in CODE_SYSTEMS},
        stored,
        current_account().may(Role.REVIEWER) or not is_approved,
        problems or {},
    )
    return render("desk/references/clinical_codes.html", page, status)


def _read(prefix: str) -> dict[str, tuple[str, ...]]:
    return {
        system: tuple(
            code for code in _SEPARATORS.split(request.form.get(prefix + system, "")) if code
        )
        for system in CODE_SYSTEMS
    }


def _write(answer: AnswerHead) -> dict[str, str]:
    return {
        system: ", ".join(codes) for system, codes in clinical_codes.codes_by_system(answer).items()
    }
