"""A small OpenID Connect provider with real signatures and errors on demand."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from werkzeug.test import Client, TestResponse

ACCESS_TOKEN = "for-user-info.only"
CLIENT_ID, CLIENT_SECRET = "readlevel", "a secret: with % and +"


class IdentityProvider:
    """Responses of the provider, which tests change."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}/realm"
        self.claims: dict[str, Any] = {
            "sub": "1234",
            "email": "ed@example.org",
            "email_verified": True,
            "name": "Edith Elsewhere",
        }
        self.token_claims: dict[str, Any] = {}
        """Claims that replace the right ones in ID tokens."""
        self.user_info: dict[str, Any] | None = None
        """Claims that only UserInfo gives; None: there is none."""
        self.algorithm = "RS256"
        self.token_status = 200
        self.metadata: dict[str, Any] = {}
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}
        self.change_keys()

    def change_keys(self) -> None:
        self._key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?realm=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **({} if self.user_info is None else {"userinfo_endpoint": f"{self.issuer}/me"}),
            **self.metadata,
        }

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self._key]).as_dict())

    def authorize(self, asked: dict[str, str]) -> str:
        """Return the URL to redirect a signed-in user to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        given = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(given)}"

    def exchange(self, given: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        posted = (given.get("client_id"), given.get("client_secret"))
        if authorization != f"Basic {basic}" and posted != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        asked = self._codes.pop(given.get("code", ""), None)
        if asked is None or given["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant", "error_description": "verifier"}
        return self.token_status, {
            "access_token": ACCESS_TOKEN,
            "token_type": "Bearer",
            "id_token": self._sign(asked["nonce"]),
        }

    def _sign(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
            **self.token_claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "HS256":
            # Algorithm confusion: the public key used as an HMAC secret.
            public = OctKey.import_key(self._key.as_pem(private=False))
            return jwt.encode({"alg": "HS256"}, claims, public, algorithms=["HS256"])
        if self.algorithm == "none":
            parts = [{"alg": "none"}, claims]
            written = [base64.urlsafe_b64encode(json.dumps(one).encode()) for one in parts]
            return b".".join([one.rstrip(b"=") for one in written] + [b""]).decode()
        if self.algorithm == "stolen":
            key = RSAKey.generate_key(2048, {"kid": self._key.kid or ""})
            return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, key)
        return jwt.encode({"alg": self.algorithm, "kid": self._key.kid}, claims, self._key)


@contextmanager
def serving_identities() -> Iterator[IdentityProvider]:
    """Serve a provider on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/realm/.well-known/openid-configuration":
                self._answer(200, provider.describe())
            elif parts.path == "/realm/keys":
                self._answer(200, provider.keys())
            elif parts.path == "/realm/me" and provider.user_info is not None:
                bearer = self.headers.get("Authorization") == f"Bearer {ACCESS_TOKEN}"
                self._answer(200 if bearer else 401, provider.user_info if bearer else {})
            elif parts.path == "/realm/authorize":
                asked = {name: one[0] for name, one in parse_qs(parts.query).items()}
                self.send_response(303)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: one[0] for name, one in parse_qs(body).items()}
            self._answer(*provider.exchange(given, self.headers.get("Authorization", "")))

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = IdentityProvider(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def leave(client: Client, next_: str = "") -> TestResponse:
    return client.get("/edit/sign-in/provider", query_string={"next": next_})


def sign_in_there(left: TestResponse) -> str:
    """Follow the redirects to the provider and back; return the callback URL."""
    parts = urlsplit(left.location)
    connection = HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", f"{parts.path}?{parts.query}")
    location = connection.getresponse().headers["Location"]
    connection.close()
    back = urlsplit(location)
    assert back.netloc == "127.0.0.1:8000"
    return f"{back.path}?{back.query}"


def sign_in(client: Client, next_: str = "") -> TestResponse:
    left = leave(client, next_)
    assert left.status_code == 303, left.text
    return client.get(sign_in_there(left))
