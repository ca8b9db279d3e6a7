"""Paths that let in whoever knows them do not stand in the log."""

import logging

import pytest
from flask import Flask

from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.http.services import EXTENSION
from tests.web.desk.conftest import DeskSite

TOKEN = "a-Token-that_lets-in-whoever-knows-it"


def list_paths(app: Flask) -> set[str]:
    """Return the path of each route of the desk that has a token in it."""
    return {
        rule.rule.replace("<token>", TOKEN).replace("<name>", "a.webp")
        for rule in app.url_map.iter_rules()
        if "token" in rule.arguments
    }


def test_no_token_of_a_path_is_logged(desk: DeskSite, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    paths = list_paths(create_desk(create_app(desk.settings).extensions[EXTENSION]))
    secret = {f"/edit/{one}/{TOKEN}" for one in ("links", "shared", "outside")}
    assert secret <= paths
    client = desk.client()
    foreign = {"Origin": "https://evil.example"}
    for path in sorted(paths):
        for sent in (path, path + "/deeper"):
            client.get(sent)
            client.post(sent, data={"csrf_token": "wrong"})
            client.post(sent, headers=foreign)
            client.delete(sent)
    assert "/edit/links/…" in caplog.text
    assert TOKEN not in caplog.text
