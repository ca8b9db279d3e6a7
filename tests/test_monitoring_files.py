"""Alert rules, dashboard and metrics fit each other, and each alert fires when it should."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.web.wsgi import application
from tests.test_deploy_files import DEPLOY

MONITORING = DEPLOY / "monitoring"
PROMTOOL = shutil.which("promtool", path="/usr/bin:/usr/local/bin")


def expressions() -> Iterator[tuple[str, str]]:
    """Yield (name, expression) of each alert and each panel."""
    for group in yaml.safe_load((MONITORING / "alerts.yaml").read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]
    for panel in json.loads((MONITORING / "grafana-dashboard.json").read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield f"{panel['title']} {target['refId']}", target["expr"]


@pytest.fixture(scope="module")
def metrics(migrated_file: Path) -> str:
    """What Prometheus reads of a new site after a request."""
    token = SecretStr("a-token-for-prometheus")
    layer = application(Settings(database_url=f"sqlite:///{migrated_file}", metrics_token=token))
    client = Client(layer, TestResponse)
    client.get("/")
    layer.flush()  # type: ignore[attr-defined]
    bearer = {"Authorization": f"Bearer {token.get_secret_value()}"}
    text = client.get("/metrics", headers=bearer).text
    layer.close()
    return text


@pytest.fixture(scope="module")
def known_metrics(metrics: str) -> set[str]:
    """The names of the metrics, also of those that need a backup."""
    families = list(text_string_to_metric_families(metrics))
    found = {sample.name for family in families for sample in family.samples}
    found |= {f"{family.name}_total" for family in families if family.type == "counter"}
    return found | {"readlevel_last_backup_timestamp_seconds"}


@pytest.mark.parametrize(("name", "expression"), list(expressions()))
def test_alerts_and_dashboards_ask_for_metrics_that_exist(
    name: str, expression: str, known_metrics: set[str]
) -> None:
    asked = set(re.findall(r"readlevel_\w+", expression))
    assert asked <= known_metrics
    assert asked or "up{" in expression


UP = 'up{job="readlevel"}'
WELL: Mapping[str, str] = {
    UP: "1x1800",
    "readlevel_database_up": "1x1800",
    'readlevel_requests_total{route="/",status="200",cache="hit"}': "0+600x1800",
    'readlevel_requests_total{route="/",status="500",cache="miss"}': "0+1x1800",
    'readlevel_requests_total{route="/",status="200",cache="stale"}': "0x1800",
    'readlevel_request_seconds_bucket{route="/",le="1.0"}': "0+60x1800",
    'readlevel_request_seconds_bucket{route="/",le="2.5"}': "0+60x1800",
    'readlevel_request_seconds_bucket{route="/",le="+Inf"}': "0+60x1800",
    "readlevel_rerender_queue_unmoved_seconds": "0x1800",
    'readlevel_lock_wait_seconds_bucket{le="2.5"}': "0+60x1800",
    'readlevel_lock_wait_seconds_bucket{le="5.0"}': "0+60x1800",
    'readlevel_lock_wait_seconds_bucket{le="+Inf"}': "0+60x1800",
    'readlevel_database_errors_total{kind="locked_database"}': "0x1800",
    'readlevel_mails{state="failed"}': "0x1800",
    'readlevel_mails{state="retrying"}': "0x1800",
    "readlevel_sign_in_failures_total": "0+1x1800",
    'readlevel_problem{problem="disk_nearly_full"}': "0x1800",
    "readlevel_last_backup_timestamp_seconds": "0+60x1800",
}
"""Series of a site on which all is well, a value a minute for 30 hours."""

FIRING: Mapping[str, tuple[str, str]] = {
    "ReadlevelDown": (UP, "0x1800"),
    "ReadlevelDatabaseDown": ("readlevel_database_up", "0x1800"),
    "ReadlevelErrors": (
        'readlevel_requests_total{route="/",status="500",cache="miss"}',
        "0+10x1800",
    ),
    "ReadlevelStalePages": (
        'readlevel_requests_total{route="/",status="200",cache="stale"}',
        "0+1x1800",
    ),
    "ReadlevelSlow": ('readlevel_request_seconds_bucket{route="/",le="1.0"}', "0+30x1800"),
    "ReadlevelQueueStuck": ("readlevel_rerender_queue_unmoved_seconds", "0+60x1800"),
    "ReadlevelLockWaits": ('readlevel_lock_wait_seconds_bucket{le="2.5"}', "0+30x1800"),
    "ReadlevelDatabaseErrors": (
        'readlevel_database_errors_total{kind="locked_database"}',
        "0+5x1800",
    ),
    "ReadlevelMailFailing": ('readlevel_mails{state="failed"}', "1x1800"),
    "ReadlevelSignInsRefused": ("readlevel_sign_in_failures_total", "0+10x1800"),
    "ReadlevelDiskNearlyFull": ('readlevel_problem{problem="disk_nearly_full"}', "1x1800"),
    "ReadlevelNoBackup": ("readlevel_last_backup_timestamp_seconds", f"-{2 * 86_400}x1800"),
    "ReadlevelNeverBackedUp": ("readlevel_last_backup_timestamp_seconds", "_x1800"),
}
"""By alert, the series that is not as on such a site, and its values from the time 0 on."""

HOURS = {"ReadlevelNeverBackedUp": 25}
"""Hours after which an alert fires that takes more than two."""

with_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")


def promtool(*arguments: str | Path, given: str = "") -> None:
    assert PROMTOOL is not None
    said = subprocess.run(
        [PROMTOOL, *arguments], input=given, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


def expect(firing: str | None) -> dict[str, object]:
    """Return a unit test of the rules: of all alerts, this one fires after some hours."""
    series = dict(WELL) if firing is None else dict([*WELL.items(), FIRING[firing]])
    hours = max(HOURS.values()) if firing is None else HOURS.get(firing, 2)
    labels = f'{{alertname="{firing}"}}'
    return {
        "interval": "1m",
        "input_series": [{"series": one, "values": values} for one, values in series.items()],
        "promql_expr_test": [
            {
                "expr": 'count by (alertname) (ALERTS{alertstate="firing"})',
                "eval_time": f"{hours}h",
                "exp_samples": [] if firing is None else [{"labels": labels, "value": 1}],
            }
        ],
    }


def test_the_pages_for_operators_say_what_to_do_about_each_alert() -> None:
    page = (DEPLOY.parent / "docs" / "operating" / "troubleshoot.md").read_text("utf-8")
    answered = re.findall(r"`(Readlevel\w+)`", page.partition("## By alert")[2])
    assert set(answered) == set(FIRING)


@with_promtool
def test_each_alert_fires_when_it_should_and_none_while_all_is_well(tmp_path: Path) -> None:
    alerts = yaml.safe_load((MONITORING / "alerts.yaml").read_text("utf-8"))
    assert {rule["alert"] for group in alerts["groups"] for rule in group["rules"]} == set(FIRING)
    tests = tmp_path / "tests.yaml"
    content = {
        "rule_files": [str(MONITORING / "alerts.yaml")],
        "evaluation_interval": "1m",
        "tests": [expect(None), *map(expect, FIRING)],
    }
    tests.write_text(yaml.safe_dump(content), "utf-8")
    promtool("test", "rules", tests)


@with_promtool
def test_prometheus_reads_each_expression_of_alerts_and_dashboards(tmp_path: Path) -> None:
    rules = [
        {
            "record": f"test:expression_{number}",
            "expr": expression.replace("$__rate_interval", "5m"),
        }
        for number, (_, expression) in enumerate(expressions())
    ]
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "all", "rules": rules}]}), "utf-8")
    promtool("check", "rules", file)


@with_promtool
def test_prometheus_takes_the_examples_of_what_to_scrape(tmp_path: Path) -> None:
    (tmp_path / "metrics_token").write_text("a token")
    for folder in ("monitoring", "compose"):
        text = (DEPLOY / folder / "prometheus.yaml").read_text("utf-8")
        text = text.replace("/etc/prometheus/alerts.yaml", "alerts.yaml")
        text = text.replace("alerts.yaml", str(MONITORING / "alerts.yaml"))
        (tmp_path / "prometheus.yaml").write_text(text.replace("/run/secrets", str(tmp_path)))
        promtool("check", "config", tmp_path / "prometheus.yaml")


@with_promtool
def test_prometheus_finds_nothing_to_object_to_in_the_metrics(metrics: str) -> None:
    promtool("check", "metrics", given=metrics)
