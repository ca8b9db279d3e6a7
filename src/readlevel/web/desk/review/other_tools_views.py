"""Other tools' readability scores beside ours, and why they differ."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from readlevel.core.hints.score_text import compare_text
from readlevel.core.model.roles import Role
from readlevel.core.readability.textstat_comparison import Comparison
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.review import review_state
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.review.review_contexts import TextHeader
from readlevel.web.desk.review.text_header import open_text, present_text_header
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render

blueprint = Blueprint("other_tools", __name__)


@dataclass(frozen=True, slots=True)
class OtherToolsPage:
    """Our scores of a revision beside textstat's (`desk/review/other_tools.html`)."""

    layout: DeskLayout
    head: TextHeader
    number: int
    """Of the revision."""
    revision_path: str
    comparison: Comparison | None
    """None if the revision's Markdown cannot be parsed."""


@blueprint.get("/answers/<slug>/<audience>/<language>/other-tools")
@require_role(Role.EDITOR)
def show(slug: str, audience: str, language: str) -> Response:
    """Show textstat's scores of a revision, by default the newest."""
    with read_session() as session:
        text = open_text(session, slug, audience, language)
        number = text.saved_as(_read_number(text.saved[0].number)).number
        listed = review_state.list_revisions(session, text.answer_id, text.audience, language)
    markdown = next(one.markdown for one in listed if one.number == number)
    try:
        comparison: Comparison | None = compare_text(markdown, language)
    except UnreadableMarkdown:
        comparison = None
    page = OtherToolsPage(
        layout=present_layout("answers"),
        head=present_text_header(text, urls.other_tools),
        number=number,
        revision_path=urls.revision(slug, audience, language, number),
        comparison=comparison,
    )
    return render("desk/review/other_tools.html", page)


def _read_number(newest: int) -> int:
    asked = parse_number(request.args.get("revision", ""))
    return newest if asked is None else asked
