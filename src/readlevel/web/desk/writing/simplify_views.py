"""Proposals that make a text easier to read, for the panel of the writing page."""

import json

from flask import Blueprint, Response, request

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.operations import house_styles
from readlevel.usecases.writing.simplify import SimplifyQueue, list_simplifications
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, read_session
from readlevel.web.desk.writing.difficulty_highlights import Utf16Offsets
from readlevel.web.desk.writing.writing_forms import read_text
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.reader_request import current_reader_request

blueprint = Blueprint("simplify", __name__)


@blueprint.post("/simplify")
@require_role(Role.EDITOR)
def show_proposals() -> Response:
    """Return the proposals for a text, with spans in UTF-16 units, the most valuable first."""
    settings = current_reader_request().settings
    given, language = request.form.get("audience", ""), request.form.get("language", "")
    audience = Audience(given) if given in set(Audience) else Audience.LAY
    tag = language if language in settings.languages else settings.languages[0]
    markdown = read_text(request.form.get("markdown", ""))
    with read_session() as session:
        glossary = desk_renderer(session).glossary
        style = house_styles.find_style(session)
    try:
        queue = list_simplifications(
            markdown, tag, audience, settings.target_of(audience), glossary, style
        )
    except UnreadableMarkdown as problem:
        raise RequestRefused(f"text_{problem.code}", 422) from None
    return Response(
        json.dumps(_present(queue, markdown)), content_type="application/json; charset=utf-8"
    )


def _present(queue: SimplifyQueue, markdown: str) -> dict[str, object]:
    offsets = Utf16Offsets(markdown)
    return {
        "target": queue.target,
        "to_target": queue.to_target,
        "proposals": [
            {
                "key": one.key,
                "kind": one.kind,
                "from": offsets.in_script(one.span[0]),
                "to": offsets.in_script(one.span[1]),
                "text": one.text,
                "sentence": one.sentence,
                "options": one.options,
                "note": one.note,
                "grade": round(one.worth.grade, 1),
                "hardness": round(one.worth.hardness, 1),
                "reason": one.reason,
                "term": one.term,
                "level": one.level,
                **dict(one.data),
            }
            for one in queue.proposals
        ],
    }
