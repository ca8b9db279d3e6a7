"""Calls to the provider of sign-ins: short, encrypted, and led nowhere else."""

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
    """The provider does not answer, or answers what cannot be believed; the text is for the log."""


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """A sign-in on its way: what the browser keeps until it comes back."""

    state: str
    nonce: str
    verifier: str
    next: str


@dataclass(frozen=True, slots=True)
class ProviderResponse:
    """What a call came back with, in the form that the library reads."""

    status_code: int
    body: bytes

    def json(self) -> Any:
        """Return what the answer holds."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise ProviderProblem("an answer is no JSON") from None

    def raise_for_status(self) -> NoReturn:
        """Refuse the answer."""
        raise ProviderProblem(f"an answer has status {self.status_code}")


class ProviderClient:
    """Calls to the provider, in the form that the library makes them."""

    def post(
        self, url: str, *, data: dict[str, str], headers: dict[str, str], auth: Any
    ) -> ProviderResponse:
        """Send a form, with what proves who asks."""
        url, headers, body = auth.prepare("POST", url, headers, urlencode(data))
        return send_request(url, headers, body.encode())


class _NoRedirects(HTTPErrorProcessor):
    """Takes an answer as it is, and follows nobody elsewhere: what is sent holds a password."""

    def http_response(self, request: Request, response: Any) -> Any:
        """Return the answer."""
        return response

    https_response = http_response


def send_request(
    address: str, headers: Mapping[str, str], body: bytes | None = None
) -> ProviderResponse:
    """Ask the provider, whose addresses are `is_private`. Raise `ProviderProblem`."""
    request = Request(address, body, dict(headers))  # noqa: S310 - no other scheme is private
    try:
        with build_opener(_NoRedirects).open(request, timeout=_TIMEOUT_SECONDS) as response:
            text: bytes = response.read(_MAX_RESPONSE_BYTES + 1)
            status: int = response.status
    except (OSError, HTTPException, ValueError) as problem:
        raise ProviderProblem(f"{urlsplit(address).netloc}: {problem}") from problem
    if len(text) > _MAX_RESPONSE_BYTES:
        raise ProviderProblem("an answer is too long")
    return ProviderResponse(status, text)
