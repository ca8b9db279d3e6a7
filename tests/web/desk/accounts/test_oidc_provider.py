"""Sign-in with an OpenID Connect provider: who is let in, with which account."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.desk.accounts.identity_provider import (
    IdentityProvider,
    leave,
    sign_in,
    sign_in_there,
)
from tests.web.desk.accounts.test_second_factor_views import set_up
from tests.web.desk.conftest import DeskSite

MakeDesk = Callable[..., DeskSite]


def test_an_invited_account_is_bound_to_the_provider(
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


def test_an_unknown_person_is_admitted_only_where_a_role_is_set(
    make_bound: MakeDesk, provider: IdentityProvider
) -> None:
    provider.claims |= {"sub": "5", "email": "New@example.org", "name": "Nora <b>\r\nNew"}
    closed = make_bound()
    refused = sign_in(closed.client())
    assert refused.status_code == 403
    assert "You do not have an account here" in refused.text
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


def test_an_address_that_only_user_info_has_is_found_there(
    bound: DeskSite, provider: IdentityProvider
) -> None:
    provider.claims = {"sub": "1234"}
    provider.user_info = {"sub": "1234", "email": "ed@example.org", "email_verified": True}
    assert sign_in(bound.client()).status_code == 303
    provider.user_info["sub"] = "another"
    assert sign_in(bound.client()).status_code == 502


def test_an_address_of_a_provider_that_verifies_none_counts_where_that_is_set(
    make_bound: MakeDesk, provider: IdentityProvider
) -> None:
    provider.claims = {"sub": "1234", "name": "Ed", "upn": "ed@example.org"}
    assert sign_in(make_bound(oidc_email_claim="upn").client()).status_code == 403
    trusting = make_bound(oidc_email_claim="upn", oidc_trust_email=True)
    assert sign_in(trusting.client()).status_code == 303
    provider.claims |= {"sub": "5", "email_verified": False}
    assert sign_in(trusting.client()).status_code == 403


def test_groups_of_the_provider_give_the_role_at_each_sign_in(
    make_bound: MakeDesk, provider: IdentityProvider
) -> None:
    site = make_bound(oidc_group_roles={"desk": "editor", "leads": "reviewer"})
    provider.claims |= {"groups": ["desk", "leads", 5]}
    client = site.client()
    assert sign_in(client).status_code == 303
    assert "ed@example.org · Reviewer" in client.get("/edit/account").text
    provider.claims["groups"] = "desk"
    assert sign_in(client).status_code == 303
    assert "ed@example.org · Editor" in client.get("/edit/account").text
    provider.claims["groups"] = []
    assert sign_in(site.client()).status_code == 403


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
    assert "Unlink" in ada.get(page).text
    assert bound.post(ada, f"{page}/unbind").location == f"{page}?said=unbound"
    assert ed.get("/edit").status_code == 303
    assert sign_in(bound.client()).status_code == 303


def test_a_disabled_account_cannot_sign_in(bound: DeskSite) -> None:
    assert sign_in(bound.client()).status_code == 303
    ada = bound.client("admin")
    bound.post(ada, f"/edit/people/{bound.account('editor').id}/disable")
    assert sign_in(bound.client()).status_code == 403


def test_a_provider_that_takes_the_secret_in_the_form_gets_it_there(
    bound: DeskSite, provider: IdentityProvider
) -> None:
    provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert sign_in(bound.client()).status_code == 303


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


def test_without_a_provider_there_is_no_such_door(desk: DeskSite) -> None:
    client = desk.client()
    assert "provider" not in client.get("/edit/sign-in").text
    assert leave(client).status_code == 404
    assert client.get("/edit/sign-in/return").status_code == 404
