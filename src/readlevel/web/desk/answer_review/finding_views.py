"""What the checks find in the texts of an answer, as a page and as a panel beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.model.roles import Role
from readlevel.usecases.review import answer_review
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import build_answer_header, get_answer_or_404
from readlevel.web.desk.layout.db_sessions import desk_checker, read_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.review.text_header import choose_variant
from readlevel.web.http.services import render

blueprint = Blueprint("findings", __name__)


@dataclass(frozen=True, slots=True)
class TextFindings:
    """The findings in one text."""

    audience: Audience
    number: int
    """Of the revision that was checked."""
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """`/edit/answers/<slug>/findings` (`desk/answer_review/findings.html`)."""

    layout: DeskLayout
    slug: str
    question: str
    language: str
    texts: Sequence[TextFindings]
    consistency_path: str
    review_path: str


@blueprint.get("/answers/<slug>/findings")
@require_role(Role.EDITOR)
def show_findings(slug: str) -> Response:
    """Show the findings in all texts of an answer in a language."""
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        language = choose_variant(answer, request.args.get("language", "")).language
        review = answer_review.find_answer_review(
            session, desk_checker(session), current_account(), slug, language
        )
        page = FindingsPage(
            layout=present_layout("answers"),
            slug=answer.slug,
            question=build_answer_header(answer).question,
            language=language,
            texts=[
                TextFindings(text.revision.audience, text.revision.number, text.findings)
                for text in (review.texts if review else ())
            ],
            consistency_path=urls.consistency(slug, language),
            review_path=urls.review_of_answer(slug, language),
        )
        return render("desk/answer_review/findings.html", page)
