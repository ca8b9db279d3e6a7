"""Operations of the API: a decorator declares each one for routing and for OpenAPI."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Blueprint, Response, g
from pydantic import BaseModel
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.web.api.encoding import encode
from readlevel.web.api.parameters import InvalidParameter, Parameter, read_parameters
from readlevel.web.http.headers import allow_cross_origin, make_public
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.reader_request import current_reader_request

ROOT = "/api/v1"
JSON = "application/json"
HTML = "text/html; charset=utf-8"

View = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API."""

    name: str
    method: str
    path: str
    """Path below `ROOT`, with placeholders in Flask's syntax."""
    summary: str
    description: str
    response_type: Any
    """Type of the JSON body; None if the response is HTML."""
    parameters: Sequence[Parameter] = ()
    problems: Mapping[int, str] = field(default_factory=dict)
    """The statuses other than 200, each with its meaning."""
    body: type[BaseModel] | None = None
    by_token: bool = False


OPERATIONS: list[Operation] = []
"""All operations, in the order of the description."""


def get(
    blueprint: Blueprint,
    path: str,
    response_type: Any,
    *parameters: Parameter,
    problems: Mapping[int, str] | None = None,
) -> Callable[[View], View]:
    """Declare a GET operation; the view gets the values of its parameters.

    The view returns a value to encode as JSON, or a complete response. The response is public: the
    same for everybody, so caches may store it and scripts of any site may read it.
    """

    def declare(view: View) -> View:
        unreadable = {400: "A parameter cannot be read; `detail` names it."} if parameters else {}
        OPERATIONS.append(
            _describe(
                view,
                "get",
                path,
                response_type,
                parameters=parameters,
                problems={**unreadable, **(problems or {})},
            )
        )

        @wraps(view)
        def answer(**arguments: str) -> WerkzeugResponse:
            found = view(**arguments, **_read(parameters))
            if isinstance(found, WerkzeugResponse):
                return found
            return respond(found)

        blueprint.get(path, endpoint=view.__name__)(answer)
        return view

    return declare


def post(
    blueprint: Blueprint,
    path: str,
    response_type: Any,
    body: type[BaseModel],
    problems: Mapping[int, str],
) -> Callable[[View], View]:
    """Declare a POST operation that needs an API token; the view checks the token itself."""

    def declare(view: View) -> View:
        OPERATIONS.append(
            _describe(
                view, "post", path, response_type, problems=problems, body=body, by_token=True
            )
        )

        @wraps(view)
        def answer() -> Response:
            return Response(encode(view()), content_type=JSON)

        blueprint.post(path, endpoint=view.__name__)(answer)
        return view

    return declare


def _describe(view: View, method: str, path: str, response_type: Any, **more: Any) -> Operation:
    summary, _, description = (view.__doc__ or "").partition("\n")
    details = " ".join(description.split())
    return Operation(view.__name__, method, path, summary, details, response_type, **more)


def respond(found: object) -> Response:
    """Return `found` as JSON that every cache may store."""
    return make_public(allow_cross_origin(Response(encode(found), content_type=JSON)))


def _read(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return the values of parameters, and set the language of the request."""
    settings = services().settings
    try:
        values = read_parameters(parameters, current_reader_request().parameters, settings)
    except InvalidParameter as problem:
        raise RequestRefused("bad_parameter", 400, str(problem)) from None
    g.language = values.pop("language", None) or settings.languages[0]
    return values
