"""The translations of an answer."""

from flask import Blueprint, Response

from readlevel.core.model.roles import Role
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.answer_header import build_answer_header, get_answer_or_404
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.writing.translations import TranslationsPage, present_languages
from readlevel.web.http.services import render, services

blueprint = Blueprint("translations", __name__)


@blueprint.get("/answers/<slug>/translations")
@require_role(Role.EDITOR)
def show_translations(slug: str) -> Response:
    """Show the languages of an answer, and which translations are behind."""
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        languages = present_languages(session, slug)
    page = TranslationsPage(
        layout=present_layout("answers"),
        head=build_answer_header(answer),
        own=services().settings.languages[0],
        languages=languages,
        behind=sum(text.standing.behind for row in languages for text in row.texts),
    )
    return render("desk/writing/translations.html", page)
