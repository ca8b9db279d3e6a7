"""Error reports say what failed and where, and nothing of who asked or what for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sentry_sdk
from pydantic import SecretStr
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from readlevel.settings import Settings, SettingsProblem
from readlevel.web.app import create_app
from readlevel.web.observability.error_reports import start_error_reports

DSN = SecretStr("https://key@errors.example.org/1")


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Any] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.events += [item.payload.json for item in envelope.items if item.payload.json]


@pytest.fixture
def kept() -> Iterator[Kept]:
    yield Kept()
    sentry_sdk.get_client().close()
    sentry_sdk.init(dsn=None)


def test_an_unexpected_error_is_reported_without_who_and_what(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url="sqlite:////nowhere/x.sqlite", sentry_dsn=DSN)
    start_error_reports(settings, transport=kept)

    def fail(*_: object, **__: object) -> None:
        private = "my illness"
        raise ZeroDivisionError(f"cannot divide {private}")

    monkeypatch.setattr("readlevel.web.observability.health_views.jsonify", fail)
    app = create_app(settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/x"}))
    client = app.test_client()
    client.set_cookie("persona", "patient-secret")
    client.get(
        "/healthz?q=my+illness",
        headers={"User-Agent": "agent-secret"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.7"},
    )
    sentry_sdk.flush()
    (event,) = [event for event in kept.events if "exception" in event]
    (error, *_) = event["exception"]["values"]
    assert error["type"] == "ZeroDivisionError"
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["release"].startswith("readlevel@")
    said = json.dumps(event)
    for word in ("illness", "203.0.113.7", "agent-secret", "patient-secret", "private"):
        assert word not in said


def test_an_address_of_no_use_is_named() -> None:
    settings = Settings(sentry_dsn=SecretStr("not an address"))
    with pytest.raises(SettingsProblem, match="READLEVEL_SENTRY_DSN cannot be used"):
        start_error_reports(settings)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentry_sdk", None)
    with pytest.raises(SettingsProblem, match="pip install 'sentry-sdk'"):
        start_error_reports(Settings(sentry_dsn=DSN))
