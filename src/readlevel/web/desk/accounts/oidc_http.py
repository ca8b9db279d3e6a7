"""HTTP calls to the OpenID Connect provider, with a timeout and without redirects."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

_TIMEOUT_SECONDS = 5
_MAX_RESPONSE_BYTES = 2**20


class ProviderProblem(Exception):
    """The provider is unreachable or its response is invalid; the message is for the log."""


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """A sign-in in progress, kept in a cookie until the provider redirects back."""

    state: str
    nonce: str
    verifier: str
    next: str


@dataclass(frozen=True, slots=True)
class ProviderResponse:
    """A response with the interface that Authlib reads."""

    status_code: int
    body: bytes

    def json(self) -> Any:
        """Return the parsed body."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise ProviderProblem("a response is not JSON") from None

    def raise_for_status(self) -> NoReturn:
        """Raise `ProviderProblem`."""
        raise ProviderProblem(f"a response has status {self.status_code}")


class ProviderClient:
    """An HTTP client with the interface that Authlib calls."""

    def post(
        self, url: str, *, data: dict[str, str], headers: dict[str, str], auth: Any
    ) -> ProviderResponse:
        """Post a form with the client's credentials."""
        url, headers, body = auth.prepare("POST", url, headers, urlencode(data))
        return send_request(url, headers, body.encode())


class _NoRedirects(HTTPErrorProcessor):
    """Follows no redirects: requests carry the client secret."""

    def http_response(self, request: Request, response: Any) -> Any:
        """Return the response unchanged."""
        return response

    https_response = http_response


def send_request(
    address: str, headers: Mapping[str, str], body: bytes | None = None
) -> ProviderResponse:
    """Call the provider at a URL that `is_confidential_url`. Raise `ProviderProblem`."""
    request = Request(address, body, dict(headers))  # noqa: S310 - callers check the scheme
    try:
        with build_opener(_NoRedirects).open(request, timeout=_TIMEOUT_SECONDS) as response:
            text: bytes = response.read(_MAX_RESPONSE_BYTES + 1)
            status: int = response.status
    except (OSError, HTTPException, ValueError) as problem:
        raise ProviderProblem(f"{urlsplit(address).netloc}: {problem}") from problem
    if len(text) > _MAX_RESPONSE_BYTES:
        raise ProviderProblem("a response is too long")
    return ProviderResponse(status, text)
