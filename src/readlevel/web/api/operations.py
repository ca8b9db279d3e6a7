"""What other software may do: each operation says once what it takes and gives, and does it."""

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
    """One thing that can be asked for."""

    name: str
    method: str
    path: str
    """Below `ROOT`, with `<slug>` as Flask has it."""
    summary: str
    description: str
    gives: Any
    """Type of what is answered; None where that is HTML."""
    parameters: Sequence[Parameter] = ()
    problems: Mapping[int, str] = field(default_factory=dict)
    """When which status other than 200 is answered."""
    body: type[BaseModel] | None = None
    by_token: bool = False


OPERATIONS: list[Operation] = []
"""All there are, in the order in which they are described."""


def get(
    blueprint: Blueprint,
    path: str,
    gives: Any,
    *parameters: Parameter,
    problems: Mapping[int, str] | None = None,
) -> Callable[[View], View]:
    """Declare what is asked for by GET; the view is given the values of its parameters.

    It returns what is to be written as JSON, or a whole response. Caches may keep it, and scripts
    of any site may read it: it is the same for everybody.
    """

    def declare(view: View) -> View:
        unreadable = {400: "A parameter cannot be read; `detail` names it."} if parameters else {}
        OPERATIONS.append(
            _describe(
                view,
                "get",
                path,
                gives,
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
    blueprint: Blueprint, path: str, gives: Any, body: type[BaseModel], problems: Mapping[int, str]
) -> Callable[[View], View]:
    """Declare what is asked for by POST, by those who show a token; the view does all of it."""

    def declare(view: View) -> View:
        OPERATIONS.append(
            _describe(view, "post", path, gives, problems=problems, body=body, by_token=True)
        )

        @wraps(view)
        def answer() -> Response:
            return Response(encode(view()), content_type=JSON)

        blueprint.post(path, endpoint=view.__name__)(answer)
        return view

    return declare


def _describe(view: View, method: str, path: str, gives: Any, **more: Any) -> Operation:
    summary, _, description = (view.__doc__ or "").partition("\n")
    said = " ".join(description.split())
    return Operation(view.__name__, method, path, summary, said, gives, **more)


def respond(found: object) -> Response:
    """Return `found` as JSON that every cache may keep."""
    return make_public(allow_cross_origin(Response(encode(found), content_type=JSON)))


def _read(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return the values of parameters, and let the request be in the language asked for."""
    settings = services().settings
    try:
        values = read_parameters(parameters, current_reader_request().parameters, settings)
    except InvalidParameter as problem:
        raise RequestRefused("bad_parameter", 400, str(problem)) from None
    g.language = values.pop("language", None) or settings.languages[0]
    return values
