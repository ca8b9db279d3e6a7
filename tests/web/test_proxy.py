"""A real caching proxy in front: what it may keep it keeps, and no reader gets another's text."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.web.conftest import CLINICIAN_WORDS, LAY_WORDS
from tests.web.serving import free_port, serving

CONFIGURATION = """
daemon off; master_process off; worker_processes 1;
error_log {folder}/error.log; pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=pages:1m;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{upstream};
      proxy_cache pages;
      add_header X-Cache $upstream_cache_status always;
    }}
  }}
}}
"""


@pytest.fixture(scope="module")
def proxy(cast_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if nginx is None:
        pytest.skip("nginx is not installed (on Debian: apt-get install nginx-light)")
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    with serving(f"sqlite:///{cast_file}", folder / "log") as upstream:
        port = free_port()
        path = folder / "nginx.conf"
        path.write_text(CONFIGURATION.format(folder=folder, port=port, upstream=upstream))
        process = subprocess.Popen([nginx, "-e", folder / "error.log", "-c", path, "-p", folder])
        try:
            wait(process, f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(100):
        assert process.poll() is None, "nginx ended by itself"
        try:
            urlopen(address + "/healthz", timeout=5).close()
            return
        except URLError:
            time.sleep(0.05)
    pytest.fail("nginx did not start")


def fetch(address: str, persona: str | None = None) -> tuple[str, str]:
    headers = {"Cookie": f"readlevel={persona}"} if persona else {}
    with urlopen(Request(address, headers=headers), timeout=10) as response:
        return response.read().decode(), response.headers["X-Cache"]


def test_no_reader_gets_the_text_of_another(proxy: str) -> None:
    lay, clinician = LAY_WORDS.split()[-1], CLINICIAN_WORDS.split()[-1]
    for _ in range(3):
        for persona, own, other in (
            ("patient", lay, clinician),
            ("clinician", clinician, lay),
            (None, lay, clinician),
        ):
            page, cache = fetch(proxy + "/answers/both", persona)
            assert own in page
            assert other not in page
            assert cache != "HIT"
        for audience, own, other in (("lay", lay, clinician), ("clinician", clinician, lay)):
            page, _ = fetch(f"{proxy}/answers/both/{audience}", "clinician")
            assert own in page
            assert other not in page


def test_stable_addresses_are_answered_by_the_proxy(proxy: str) -> None:
    first, _ = fetch(proxy + "/answers/both/lay")
    again, cache = fetch(proxy + "/answers/both/lay", "clinician")
    assert cache == "HIT"
    assert again == first
