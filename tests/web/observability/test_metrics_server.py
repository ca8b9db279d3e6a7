"""A real server with two workers answers `/metrics` on a port of its own, for all of them."""

import shutil
import socket
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from readlevel.settings import SettingsProblem
from readlevel.web.observability.metrics_server import MetricsServer
from tests.ports import free_port
from tests.web.serving import serving

ASKED = 20


def test_the_requests_of_all_workers_are_added_up(cast_file: Path, tmp_path: Path) -> None:
    shutil.copy(cast_file, tmp_path / "site.sqlite")
    own = free_port()
    with serving(f"sqlite:///{tmp_path}/site.sqlite", tmp_path / "log", metrics_port=own) as port:
        for _ in range(ASKED):
            urlopen(f"http://127.0.0.1:{port}/answers/both/lay").close()
        for _ in range(100):
            time.sleep(0.1)
            with urlopen(f"http://127.0.0.1:{own}/metrics") as response:
                families = list(text_string_to_metric_families(response.read().decode()))
            samples = [one for family in families for one in family.samples]
            counted = sum(
                one.value
                for one in samples
                if one.name == "readlevel_requests_total"
                and one.labels["route"] == "/answers/<slug>/<audience>"
            )
            if counted >= ASKED:
                break
        assert counted == ASKED
        assert {"readlevel_build_info", "readlevel_database_up"} <= {one.name for one in samples}
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"http://127.0.0.1:{own}/")
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"http://127.0.0.1:{port}/metrics")


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsProblem, match=f"port {port} .*READLEVEL_METRICS_PORT"):
            MetricsServer(f"sqlite:///{tmp_path}/x.sqlite", "127.0.0.1", port)
