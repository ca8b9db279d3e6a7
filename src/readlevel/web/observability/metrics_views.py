"""`/metrics` of the site itself, for who has the token."""

import hmac

from flask import Blueprint, Response, abort, request

from readlevel.web.http.services import services

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def show_metrics() -> Response:
    """Return the metrics to a request with the token; without a token on the site, 404."""
    token = services().settings.metrics_token
    if token is None:
        abort(404)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    expected = token.get_secret_value().encode()
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), expected):
        return Response("", 401, {"WWW-Authenticate": "Bearer"})
    collect = services().collect_metrics
    return Response(b"" if collect is None else collect(), content_type=_CONTENT_TYPE)
