"""Passkeys: registration, sign-in, removal, a lost key, and a copied one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from werkzeug.test import Client, TestResponse

from readlevel.storage.database import desk_tables
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.accounts.passkeys import MAX_PASSKEYS, find_relying_party
from readlevel.usecases.accounts.second_factors import MAX_FAILURES, REAUTHENTICATION_GRACE
from tests.web.desk.accounts.authenticator import Authenticator
from tests.web.desk.accounts.test_second_factor_views import set_up, sign_in
from tests.web.desk.conftest import DeskSite

ORIGIN = "http://localhost"
PAGE, SIGN_IN = "/edit/account/passkeys", "/edit/sign-in/passkey"


@pytest.fixture
def site(make_desk: Callable[..., DeskSite]) -> DeskSite:
    return make_desk(base_url=ORIGIN)


@pytest.fixture
def client(site: DeskSite) -> Client:
    """Return a client of somebody who has a second factor."""
    return site.client("editor")


@pytest.fixture
def recovery(site: DeskSite, client: Client) -> list[str]:
    return set_up(site, client)[1]


def ask(site: DeskSite, client: Client, path: str) -> dict[str, object]:
    given = site.post(client, f"{path}/options")
    assert given.status_code == 200
    options: dict[str, object] = json.loads(given.text)
    return options


def add(site: DeskSite, client: Client, key: Authenticator, name: str = "Laptop") -> TestResponse:
    response = key.create(ask(site, client, PAGE))
    return site.post(client, PAGE, {"response": response, "name": name})


def enter(site: DeskSite, key: Authenticator, response: str = "") -> TestResponse:
    """Sign in with password and passkey."""
    client = sign_in(site)
    response = response or key.get(ask(site, client, SIGN_IN))
    return site.post(client, SIGN_IN, {"response": response, "next": "/edit/account"})


def count_passkeys(site: DeskSite) -> int:
    engine = make_engine(site.settings.database_url)
    with read_transaction(engine) as session:
        found = session.execute(select(desk_tables.passkey.c.id)).all()
    engine.dispose()
    return len(found)


@pytest.mark.usefixtures("recovery")
def test_a_passkey_takes_the_place_of_the_code(site: DeskSite, client: Client) -> None:
    key = Authenticator(ORIGIN)
    assert add(site, client, key).location.startswith(PAGE)
    assert "Laptop" in client.get(PAGE).text
    assert "Use a passkey" in sign_in(site).get("/edit/sign-in/code").text
    for _ in range(2):
        entered = enter(site, key)
        assert (entered.status_code, entered.location) == (303, "/edit/account")
    assert "Last used" in client.get(PAGE).text
    log = site.client("admin").get("/edit/audit").text
    assert "Added a passkey" in log
    assert "Method: Passkey" in log


@pytest.mark.usefixtures("recovery")
def test_a_key_whose_counter_does_not_grow_was_copied_and_is_refused(
    site: DeskSite, client: Client
) -> None:
    key = Authenticator(ORIGIN)
    add(site, client, key)
    copied = replace(key)
    assert enter(site, key).status_code == 303
    refused = enter(site, copied)
    assert refused.status_code == 422
    assert "This passkey was not accepted" in refused.text
    assert enter(site, key).status_code == 303


@pytest.mark.usefixtures("recovery")
def test_a_response_answers_one_challenge_of_its_own_session(
    site: DeskSite, client: Client
) -> None:
    key = Authenticator(ORIGIN)
    add(site, client, key)
    waiting = sign_in(site)
    old = key.get(ask(site, waiting, SIGN_IN))
    assert enter(site, key, old).status_code == 422
    asked = ask(site, waiting, SIGN_IN)
    assert site.post(waiting, SIGN_IN, {"response": old}).status_code == 422
    late = key.get(asked)
    assert site.post(waiting, SIGN_IN, {"response": late}).status_code == 422
    fresh = key.get(ask(site, waiting, SIGN_IN))
    assert site.post(waiting, SIGN_IN, {"response": fresh}).status_code == 303


@pytest.mark.usefixtures("recovery")
@pytest.mark.parametrize("response", ["", "{}", "[]", "null", "x", '{"id": 1}'])
def test_what_no_authenticator_says_is_refused_in_words(
    site: DeskSite, client: Client, response: str
) -> None:
    ask(site, client, PAGE)
    given = {"response": response, "name": "x"}
    assert site.post(client, PAGE, given).status_code == 422
    waiting = sign_in(site)
    ask(site, waiting, SIGN_IN)
    assert site.post(waiting, SIGN_IN, given).status_code == 422
    assert count_passkeys(site) == 0


@pytest.mark.usefixtures("recovery")
def test_keys_of_other_sites_and_other_accounts_are_refused(site: DeskSite, client: Client) -> None:
    assert add(site, client, Authenticator("https://evil.example")).status_code == 422
    key = Authenticator(ORIGIN)
    add(site, client, key)
    assert add(site, client, key).status_code == 422
    assert enter(site, Authenticator(ORIGIN)).status_code == 422
    other = site.client("reviewer")
    set_up(site, other)
    assert add(site, other, key).status_code == 422
    assert count_passkeys(site) == 1


def test_who_loses_the_key_uses_a_recovery_code_and_removes_it(
    site: DeskSite, client: Client, recovery: list[str]
) -> None:
    key = Authenticator(ORIGIN)
    add(site, client, key)
    entered = sign_in(site)
    assert site.post(entered, "/edit/sign-in/code", {"code": recovery[0]}).status_code == 303
    assert site.post(entered, f"{PAGE}/1/removal").status_code == 303
    assert "You have no passkeys." in entered.get(PAGE).text
    assert enter(site, key).status_code == 422
    assert site.post(entered, f"{PAGE}/1/removal").status_code == 404


@pytest.mark.usefixtures("recovery")
def test_nobody_removes_the_key_of_another_account(site: DeskSite, client: Client) -> None:
    add(site, client, Authenticator(ORIGIN))
    assert site.post(site.client("admin"), f"{PAGE}/1/removal").status_code == 404
    assert count_passkeys(site) == 1


@pytest.mark.usefixtures("recovery")
def test_passkeys_go_with_the_second_factor(site: DeskSite, client: Client) -> None:
    add(site, client, Authenticator(ORIGIN))
    site.post(client, "/edit/account/second-factor/remove")
    assert count_passkeys(site) == 0
    assert client.get(PAGE).location == "/edit/account/second-factor"


def test_a_passkey_needs_a_second_factor_first(site: DeskSite, client: Client) -> None:
    assert client.get(PAGE).location == "/edit/account/second-factor"
    assert site.post(client, f"{PAGE}/options").status_code == 404
    given = {"response": "{}", "name": "x"}
    assert site.post(client, PAGE, given).location == "/edit/account/second-factor"


@pytest.mark.usefixtures("recovery")
def test_some_time_after_the_sign_in_the_password_is_asked_for(
    site: DeskSite, client: Client
) -> None:
    add(site, client, Authenticator(ORIGIN))
    engine = make_engine(site.settings.database_url)
    with write_transaction(engine) as session:
        began = datetime.now(UTC) - REAUTHENTICATION_GRACE - timedelta(seconds=1)
        session.execute(update(desk_tables.account_session).values(created_at=began))
    engine.dispose()
    assert add(site, client, Authenticator(ORIGIN)).status_code == 422
    assert site.post(client, f"{PAGE}/1/removal").status_code == 422
    assert count_passkeys(site) == 1


@pytest.mark.usefixtures("recovery")
def test_refused_passkeys_count_as_wrong_codes(site: DeskSite, client: Client) -> None:
    key = Authenticator(ORIGIN)
    add(site, client, key)
    for _ in range(MAX_FAILURES):
        assert enter(site, key, "{}").status_code == 422
    assert enter(site, key).status_code == 429


@pytest.mark.usefixtures("recovery")
def test_an_account_has_a_limited_number_of_passkeys(site: DeskSite, client: Client) -> None:
    for _ in range(MAX_PASSKEYS):
        assert add(site, client, Authenticator(ORIGIN)).status_code == 303
    assert "Add a passkey" not in client.get(PAGE).text
    assert add(site, client, Authenticator(ORIGIN)).status_code == 422


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://answers.example.org", "answers.example.org"),
        ("http://localhost:8000", "localhost"),
        ("http://answers.example.org", None),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.1", None),
        ("https://[::1]", None),
    ],
)
def test_passkeys_are_offered_where_browsers_allow_them(base_url: str, host: str | None) -> None:
    found = find_relying_party(base_url, "Answers")
    assert (None if found is None else found.id) == host
    if found is not None:
        assert found.origin == base_url


def test_without_a_host_name_no_passkey_is_offered(desk: DeskSite) -> None:
    client = desk.client("editor")
    set_up(desk, client)
    assert "Add a passkey" not in client.get(PAGE).text
    assert desk.post(client, f"{PAGE}/options").status_code == 404
