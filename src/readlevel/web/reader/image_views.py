"""View of the images of answers."""

from urllib.parse import quote

from flask import Blueprint, Response, abort

from readlevel.core.model.image_names import is_content_addressed
from readlevel.usecases.public import reading
from readlevel.web.http.headers import IMAGE_POLICY, IMMUTABLE, PUBLIC, allow_embedding
from readlevel.web.http.services import services
from readlevel.web.reader.reader_request import current_reader_request, open_read_session

MEDIA_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "webp": "image/webp",
}
"""Content types by file extension; other files of an answer's folder are never sent."""

blueprint = Blueprint("images", __name__)


@blueprint.get("/answers/<slug>/images/<name>")
def show_image(slug: str, name: str) -> Response:
    """Send an image of an answer; one named by its digest is immutable."""
    content_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    if content_type is None:
        abort(404)
    shown = services().settings.show_unreviewed
    with open_read_session() as session:
        content = reading.find_image(session, slug, name, show_unreviewed=shown)
        new = None
        if content is None:
            new = reading.find_current_slug(session, slug, show_unreviewed=shown)
    if new is not None:
        path = f"{current_reader_request().urls.answer(new)}/images/{quote(name, safe='')}"
        return allow_embedding(Response(status=301, headers={"Location": path}))
    if content is None:
        abort(404)
    response = Response(content.read(), content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    is_immutable = is_content_addressed(name, content.digest)
    response.headers["Cache-Control"] = IMMUTABLE if is_immutable else PUBLIC
    return allow_embedding(response)
