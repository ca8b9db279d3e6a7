"""Health checks for operators and load balancers."""

import logging
import re

from flask import Blueprint, Response, jsonify, make_response

from readlevel.storage.database.errors import DatabaseProblem, NewerDatabase
from readlevel.web.http.services import services

_RETRY_SECONDS = "10"

blueprint = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def show_health() -> Response:
    """Report that the process is up, without using the database."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def show_readiness() -> Response:
    """Report whether the database is reachable and has this schema version, and what is wrong.

    `rerendering` is the number of answers in the rerender queue. Problems that keep nobody from
    reading do not take the server out of service: the status is `degraded`, with their codes.
    """
    try:
        problems = _check_schema()
        state = services().health.inspect()
    except DatabaseProblem as problem:
        log.warning("not ready: %s", problem)
        response = make_response(jsonify(status="unavailable", reason=_code(problem)), 503)
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response
    problems += state.problems
    if problems:
        return jsonify(status="degraded", rerendering=state.queued, problems=problems)
    return jsonify(status="ok", rerendering=state.queued)


def _check_schema() -> tuple[str, ...]:
    """Return what is wrong with the schema that does not keep this version from working.

    A newer one is that of an upgrade on which servers are replaced one by one.
    """
    try:
        services().check_database()
    except NewerDatabase:
        return ("newer_database",)
    return ()


def _code(problem: DatabaseProblem) -> str:
    """Return the kind of a problem, such as `missing_database`, without details of the machine."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(problem).__name__).lower()
