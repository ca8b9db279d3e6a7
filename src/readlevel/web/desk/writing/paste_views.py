"""Conversion of pasted HTML into Markdown."""

from flask import Blueprint, Response, jsonify, request

from readlevel.core.model.roles import Role
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument, read_html
from readlevel.web.desk.layout.access import require_role
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.writing.losses import count_losses, describe_losses

MAX_CHARACTERS = 2_000_000
_FORM_BYTES = 6 * 2**20
"""A character may take three bytes, and a form may encode each byte with three characters."""

blueprint = Blueprint("paste", __name__)


@blueprint.post("/clean")
@require_role(Role.EDITOR, max_bytes=_FORM_BYTES)
def convert_paste() -> Response:
    """Return the Markdown of the HTML, and sentences about what was lost."""
    html = request.form.get("html", "")
    if len(html) > MAX_CHARACTERS:
        raise RequestRefused("too_large", 413)
    try:
        converted = read_html(html, whole=True)
    except UnreadableDocument as problem:
        raise RequestRefused("unreadable", 422) from problem
    losses = describe_losses(count_losses(converted.left_out))
    response: Response = jsonify({"markdown": converted.markdown, "losses": losses})
    return response
