"""Views of the site's own styles, scripts and images."""

from flask import Blueprint, Response, abort

from readlevel.web.http.headers import IMMUTABLE, PRIVATE, allow_cross_origin, allow_embedding
from readlevel.web.http.services import services

ICON = "favicon.svg"


blueprint = Blueprint("assets", __name__)


@blueprint.get("/static/<digest>/<path:name>")
def show_file(digest: str, name: str) -> Response:
    """Send a file; under an outdated digest, send the current one uncached."""
    assets = services().assets
    return send(name, IMMUTABLE if assets.is_current(digest) else PRIVATE)


@blueprint.get("/favicon.svg")
@blueprint.get("/favicon.ico")
def show_icon() -> Response:
    """Send the icon that browsers request by convention."""
    return send(ICON, "public, max-age=86400")


def send(name: str, cache_control: str) -> Response:
    """Send a file with the header `Cache-Control: cache_control`."""
    asset = services().assets.find(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, content_type=asset.content_type)
    response.headers["Cache-Control"] = cache_control
    # A sandboxed iframe has an opaque origin: scripts need CORS, and styles are cross-origin.
    return allow_embedding(allow_cross_origin(response))
