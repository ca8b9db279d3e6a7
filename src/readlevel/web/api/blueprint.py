"""The blueprint of the API, and the headers of all its responses."""

from flask import Blueprint, Response, request

from readlevel.web.api import (
    answer_views,
    glossary_views,
    persona_views,
    score_views,
    withdrawn_views,
)
from readlevel.web.api.operations import ROOT

_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
"""Scripts of any site may read, without credentials; only servers are expected to POST."""

_SERVICE_LINKS = f'<{ROOT}/openapi.json>; rel="service-desc", </api>; rel="service-doc"'

blueprint = Blueprint("api", __name__, url_prefix=ROOT)
for area in (answer_views, withdrawn_views, glossary_views, persona_views, score_views):
    blueprint.register_blueprint(area.blueprint)


@blueprint.after_request
def add_cors_headers(response: Response) -> Response:
    """Answer CORS preflights, and link every response to the description of the API."""
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    elif request.method in ("GET", "HEAD"):
        response.headers.setdefault("Link", _SERVICE_LINKS)
    return response
