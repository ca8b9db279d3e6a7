"""Previews on the writing page while the user types."""

import json
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.persona import find_persona
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.operations import house_styles
from readlevel.usecases.writing import answers
from readlevel.usecases.writing.editor.preview_draft import preview_draft
from readlevel.usecases.writing.simplify import list_unwanted_wordings
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, read_session
from readlevel.web.desk.writing.difficulty_highlights import (
    list_highlights,
    list_style_highlights,
)
from readlevel.web.desk.writing.draft_preview import list_personas, present_draft
from readlevel.web.desk.writing.editor_panes import present_meter
from readlevel.web.desk.writing.writing_forms import read_text
from readlevel.web.desk.writing.writing_pages import LevelMeterPart, PreviewFrame, PreviewPart
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import ReaderRequest, current_reader_request

FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self';"
    " form-action 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)

blueprint = Blueprint("preview", __name__)


@blueprint.post("/preview")
@require_role(Role.EDITOR)
def show_preview() -> Response:
    """Return the preview of a text, its reading level and its difficulties."""
    reader = current_reader_request()
    audience, language = _audience(), _language(reader)
    markdown = read_text(request.form.get("markdown", ""))
    personas = list_personas(reader, audience)
    persona = find_persona(personas, request.form.get("persona")) or personas[0]
    with read_session() as session:
        answer = _answer(session, language)
        try:
            shown = preview_draft(
                session, desk_renderer(session), answer, language, markdown, persona.tooltips
            )
        except UnreadableMarkdown as problem:
            raise RequestRefused(f"text_{problem.code}", 422) from None
        style, glossary = house_styles.find_style(session), desk_renderer(session).glossary
        uses = list_unwanted_wordings(markdown, language, audience, style, glossary)
        variant = present_draft(reader, answer, language, persona, shown.rendering)
        meter = present_meter(
            session,
            reader,
            answer.slug,
            language,
            audience,
            shown.rendering.readability,
            shown.reasons,
        )
    site = present_site(reader)
    return _json(
        {
            "html": _render_part("desk/writing/_preview_part.html", PreviewPart(site, variant)),
            "meter": _render_part(
                "desk/writing/_level_meter_part.html", LevelMeterPart(site, meter, audience)
            ),
            "marks": [
                *list_highlights(shown.reasons, markdown),
                *list_style_highlights(uses, markdown),
            ],
            "findings": [
                {"code": one.code, "severity": one.severity, "line": one.line, "text": one.text}
                for one in shown.rendering.findings
            ],
        }
    )


@blueprint.get("/preview-frame")
@require_role(Role.EDITOR)
def show_preview_frame() -> Response:
    """Return the empty page, styled as readers' pages, that a script fills with previews."""
    response = render(
        "desk/writing/preview_frame.html", PreviewFrame(present_site(current_reader_request()))
    )
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


def _answer(session: Session, language: str) -> AnswerHead:
    """Return the answer that the text belongs to, with the question as typed."""
    slug = request.form.get("slug", "")
    known = answers.find_head(session, slug)
    question = request.form.get("question", "")
    return AnswerHead(
        slug if known else "new",
        {**(known.question if known else {}), language: question},
        topics=known.topics if known else (),
        references=known.references if known else (),
    )


def _audience() -> Audience:
    given = request.form.get("audience", "")
    return Audience(given) if given in set(Audience) else Audience.LAY


def _language(reader: ReaderRequest) -> str:
    given = request.form.get("language", "")
    return given if given in reader.settings.languages else reader.settings.languages[0]


def _render_part(template: str, page: object) -> str:
    return services().templates.render(template, page).get_data(as_text=True)


def _json(given: dict[str, Any]) -> Response:
    return Response(json.dumps(given), content_type="application/json; charset=utf-8")
