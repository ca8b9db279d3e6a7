"""Health checks for operators and load balancers."""

import logging
import re

from flask import Blueprint, Response, jsonify, make_response

from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.publishing.queue_length import count_waiting
from readlevel.web.http.services import services

_RETRY_SECONDS = "10"

blueprint = Blueprint("operations", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def show_health() -> Response:
    """Report that the process is up, without using the database."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def show_readiness() -> Response:
    """Report whether the database is reachable and has this schema version.

    `rerendering` is the number of answers in the rerender queue.
    """
    try:
        services().check_database()
        waiting = count_waiting(services().engine)
    except DatabaseProblem as problem:
        log.warning("not ready: %s", problem)
        response = make_response(jsonify(status="unavailable", reason=_code(problem)), 503)
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response
    return jsonify(status="ok", rerendering=waiting)


def _code(problem: DatabaseProblem) -> str:
    """Return the kind of a problem, such as `missing_database`, without details of the machine."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(problem).__name__).lower()
