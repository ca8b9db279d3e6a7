"""NUL characters in forms and queries, which PostgreSQL does not store: never a server error."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Request

from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts as stored_accounts
from readlevel.storage.database import schema
from readlevel.storage.database.engine import write_transaction
from readlevel.usecases.accounts import sign_in
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.web.wsgi import application
from tests.conftest import OpenDatabase
from tests.web.conftest import CAST, NOW, TERMS
from tests.web.desk.conftest import PASSWORD, PEOPLE, DeskSite
from tests.web.desk.layout.test_access import app, calls

__all__ = ["app"]

PLAUSIBLE = {
    "slug": "both",
    "audience": "lay",
    "language": "en",
    "number": "1",
    "markdown": "Doctors utilize this.",
    "question": "What is high blood pressure?",
    "term": "stroke",
    "key": "abc",
}
"""What a view needs in its other fields to look at one."""
LEAVING = ("/edit/sign-out", "/edit/sign-in", "/edit/account", "/edit/sessions")
"""Pages that end the session, or whose tests have NUL characters of their own."""


class Recorded(ImmutableMultiDict[str, str]):
    """The fields of a request, which notes the names that are read."""

    read: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> str:
        self.read.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, *given: Any, **more: Any) -> list[Any]:
        self.read.add(key)
        return super().getlist(key, *given, **more)


def fill(engine: Engine) -> None:
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        store_terms.save_terms(session, TERMS, author="Ed", now=NOW)
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        for one in CAST[:3]:
            publish.save_answer(session, one, renderer, author="Ed", why="cast", now=NOW)
        for email, name, role in PEOPLE.values():
            account = stored_accounts.add(session, email, name, role, now=datetime.now(UTC))
            sign_in.set_password(session, account, PASSWORD, now=datetime.now(UTC))


@pytest.fixture
def strict_desk(open_database: OpenDatabase) -> Iterator[DeskSite]:
    """A desk on PostgreSQL."""
    with open_database("postgresql", fill) as url:
        settings = Settings(database_url=url)
        layer = application(settings)
        yield DeskSite(settings, layer)
        layer.close()


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of fields that views have read."""
    monkeypatch.setattr(Request, "parameter_storage_class", Recorded)
    Recorded.read.clear()
    return Recorded.read


def test_no_field_of_the_desk_brings_a_null_character_to_the_database(
    app: Flask, strict_desk: DeskSite, recorded: set[str]
) -> None:
    client = strict_desk.client("admin")
    token = strict_desk.token(client)
    tried: set[tuple[str, str]] = set()
    for _, method, path in calls(app):
        if path.startswith(LEAVING):
            continue
        recorded.clear()
        waiting = [""]
        while waiting:
            name = waiting.pop()
            data = {**PLAUSIBLE, "csrf_token": token, **({name: "a\0b"} if name else {})}
            query, form = (data, None) if method == "GET" else (None, data)
            answer = client.open(path, method=method, query_string=query, data=form, buffered=True)
            assert answer.status_code < 500, f"{method} {path}: {name}"
            tried.add((path, name))
            waiting += [
                one for one in recorded - {"csrf_token", *waiting} if (path, one) not in tried
            ]
    assert {("/edit/simplify", "slug"), ("/edit/go", "q")} <= tried
