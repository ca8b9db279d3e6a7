"""Views of the style sheet, logos and fonts of the site's look, under their digest."""

from flask import Blueprint, Response, abort, request

from readlevel.usecases.operations import looks
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.http.headers import (
    IMAGE_POLICY,
    IMMUTABLE,
    PRIVATE,
    allow_cross_origin,
    allow_embedding,
)
from readlevel.web.http.services import services
from readlevel.web.look.current_look import FOLDER, ServedLook, look_source

STYLES = "text/css; charset=utf-8"
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "woff2": "font/woff2",
}

blueprint = Blueprint("look", __name__)


@blueprint.get(f"{FOLDER}<digest>.css")
def show_styles(digest: str) -> Response:
    """Send the style sheet; under an outdated digest, send the current one uncached."""
    served = look_source().find(request.environ.get(VERSION_KEY, object()))
    return send_styles(served, IMMUTABLE if served.digest == digest else PRIVATE)


@blueprint.get(f"{FOLDER}<name>")
def show_file(name: str) -> Response:
    """Send a file, which never changes under its name."""
    content = look_source().files.get(name)
    if content is None:
        content = looks.find_file(services().engine, name)
    return send_file(name, content, IMMUTABLE)


def send_styles(served: ServedLook, cache_control: str) -> Response:
    """Send the style sheet of a look."""
    response = Response(served.styles, content_type=STYLES)
    response.headers["Cache-Control"] = cache_control
    # A sandboxed iframe has an opaque origin, and so all is cross-origin there.
    return allow_embedding(allow_cross_origin(response))


def send_file(name: str, content: bytes | None, cache_control: str) -> Response:
    """Send a file of a look; a drawing may do nothing, also if it is opened as a page."""
    content_type = MEDIA_TYPES.get(name.rpartition(".")[2])
    if content is None or content_type is None:
        abort(404)
    response = Response(content, content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    response.headers["Cache-Control"] = cache_control
    return allow_embedding(allow_cross_origin(response))
