"""What other tools say of a text: their scores beside ours, and why they differ."""

from dataclasses import dataclass

from flask import Blueprint, Response, request

from readlevel import reviewing
from readlevel.core.document import UnreadableMarkdown
from readlevel.core.measurement import compare_text
from readlevel.core.roles import Role
from readlevel.core.textstat_comparison import Comparison
from readlevel.web.desk import addresses
from readlevel.web.desk.access import allowed
from readlevel.web.desk.database import reading_session
from readlevel.web.desk.frame import Frame, present_frame
from readlevel.web.desk.review_pages import TextHead
from readlevel.web.desk.texts import open_text, present_head
from readlevel.web.services import render

blueprint = Blueprint("other_tools", __name__)


@dataclass(frozen=True, slots=True)
class OtherToolsPage:
    """Scores of one revision by us and by textstat (`editing/other_tools.html`)."""

    frame: Frame
    head: TextHead
    number: int
    """That of the revision."""
    revision_path: str
    comparison: Comparison | None
    """None where the revision cannot be read."""


@blueprint.get("/answers/<slug>/<audience>/<language>/other-tools")
@allowed(Role.EDITOR)
def show(slug: str, audience: str, language: str) -> Response:
    """Show what textstat says of a revision, the newest unless another is asked for."""
    with reading_session() as session:
        text = open_text(session, slug, audience, language)
        number = text.saved_as(_read_number(text.saved[0].number)).number
        listed = reviewing.list_variant(session, text.answer_id, text.audience, language)
    markdown = next(one.markdown for one in listed if one.number == number)
    try:
        comparison: Comparison | None = compare_text(markdown, language)
    except UnreadableMarkdown:
        comparison = None
    page = OtherToolsPage(
        frame=present_frame("answers"),
        head=present_head(text, addresses.other_tools),
        number=number,
        revision_path=addresses.revision(slug, audience, language, number),
        comparison=comparison,
    )
    return render("editing/other_tools.html", page)


def _read_number(newest: int) -> int:
    given = request.args.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else newest
