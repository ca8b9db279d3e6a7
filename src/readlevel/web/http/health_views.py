"""What operators ask for."""

import logging
import re

from flask import Blueprint, Response, jsonify, make_response

from readlevel.storage.database.engine import read_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.public import render_queue
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
    """Say whether pages can be answered: the database is there and of this version.

    `rerendering` counts the answers that wait to be rendered again; readers get them meanwhile.
    """
    # Readers never need what checks the database's version.
    from readlevel.storage.database import schema

    try:
        schema.check(services().engine)
        with read_transaction(services().engine) as session:
            waiting = render_queue.count_queued(session)
    except DatabaseProblem as problem:
        log.warning("not ready: %s", problem)
        response = make_response(jsonify(status="unavailable", reason=_code(problem)), 503)
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response
    return jsonify(status="ok", rerendering=waiting)


def _code(problem: DatabaseProblem) -> str:
    """Return the kind of a problem without what it says of the machine: `missing_database`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(problem).__name__).lower()
