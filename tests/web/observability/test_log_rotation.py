"""A server goes on with its log after logrotate has copied and emptied the file."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine
from tests.conftest import PATIENCE
from tests.test_deploy_files import DEPLOY
from tests.web.nginx import ask
from tests.web.serving import serving

LOGROTATE = shutil.which("logrotate", path="/usr/sbin:/usr/bin:/usr/local/sbin")
LOGGED = "readlevel.access: GET '/visited/{}"


def rotate(log: Path, folder: Path) -> None:
    """Rotate the log now, with the documented configuration."""
    text = (DEPLOY / "logrotate.conf").read_text("utf-8")
    assert "/var/log/readlevel/*.log" in text
    configuration = folder / "logrotate.conf"
    configuration.write_text(text.replace("/var/log/readlevel/*.log", str(log)))
    configuration.chmod(0o600)
    command = [str(LOGROTATE), "--force", "--state", str(folder / "state"), str(configuration)]
    subprocess.run(command, check=True, capture_output=True)


def wait_for(log: Path, line: str) -> str:
    """Return the text of the log as soon as it holds a line."""
    until = time.monotonic() + PATIENCE
    while line not in (text := log.read_text("utf-8")):
        assert time.monotonic() < until, text
        time.sleep(0.05)
    return text


@pytest.mark.skipif(LOGROTATE is None, reason="logrotate is not installed")
def test_each_line_of_the_log_is_in_one_file_after_rotations(tmp_path: Path) -> None:
    url, log = f"sqlite:///{tmp_path}/site.sqlite", tmp_path / "readlevel.log"
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    with serving(url, log, access_log=True) as port:
        for number in range(3):
            ask(port, f"/visited/{number}")
            text = wait_for(log, LOGGED.format(number))
            assert text.count(LOGGED.format("")) == 1
            assert "\0" not in text
            rotate(log, tmp_path)
            assert log.read_bytes() == b""
    assert (tmp_path / "readlevel.log.1").read_text().count(LOGGED.format("")) == 1
    assert len(list(tmp_path.glob("readlevel.log.*.gz"))) == 2
