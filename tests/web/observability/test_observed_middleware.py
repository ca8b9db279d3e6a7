"""Requests are counted by route, status and cache, and the access log identifies nobody."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from sqlalchemy import text

from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.web.observability.logs import JSONLine
from readlevel.web.observability.observed_middleware import ObservedMiddleware
from tests.web.conftest import Site

TOKEN = "a-token-for-prometheus"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def observed(make_site: Callable[..., Site]) -> Site:
    """A site that counts its requests."""
    return make_site(metrics_token=SecretStr(TOKEN))


def metrics(site: Site) -> dict[str, float]:
    """Return the samples by name and values of labels, read by Prometheus' own parser."""
    layer = site.client.application
    assert isinstance(layer, ObservedMiddleware)
    layer.flush()
    response = site.get("/metrics", headers=BEARER)
    assert response.status_code == 200
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    return {
        " ".join([sample.name, *(sample.labels[name] for name in sorted(sample.labels))]): (
            sample.value
        )
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_status_and_cache(observed: Site) -> None:
    for _ in range(3):
        observed.get("/answers/both/lay")
    observed.get("/answers/only-lay/lay")
    observed.get("/answers/nothing-there/lay")
    observed.get("/no/such/page")
    counted = metrics(observed)
    route = "/answers/<slug>/<audience>"
    assert counted[f"readlevel_requests_total miss GET {route} 200"] == 2
    assert counted[f"readlevel_requests_total hit GET {route} 200"] == 2
    assert counted[f"readlevel_requests_total miss GET {route} 404"] == 1
    assert counted["readlevel_requests_total miss GET none 404"] == 1
    assert counted["readlevel_request_seconds_count /answers/<slug>/<audience>"] == 3
    # No address of a page is a label: labels of their own for each answer would fill Prometheus.
    assert not [name for name in counted if "only-lay" in name]


def test_the_state_of_the_site_is_measured(observed: Site) -> None:
    before = metrics(observed)
    assert before["readlevel_database_up"] == 1
    assert before["readlevel_saves_total"] > 0
    assert before["readlevel_rerender_queue_answers"] == 0
    assert before["readlevel_mails waiting"] == 0
    assert before["readlevel_problem mail_failing"] == 0
    assert before["readlevel_disk_free_bytes"] > 0
    observed.get("/edit/sign-in")
    form = {"email": "ann@example.org", "password": "wrong"}
    observed.client.post("/edit/sign-in", data=form)
    engine = make_engine(observed.settings.database_url)
    with write_transaction(engine) as session:
        session.execute(text("UPDATE site SET version = version + 1"))
    engine.dispose()
    after = metrics(observed)
    assert after["readlevel_sign_in_failures_total"] == 1
    assert after["readlevel_site_version"] > before["readlevel_site_version"]
    waits = "readlevel_lock_wait_seconds_count"
    assert after[waits] > before[waits]


def test_errors_of_the_database_are_counted(observed: Site) -> None:
    engine = make_engine(observed.settings.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE publication RENAME TO gone")
    assert observed.get("/answers/both/lay").status_code >= 500
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO publication")
    engine.dispose()
    assert metrics(observed)["readlevel_database_errors_total OperationalError"] >= 1


def test_metrics_are_for_whoever_has_the_token(observed: Site, site: Site) -> None:
    assert site.get("/metrics", headers=BEARER).status_code == 404
    for given in (
        {},
        {"Authorization": TOKEN},
        {"Authorization": "Bearer x"},
        {"Authorization": "Bearer é"},
    ):
        refused = observed.get("/metrics", headers=given)
        assert (refused.status_code, refused.text) == (401, "")
        assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert observed.get("/metrics", headers=BEARER).headers["Cache-Control"] == "no-store"


class Recorder(logging.Handler):
    """Keeps the lines of a log."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JSONLine())
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        assert "\n" not in line
        self.lines.append(json.loads(line))


@pytest.fixture
def recorder() -> Any:
    handler = Recorder()
    logger = logging.getLogger("readlevel")
    yield handler
    logger.removeHandler(handler)


def test_the_access_log_tells_neither_addresses_nor_queries(
    make_site: Callable[..., Site], recorder: Recorder
) -> None:
    logged = make_site(access_log=True)
    logging.getLogger("readlevel").addHandler(recorder)
    logged.get("/?q=my+illness", environ_overrides={"REMOTE_ADDR": "203.0.113.7"})
    logged.get("/answers/both/lay")
    logged.get("/answers/both/lay")
    logged.get("/edit/links/a-secret-token")
    lines = [line for line in recorder.lines if line["logger"] == "readlevel.access"]
    assert [(line["method"], line["path"], line["status"], line["cache"]) for line in lines] == [
        ("GET", "/", 200, "miss"),
        ("GET", "/answers/both/lay", 200, "miss"),
        ("GET", "/answers/both/lay", 200, "hit"),
        ("GET", "/edit/links/…", 410, "miss"),
    ]
    said = json.dumps(lines)
    for word in ("illness", "203.0.113.7", "secret"):
        assert word not in said
    assert all(0 <= line["seconds"] < 60 for line in lines)


def test_an_error_page_and_the_log_name_a_request_alike(
    make_site: Callable[..., Site], recorder: Recorder
) -> None:
    site = make_site(access_log=True, trusted_hops=1)
    logging.getLogger("readlevel").addHandler(recorder)
    made = site.get("/no/such/page").headers["X-Request-Id"]
    given = site.get("/no/such/page", headers={"X-Request-Id": "from-the-proxy-1"})
    assert given.headers["X-Request-Id"] == "from-the-proxy-1"
    forged = site.get("/no/such/page", headers={"X-Request-Id": "x y " * 9})
    names = {line.get("request_id") for line in recorder.lines}
    assert names == {made, "from-the-proxy-1", forged.headers["X-Request-Id"]}


def test_an_id_is_only_taken_from_a_proxy_of_ones_own(site: Site) -> None:
    given = site.get("/no/such/page", headers={"X-Request-Id": "from-anybody-1"})
    assert given.headers["X-Request-Id"] != "from-anybody-1"
