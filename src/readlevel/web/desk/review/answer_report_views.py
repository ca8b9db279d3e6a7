"""The report on the texts of an answer in one language, made to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session

from readlevel.core.languages.direction import direction
from readlevel.core.model.roles import Role
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.review.report_parts import ReportText, list_report_texts
from readlevel.web.http.services import render, services

blueprint = Blueprint("answer_report", __name__)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`/edit/answers/<slug>/report` (`desk/review/report.html`)."""

    layout: DeskLayout
    slug: str
    question: str
    question_language: str
    language: str
    direction: str
    made_at: datetime
    texts: Sequence[ReportText]
    back_path: str


@blueprint.get("/answers/<slug>/report")
@require_role(Role.EDITOR)
def show_report(slug: str) -> Response:
    """Show levels, changes, facts, checklists and approvals of an answer's texts."""
    languages = services().settings.languages
    asked = request.args.get("language", "")
    language = asked if asked in languages else languages[0]
    with read_session() as session:
        return _show(session, slug, language)


def _show(session: Session, slug: str, language: str) -> Response:
    texts = list_report_texts(session, slug, language)
    if not texts:
        abort(404)
    page = ReportPage(
        layout=present_layout("answers"),
        slug=slug,
        question=texts[0].head.question,
        question_language=texts[0].head.question_language,
        language=language,
        direction=direction(language),
        made_at=now(),
        texts=texts,
        back_path=urls.review_of_answer(slug, language),
    )
    return render("desk/review/report.html", page)
