"""Baseline applications that return the same bytes without any work."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response

_BODY = Path(os.environ["BENCHMARK_BODY"]).read_bytes()
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(_BODY)))]


def raw(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer every request with the same bytes from memory, as bare WSGI."""
    start_response("200 OK", _HEADERS)
    return [_BODY]


view = Flask(__name__)


@view.get("/", defaults={"path": ""})
@view.get("/<path:path>")
def constant(path: str) -> Response:
    """Answer every request with the same bytes from a bare Flask view."""
    return Response(_BODY, content_type="text/html; charset=utf-8")
