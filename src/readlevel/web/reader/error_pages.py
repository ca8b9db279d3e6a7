"""Error responses: a page in the reader's language, or problem details as JSON."""

import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.storage.database.errors import DatabaseProblem
from readlevel.web.http.body_limits import BodyTooLarge
from readlevel.web.http.headers import allow_cross_origin
from readlevel.web.http.persona_cookie import is_cross_site
from readlevel.web.http.request_route import loggable_path, request_id
from readlevel.web.http.services import render, services
from readlevel.web.reader.page_contexts import ErrorPage
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

_CODES = {
    HTTPStatus.FORBIDDEN: "foreign_origin",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.REQUEST_URI_TOO_LONG: "too_large",
    HTTPStatus.SERVICE_UNAVAILABLE: "unavailable",
}
_JSON_TYPES = ("application/json", "application/problem+json")
_FORWARDED_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
_RETRY_SECONDS = 30
_PAGE = "readlevel.error_page"
_API = "/api/"

log = logging.getLogger(__name__)


class CrossSiteRequest(HTTPException):
    """Another site sent a form in the reader's name (403)."""

    code = HTTPStatus.FORBIDDEN


def refuse_cross_site_request() -> None:
    """Raise `CrossSiteRequest` if another site sent the form."""
    if is_cross_site(
        request.headers.get("Origin"),
        request.headers.get("Sec-Fetch-Site"),
        host=request.host,
        base_url=services().settings.base_url,
    ):
        raise CrossSiteRequest


class RequestRefused(HTTPException):
    """A request is refused; `reason` is the code of the sentence that the page shows.

    `detail` is for developers, in English; `headers` are sent with the response.
    """

    def __init__(
        self,
        reason: str,
        status: int = HTTPStatus.CONFLICT,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.code = status
        self.reason = reason
        self.detail = detail
        self._headers = headers or {}

    def get_headers(self, *given: Any) -> list[tuple[str, str]]:
        """Return the headers of the response."""
        return [*super().get_headers(*given), *self._headers.items()]


ShowPage = Callable[[int, str, str], Response]
"""Makes an error page from the status, the code of its sentence, and the request id."""


def init_app(app: Flask, show_page: ShowPage | None = None) -> None:
    """Handle every error of `app`, never with a traceback; readers' error pages by default."""
    app.extensions[_PAGE] = show_page or _as_page
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(SQLAlchemyError, show_database_error)
    app.register_error_handler(DatabaseProblem, show_database_error)
    app.register_error_handler(Exception, show_failure)


def show_error(error: HTTPException) -> WerkzeugResponse:
    """Respond to an error that has a status."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    code = error.reason if isinstance(error, RequestRefused) else _code_of(status)
    if isinstance(error, BodyTooLarge):
        g.too_large = (error.sent_bytes, error.max_bytes)
    number = request_id()
    level = logging.INFO if status < 500 else logging.WARNING
    log.log(level, "request=%s status=%d %s %r", number, status, request.method, loggable_path())
    if _wants_json():
        response = _as_problem(status, code, number, getattr(error, "detail", ""))
    else:
        show_page: ShowPage = g.get("show_page") or current_app.extensions[_PAGE]
        response = show_page(status, code, number)
    sent = dict(error.get_headers())
    for name in _FORWARDED_HEADERS:
        if name in sent:
            response.headers[name] = sent[name]
    response.headers["X-Request-Id"] = number
    return response


def find_refused_size() -> tuple[int, int]:
    """Return the size of the body that this request was refused for, and the limit; else zeros."""
    sent, most = g.get("too_large", (0, 0))
    return sent, most


def use_problem_details() -> None:
    """Answer errors of this request with problem details, whatever its `Accept` header."""
    g.problem_details = True


def use_error_page(show_page: ShowPage) -> None:
    """Answer errors of this request with the page that `show_page` makes."""
    g.show_page = show_page


def show_database_error(error: Exception) -> WerkzeugResponse:
    """Respond to a database failure with 503; the database may be back in a moment."""
    log.error("the database cannot be read: %s", error)
    return show_error(ServiceUnavailable(retry_after=_RETRY_SECONDS))


def show_failure(error: Exception) -> WerkzeugResponse:
    """Respond to an unexpected exception with 500, and log its traceback."""
    log.error("failure at %s %r", request.method, loggable_path(), exc_info=error)
    return show_error(InternalServerError())


def _code_of(status: int) -> str:
    return _CODES.get(HTTPStatus(status), "bad_request" if status < 500 else "internal")


def _as_page(status: int, code: str, number: str) -> Response:
    reader = current_reader_request()
    page = ErrorPage(present_site(reader), status, code, number, *find_refused_size())
    return render("reader/error.html", page, status)


def _as_problem(status: int, code: str, number: str, detail: str) -> Response:
    """Return problem details (RFC 9457)."""
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "request_id": number,
    }
    if detail:
        problem["detail"] = detail
    body = json.dumps(problem)
    return allow_cross_origin(Response(body, status, content_type="application/problem+json"))


def _wants_json() -> bool:
    if g.get("problem_details") or request.path.startswith(_API):
        return True
    accepted = request.accept_mimetypes
    best = accepted.best_match(("text/html", *_JSON_TYPES), default="text/html")
    return best in _JSON_TYPES and accepted[best] > accepted["text/html"]
