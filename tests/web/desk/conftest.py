"""The desk of a small site, with a user of each role."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from werkzeug.test import Client, TestResponse

from readlevel.core.model.roles import Role
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts as stored_accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.accounts import sign_in
from readlevel.usecases.accounts.sign_in import ClientInfo
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.wsgi import application
from tests.mail_server import Box, serving_mail
from tests.slow_work_watch import watching_for_slow_work
from tests.web.desk.accounts.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProvider,
    serving_identities,
)

PASSWORD = "four quiet rivers"
PEOPLE = {
    "editor": ("ed@example.org", "Ed Editor", Role.EDITOR),
    "writer2": ("will@example.org", "Will Writer", Role.EDITOR),
    "reviewer": ("rita@example.org", "Rita Reviewer", Role.REVIEWER),
    "admin": ("ada@example.org", "Ada Admin", Role.ADMIN),
}
VISITOR = ClientInfo("127.0.0.1", "a test")
TOKEN = re.compile(r'data-csrf="([^"]*)"')


@dataclass(frozen=True, slots=True)
class DeskSite:
    """The site of a test and its users."""

    settings: Settings
    layer: CacheMiddleware
    _csrf_tokens: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """By session: asking for one takes as long as what is posted."""

    def client(self, who: str | None = None) -> Client:
        """Return a client that is signed in as `who`, or anonymous."""
        client = Client(self.layer, TestResponse, use_cookies=True)
        if who is not None:
            engine = make_engine(self.settings.database_url)
            with write_transaction(engine) as session:
                now = datetime.now(UTC)
                token = sign_in.start_session(session, self._account(who), VISITOR, now=now)
            engine.dispose()
            client.set_cookie("readlevel-desk", token)
        return client

    def account(self, who: str) -> Account:
        """Return a user's account."""
        return self._account(who)

    def post(
        self, client: Client, path: str, data: dict[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        """Post a form with its CSRF token."""
        cookie = client.get_cookie("readlevel-desk")
        session = cookie.value if cookie else ""
        token = self._csrf_tokens.get(session) or self.token(client)
        self._csrf_tokens[session] = token
        return client.post(path, data={"csrf_token": token, **(data or {})}, **options)

    def token(self, client: Client) -> str:
        """Return the CSRF token of a client's session."""
        found = TOKEN.search(client.get("/edit/account-or-nothing").text)
        return found[1] if found else ""

    def _account(self, who: str) -> Account:
        engine = make_engine(self.settings.database_url)
        with read_transaction(engine) as session:
            account = stored_accounts.find_by_email(session, PEOPLE[who][0])
        engine.dispose()
        assert account
        return account


@pytest.fixture(autouse=True)
def no_slow_work_while_others_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail if a request renders, checks, compares or hashes in a write transaction."""
    with watching_for_slow_work(monkeypatch) as noticed:
        yield
    assert noticed == []


@pytest.fixture(scope="session")
def desk_file(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database with the cast and a user of each role; tests get copies of it."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    shutil.copy(cast_file, path)
    engine = make_engine(f"sqlite:///{path}")
    now = datetime.now(UTC)
    with write_transaction(engine) as session:
        for email, name, role in PEOPLE.values():
            account = stored_accounts.add(session, email, name, role, now=now)
            sign_in.set_password(session, account, PASSWORD, now=now)
    engine.dispose()
    return path


@pytest.fixture
def make_desk(desk_file: Path, quick_path: Path) -> Iterator[Callable[..., DeskSite]]:
    """Return a factory of sites with given settings, on a database of their own."""
    layers = []

    def make(**settings: Any) -> DeskSite:
        path = quick_path / "desk.sqlite"
        if not path.exists():
            shutil.copy(desk_file, path)
        own = Settings(database_url=f"sqlite:///{path}", **settings)
        layer = application(own)
        layers.append(layer)
        return DeskSite(own, layer)

    yield make
    for layer in layers:
        layer.close()


@pytest.fixture
def desk(make_desk: Callable[..., DeskSite]) -> DeskSite:
    """Return a site with default settings."""
    return make_desk()


@pytest.fixture
def mail_server() -> Iterator[tuple[Box, str]]:
    """Return a mail server's inbox and URL."""
    with serving_mail() as start:
        box, port = start()
        yield box, f"smtp://127.0.0.1:{port}"


@pytest.fixture
def mailed(make_desk: Callable[..., DeskSite], mail_server: tuple[Box, str]) -> DeskSite:
    """Return a site that sends mail."""
    return make_desk(mail_url=SecretStr(mail_server[1]), mail_from="desk@example.org")


@pytest.fixture
def box(mail_server: tuple[Box, str]) -> Box:
    """Return the mail that `mailed` sent."""
    return mail_server[0]


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    """Return a running OpenID Connect provider."""
    with serving_identities() as provider:
        yield provider


@pytest.fixture
def make_bound(
    make_desk: Callable[..., DeskSite], provider: IdentityProvider
) -> Callable[..., DeskSite]:
    """Return a factory of sites with the provider."""

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
def bound(make_bound: Callable[..., DeskSite]) -> DeskSite:
    """Return a site with the provider."""
    return make_bound()
