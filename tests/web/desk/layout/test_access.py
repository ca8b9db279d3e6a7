"""Access to every URL of the desk, for every role."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from readlevel.core.model.roles import Role
from readlevel.settings import Settings
from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.desk.layout.access import access_rule_of, check_access_rules, require_role
from readlevel.web.http.services import EXTENSION
from tests.web.desk.conftest import DeskSite

MADE_UP = {
    "slug": "both",
    "audience": "lay",
    "language": "en",
    "number": "1",
    "token": "made-up",
    "name": "made-up",
    "key": "made-up",
    "term": "stroke",
}
ROLES = {None: None, "editor": Role.EDITOR, "reviewer": Role.REVIEWER, "admin": Role.ADMIN}


@pytest.fixture(scope="module")
def app() -> Flask:
    settings = Settings(database_url="sqlite:////tmp/never-opened.sqlite")
    return create_desk(create_app(settings).extensions[EXTENSION])


def calls(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield every URL with each of its methods."""
    adapter = app.url_map.bind("127.0.0.1")
    for rule in app.url_map.iter_rules():
        values = {name: MADE_UP.get(name, "1") for name in rule.arguments}
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            yield rule, method, adapter.build(rule.endpoint, values, method=method)


@pytest.mark.parametrize("who", ROLES)
def test_each_address_lets_in_its_audience_and_nobody_else(
    app: Flask, desk: DeskSite, who: str | None
) -> None:
    role = ROLES[who]
    for rule, method, path in calls(app):
        audience = access_rule_of(app.view_functions[rule.endpoint])
        if audience.role is None or (role is not None and role.includes(audience.role)):
            continue
        answer = desk.client(who).open(path, method=method, data={"csrf_token": "x"})
        if who is None and method == "GET":
            assert answer.status_code == 303, path
            assert answer.location.startswith("/edit/sign-in?next="), path
        else:
            assert answer.status_code == 403, f"{method} {path}"


def test_each_form_is_refused_without_its_token(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    for rule, method, path in calls(app):
        if method == "GET" or access_rule_of(app.view_functions[rule.endpoint]).role is None:
            continue
        for token, status in (("", 403), ("forged", 403), ("schlüssel", 400)):
            answer = client.open(path, method=method, data={"csrf_token": token})
            assert answer.status_code == status, f"{method} {path} {token!r}"


def test_each_form_is_refused_from_another_site(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    token = desk.token(client)
    for _, method, path in calls(app):
        if method == "GET":
            continue
        headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        answer = client.open(path, method=method, data={"csrf_token": token}, headers=headers)
        assert answer.status_code == 403, f"{method} {path}"


def test_no_page_of_the_desk_is_kept_or_framed_by_others(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    for _, method, path in calls(app):
        if method != "GET":
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.status_code == 200:
            assert "no-store" in answer.headers["Cache-Control"], path
        assert find_ancestors(answer) in ("'none'", "'self'"), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path


def test_only_the_desk_frames_its_pages_as_panels(desk: DeskSite) -> None:
    client = desk.client("admin")
    panel = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}
    assert find_ancestors(client.get("/edit/answers")) == "'none'"
    assert find_ancestors(client.get("/edit/answers", headers=panel)) == "'self'"
    for site in ("same-site", "cross-site", "none"):
        others = client.get("/edit/answers", headers={**panel, "Sec-Fetch-Site": site})
        assert find_ancestors(others) == "'none'"


def find_ancestors(answer: TestResponse) -> str:
    """Return who may frame a page."""
    found = re.search(r"frame-ancestors ([^;]+)", answer.headers["Content-Security-Policy"])
    return found[1] if found else "*"


def test_no_address_is_changed_by_looking_at_it(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert not ({"GET", "POST"} <= (rule.methods or set())), rule.rule


def test_a_view_that_does_not_say_who_may_call_it_stops_the_start() -> None:
    app = Flask("test", static_folder=None)
    app.add_url_rule("/open", "open", require_role(Role.EDITOR)(lambda: "fine"))
    check_access_rules(app)
    app.add_url_rule("/forgotten", "forgotten", lambda: "everybody")
    with pytest.raises(TypeError, match="forgotten"):
        check_access_rules(app)
