"""Invalid responses of an OpenID Connect provider, and forged callbacks."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from pydantic import SecretStr

from tests.ports import free_port
from tests.web.desk.accounts.identity_provider import (
    CLIENT_ID,
    IdentityProvider,
    leave,
    sign_in,
    sign_in_there,
)
from tests.web.desk.conftest import PASSWORD, DeskSite

MakeDesk = Callable[..., DeskSite]


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-site"},
        {"aud": [CLIENT_ID, "another-site"], "azp": "another-site"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": "now"},
        {"sub": None},
        {"sub": ""},
        {"sub": 5},
        {"sub": "1\x002"},
        {"sub": "x" * 256},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_not_believed(
    bound: DeskSite, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.token_claims = claims
    client = bound.client()
    answer = sign_in(client)
    assert answer.status_code == 502
    assert "did not respond correctly" in answer.text
    assert client.get("/edit").status_code == 303


@pytest.mark.parametrize("algorithm", ["none", "HS256", "stolen"])
def test_a_token_that_anybody_could_sign_is_not_believed(
    bound: DeskSite, provider: IdentityProvider, algorithm: str
) -> None:
    provider.algorithm = algorithm
    assert sign_in(bound.client()).status_code == 502


def test_keys_are_asked_for_again_when_the_provider_changed_them(
    bound: DeskSite, provider: IdentityProvider
) -> None:
    for _ in range(2):
        assert sign_in(bound.client()).status_code == 303
    assert provider.asked.count("/realm/keys") == 1
    provider.change_keys()
    assert sign_in(bound.client()).status_code == 303
    assert provider.asked.count("/realm/keys") == 2


def test_an_answer_is_taken_once_and_only_in_the_browser_that_began(bound: DeskSite) -> None:
    client = bound.client()
    back = sign_in_there(leave(client))
    stranger = bound.client()
    assert stranger.get(back).status_code == 400
    leave(stranger)
    assert stranger.get(back).status_code == 400
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 400


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"state": "another"}, 400),
        ({"state": "schlüssel"}, 400),
        ({"state": ""}, 400),
        ({"iss": "https://evil.example"}, 400),
        ({"code": ""}, 403),
        ({"code": "x" * 5_000}, 403),
        ({"code": "made up ü\x00"}, 502),
    ],
)
def test_an_answer_that_was_changed_on_the_way_opens_nothing(
    bound: DeskSite, change: dict[str, str], status: int
) -> None:
    client = bound.client()
    path, _, query = sign_in_there(leave(client)).partition("?")
    given = {name: one[0] for name, one in parse_qs(query).items()} | change
    assert client.get(f"{path}?{urlencode(given)}").status_code == status
    assert client.get("/edit").status_code == 303


@pytest.mark.parametrize(
    "kept", ["", "x", "e30", "bnVsbA==", "W10=", "{}", "[" * 3_000, '{"state":1}', "\xff"]
)
def test_a_cookie_that_was_made_up_opens_nothing(bound: DeskSite, kept: str) -> None:
    client = bound.client()
    for written in (kept, urlsafe_b64encode(kept.encode()).decode()):
        client.set_cookie("readlevel-sign-in", written)
        assert client.get("/edit/sign-in/return?state=&code=x").status_code == 400


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://[evil"},
    ],
)
def test_a_provider_that_cannot_be_trusted_leads_nowhere(
    bound: DeskSite, provider: IdentityProvider, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    answer = leave(bound.client())
    assert answer.status_code == 502
    assert "did not respond correctly" in answer.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"token_endpoint": "file:///etc/passwd"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": 5},
    ],
)
def test_secrets_are_sent_only_where_they_are_safe(
    bound: DeskSite, provider: IdentityProvider, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    assert sign_in(bound.client()).status_code == 502


def test_a_provider_that_fails_is_said_and_the_password_still_works(
    make_bound: MakeDesk, provider: IdentityProvider
) -> None:
    bound = make_bound()
    provider.token_status = 500
    assert sign_in(bound.client()).status_code == 502
    gone = make_bound(oidc_issuer=f"http://127.0.0.1:{free_port()}")
    client = gone.client()
    assert leave(client).status_code == 502
    given = {"email": "ed@example.org", "password": PASSWORD}
    assert client.post("/edit/sign-in", data=given).status_code == 303


def test_a_wrong_secret_opens_nothing(make_bound: MakeDesk) -> None:
    assert sign_in(make_bound(oidc_client_secret=SecretStr("wrong")).client()).status_code == 502
