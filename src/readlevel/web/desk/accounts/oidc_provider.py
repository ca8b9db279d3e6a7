"""The OpenID Connect provider of the settings: sends users to sign in and verifies who they are.

Uses the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636).
"""

import re
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from authlib.common.security import generate_token
from authlib.oauth2 import OAuth2Client, OAuth2Error
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from readlevel.settings import Settings
from readlevel.settings.connections import is_confidential_url
from readlevel.usecases.accounts.single_sign_on import Identity
from readlevel.web.desk.accounts.oidc_http import (
    ProviderClient,
    ProviderProblem,
    SignInAttempt,
    send_request,
)

SCOPE = "openid email profile"
_METADATA_SECONDS = 3600
_LEEWAY_SECONDS = 60
_LONGEST_SUBJECT = 255
_ACCESS_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")
_ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
"""Asymmetric ones only, so that nobody but the provider can sign."""


class OidcProvider:
    """The provider, with its metadata and keys cached for an hour."""

    def __init__(self, settings: Settings, redirect_uri: str) -> None:
        if not (settings.oidc_issuer and settings.oidc_client_id and settings.oidc_client_secret):
            raise LookupError("no provider is set")
        self._issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret.get_secret_value()
        self._email_claim = settings.oidc_email_claim
        self._trusts_email = settings.oidc_trust_email
        self._groups_claim = settings.oidc_groups_claim
        self._has_groups = bool(settings.oidc_group_roles)
        self._redirect_uri = redirect_uri
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self._keeping = threading.Lock()

    def begin(self, back: str) -> tuple[str, SignInAttempt]:
        """Return the URL to redirect to and the attempt to keep until the callback.

        Raise `ProviderProblem`.
        """
        attempt = SignInAttempt(generate_token(32), generate_token(32), generate_token(48), back)
        address, _ = self._client().create_authorization_url(
            _read_endpoint(self._metadata(), "authorization_endpoint"),
            state=attempt.state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
        )
        return str(address), attempt

    def finish(self, attempt: SignInAttempt, code: str) -> Identity:
        """Exchange the code and return the verified identity. Raise `ProviderProblem`."""
        client = self._client()
        try:
            token = client.fetch_token(
                _read_endpoint(self._metadata(), "token_endpoint"),
                grant_type="authorization_code",
                code=code,
                code_verifier=attempt.verifier,
                # A new dict for each call: Authlib adds the credentials to it.
                headers={"Accept": "application/json"},
            )
            claims = self._read(token, attempt.nonce)
        except (OAuth2Error, JoseError, ValueError, TypeError, KeyError) as problem:
            raise ProviderProblem(f"{type(problem).__name__}: {problem}") from problem
        return self._identify(self._complete(claims, token))

    def _complete(self, claims: Mapping[str, Any], token: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the claims of the ID token with those that only UserInfo has (section 5.3).

        Providers may keep everything but the subject there.
        """
        wanted = {self._email_claim, "name"} | ({self._groups_claim} if self._has_groups else set())
        if wanted <= claims.keys() or "userinfo_endpoint" not in self._metadata():
            return claims
        address = _read_endpoint(self._metadata(), "userinfo_endpoint")
        access = token.get("access_token")
        if not (isinstance(access, str) and _ACCESS_TOKEN.fullmatch(access)):
            raise ProviderProblem("it gives no access token for UserInfo")
        answer = send_request(
            address, {"Accept": "application/json", "Authorization": f"Bearer {access}"}
        )
        if answer.status_code != HTTPStatus.OK:
            answer.raise_for_status()
        told = answer.json()
        if not isinstance(told, dict) or told.get("sub") != claims.get("sub"):
            raise ProviderProblem("UserInfo is about somebody else")  # section 5.3.2
        return {**told, **claims}

    def _identify(self, claims: Mapping[str, Any]) -> Identity:
        subject, name = claims.get("sub"), claims.get("name")
        if not (isinstance(subject, str) and subject and subject.isprintable()):
            raise ProviderProblem("it names nobody")
        if len(subject) > _LONGEST_SUBJECT:
            raise ProviderProblem("it names nobody")
        return Identity(
            self._issuer,
            subject,
            self._find_email(claims),
            name if isinstance(name, str) else "",
            _read_groups(claims.get(self._groups_claim)),
        )

    def _find_email(self, claims: Mapping[str, Any]) -> str:
        """Return the address that the provider vouches for, or that the settings trust."""
        email, verified = claims.get(self._email_claim), claims.get("email_verified")
        is_vouched = verified in (True, "true") or (verified is None and self._trusts_email)
        return email if isinstance(email, str) and "@" in email and is_vouched else ""

    def _client(self) -> Any:
        methods = self._metadata().get("token_endpoint_auth_methods_supported")
        is_posted = isinstance(methods, list) and "client_secret_basic" not in methods
        return OAuth2Client(
            ProviderClient(),
            self._client_id,
            self._secret,
            token_endpoint_auth_method="client_secret_post" if is_posted else None,
            scope=SCOPE,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )

    def _read(self, token: Mapping[str, Any], nonce: str) -> CodeIDToken:
        """Return the claims of an ID token after validating it (section 3.1.3.7)."""
        written = token["id_token"]
        registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
        try:
            decoded = jwt.decode(written, self._keys(), registry=registry)
        except (InvalidKeyIdError, BadSignatureError):
            # Providers rotate their keys.
            decoded = jwt.decode(written, self._keys(refresh=True), registry=registry)
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        known = {
            "nonce": nonce,
            "client_id": self._client_id,
            "access_token": token.get("access_token"),
        }
        claims = CodeIDToken(decoded.claims, decoded.header, options, known)
        claims.validate(leeway=_LEEWAY_SECONDS)
        return claims

    def _metadata(self) -> dict[str, Any]:
        address = self._issuer.rstrip("/") + "/.well-known/openid-configuration"
        metadata = self._fetch(address, refresh=False)
        if metadata.get("issuer") != self._issuer:
            raise ProviderProblem(f"it calls itself {metadata.get('issuer')!r}")
        return metadata

    def _keys(self, *, refresh: bool = False) -> KeySet:
        said = self._fetch(_read_endpoint(self._metadata(), "jwks_uri"), refresh=refresh)
        return KeySet.import_key_set(cast("KeySetSerialization", said))

    def _fetch(self, address: str, *, refresh: bool) -> dict[str, Any]:
        moment = time.monotonic()
        with self._keeping:
            kept = self._kept.get(address)
        if kept is not None and not refresh and moment - kept[0] < _METADATA_SECONDS:
            return kept[1]
        answer = send_request(address, {"Accept": "application/json"})
        if answer.status_code != HTTPStatus.OK:
            answer.raise_for_status()
        said = answer.json()
        if not isinstance(said, dict):
            raise ProviderProblem(f"{address} gives no JSON object")
        with self._keeping:
            self._kept[address] = (moment, said)
        return said


def _read_endpoint(metadata: Mapping[str, Any], name: str) -> str:
    """Return an endpoint of the metadata. Raise `ProviderProblem` if it is not confidential."""
    value = metadata.get(name)
    if not (isinstance(value, str) and is_confidential_url(value)):
        raise ProviderProblem(f"its {name} is {value!r}")
    return value


def _read_groups(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else [value]
    return frozenset(group for group in listed if isinstance(group, str))
