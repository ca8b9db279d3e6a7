"""What operators ask for."""

import logging
import re

from flask import Blueprint, Response, jsonify, make_response

from readlevel.storage.database.errors import DatabaseProblem
from readlevel.web.http.services import services

_RETRY_SECONDS = "10"

blueprint = Blueprint("operations", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def show_health() -> Response:
    """Say that the process is up; the database is not asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def show_readiness() -> Response:
    """Say whether pages can be answered: the database is there and of this version."""
    try:
        services().check_database()
    except DatabaseProblem as problem:
        log.warning("not ready: %s", problem)
        response = make_response(jsonify(status="unavailable", reason=_code(problem)), 503)
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response
    return jsonify(status="ok")


def _code(problem: DatabaseProblem) -> str:
    """Return the kind of a problem without what it says of the machine: `missing_database`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(problem).__name__).lower()
