"""Files for deployment name what exists: settings, commands, metrics."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.web.wsgi import application

DEPLOY = Path(__file__).parent.parent / "deploy"
MONITORING = DEPLOY / "monitoring"


def expressions() -> Iterator[tuple[str, str]]:
    """Yield (name, expression) of each alert and each panel."""
    for group in yaml.safe_load((MONITORING / "alerts.yaml").read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]
    for panel in json.loads((MONITORING / "grafana-dashboard.json").read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield f"{panel['title']} {target['refId']}", target["expr"]


@pytest.fixture(scope="module")
def known_metrics(migrated_file: Path) -> set[str]:
    """The names of the metrics of a site on which something of every kind has happened."""
    token = SecretStr("a-token-for-prometheus")
    layer = application(Settings(database_url=f"sqlite:///{migrated_file}", metrics_token=token))
    client = Client(layer, TestResponse)
    client.get("/")
    layer.flush()  # type: ignore[attr-defined]
    bearer = {"Authorization": f"Bearer {token.get_secret_value()}"}
    text = client.get("/metrics", headers=bearer).text
    layer.close()
    families = list(text_string_to_metric_families(text))
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
    assert expression.count("(") == expression.count(")")
