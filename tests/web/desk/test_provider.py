"""Signing in by an OpenID Connect provider: whom it lets in, and what is not believed."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from pydantic import SecretStr
from werkzeug.test import Client, TestResponse

from tests.mail_server import free_port
from tests.web.desk.conftest import PASSWORD, DeskSite
from tests.web.desk.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProvider,
    serving_identities,
)
from tests.web.desk.test_second_factor import set_up

MakeDesk = Callable[..., DeskSite]


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with serving_identities() as provider:
        yield provider


@pytest.fixture
def make_bound(make_desk: MakeDesk, provider: IdentityProvider) -> MakeDesk:
    def make(**settings: Any) -> DeskSite:
        return make_desk(
            **{
                "oidc_issuer": provider.issuer,
                "oidc_client_id": CLIENT_ID,
                "oidc_client_secret": SecretStr(CLIENT_SECRET),
                "oidc_name": "St. Mary's",
                **settings,
            }
        )

    return make


@pytest.fixture
def bound(make_bound: MakeDesk) -> DeskSite:
    """A desk whose people sign in by the provider."""
    return make_bound()


def leave(client: Client, next_: str = "") -> TestResponse:
    return client.get("/edit/sign-in/provider", query_string={"next": next_})


def sign_in_there(left: TestResponse) -> str:
    """Follow a browser to the provider and back, and give the address it comes back to."""
    parts = urlsplit(left.location)
    connection = HTTPConnection(parts.netloc, timeout=10)
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


def test_whoever_was_invited_comes_in_and_is_known_by_the_provider_from_then_on(
    bound: DeskSite, provider: IdentityProvider
) -> None:
    client = bound.client()
    assert "Sign in with St. Mary&#39;s" in client.get("/edit/sign-in").text
    back = sign_in(client, "/edit/account")
    assert (back.status_code, back.location) == (303, "/edit/account")
    assert "Ed Editor" in client.get("/edit/account").text
    provider.claims["email"] = "another@example.org"
    again = bound.client()
    assert sign_in(again).location == "/edit"
    assert "ed@example.org" in again.get("/edit/account").text


def test_signing_in_begins_a_new_session_and_the_cookie_on_the_way_is_gone(bound: DeskSite) -> None:
    client = bound.client("editor")
    before = client.get_cookie("readlevel-desk")
    left = leave(client)
    cookie = left.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    client.get(sign_in_there(left))
    after = client.get_cookie("readlevel-desk")
    assert before
    assert after
    assert before.value != after.value
    assert client.get_cookie("readlevel-sign-in") is None
    old = bound.client()
    old.set_cookie("readlevel-desk", before.value)
    assert old.get("/edit").status_code == 303


def test_with_https_the_cookie_on_the_way_is_secure_and_bound_to_its_host(
    make_bound: MakeDesk,
) -> None:
    client = make_bound(base_url="https://answers.example.org").client()
    left = leave(client)
    cookie = left.headers["Set-Cookie"]
    assert cookie.startswith("__Host-readlevel-sign-in=")
    assert {"Secure", "Path=/", "HttpOnly"} <= {part.strip() for part in cookie.split(";")}
    asked = parse_qs(urlsplit(left.location).query)
    assert asked["redirect_uri"] == ["https://answers.example.org/edit/sign-in/return"]
    assert asked["scope"] == ["openid email profile"]
    assert asked["realm"] == ["1"]


def test_the_provider_asks_for_the_second_factor_and_the_desk_does_not(
    make_bound: MakeDesk,
) -> None:
    bound = make_bound(second_factor="required")
    client = bound.client()
    sign_in(client)
    assert client.get("/edit/account").status_code == 200
    set_up(bound, client)
    again = bound.client()
    sign_in(again)
    assert again.get("/edit/account").status_code == 200


def test_who_has_no_account_is_let_in_only_where_a_role_is_set(
    make_bound: MakeDesk, provider: IdentityProvider
) -> None:
    provider.claims |= {"sub": "5", "email": "New@example.org", "name": "Nora <b>\r\nNew"}
    closed = make_bound()
    refused = sign_in(closed.client())
    assert refused.status_code == 403
    assert "You have no account at this desk" in refused.text
    client = make_bound(oidc_role="reviewer").client()
    assert sign_in(client).status_code == 303
    page = client.get("/edit/account").text
    assert "new@example.org · Reviewer" in page
    assert "Nora &lt;b&gt; New" in page


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email": None},
        {"email": ["ed@example.org"]},
        {"email": "nobody@example.org"},
    ],
)
def test_an_address_that_nobody_vouches_for_opens_nothing(
    bound: DeskSite, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    assert sign_in(bound.client()).status_code == 403


def test_somebody_else_with_the_same_address_later_does_not_come_in(
    make_bound: MakeDesk, provider: IdentityProvider
) -> None:
    bound = make_bound(oidc_role="editor")
    assert sign_in(bound.client()).status_code == 303
    provider.claims["sub"] = "another"
    assert sign_in(bound.client()).status_code == 403


def test_an_administrator_loosens_the_tie_to_somebody_of_the_provider(
    bound: DeskSite, provider: IdentityProvider
) -> None:
    ed = bound.client()
    sign_in(ed)
    provider.claims["sub"] = "renamed"
    assert sign_in(bound.client()).status_code == 403
    ada, page = bound.client("admin"), f"/edit/people/{bound.account('editor').id}"
    assert "Loosen the tie" in ada.get(page).text
    assert bound.post(ada, f"{page}/unbind").location == f"{page}?said=unbound"
    assert ed.get("/edit").status_code == 303
    assert sign_in(bound.client()).status_code == 303


def test_whoever_is_disabled_stays_outside(bound: DeskSite) -> None:
    assert sign_in(bound.client()).status_code == 303
    ada = bound.client("admin")
    bound.post(ada, f"/edit/people/{bound.account('editor').id}/disable")
    assert sign_in(bound.client()).status_code == 403


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
    assert "did not answer as it should" in answer.text
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


def test_a_provider_that_takes_the_secret_in_the_form_gets_it_there(
    bound: DeskSite, provider: IdentityProvider
) -> None:
    provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert sign_in(bound.client()).status_code == 303


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


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", "/persona"])
def test_nobody_is_led_off_the_desk(bound: DeskSite, next_: str) -> None:
    assert sign_in(bound.client(), next_).location == "/edit"
    client = bound.client()
    left = leave(client)
    state = parse_qs(urlsplit(left.location).query)["state"][0]
    kept = {"state": state, "nonce": "n", "verifier": "v", "next": next_}
    client.set_cookie("readlevel-sign-in", urlsafe_b64encode(json.dumps(kept).encode()).decode())
    shown = client.get(sign_in_there(left)).text
    assert 'name="next" value="/edit"' in shown


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
    assert "did not answer as it should" in answer.text


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


def test_without_a_provider_there_is_no_such_door(desk: DeskSite) -> None:
    client = desk.client()
    assert "provider" not in client.get("/edit/sign-in").text
    assert leave(client).status_code == 404
    assert client.get("/edit/sign-in/return").status_code == 404
