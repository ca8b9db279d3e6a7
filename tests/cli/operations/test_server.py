import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from readlevel.cli.operations.server import name_command
from tests.cli.command import Command
from tests.ports import free_port


def wait_for(process: "subprocess.Popen[bytes]", address: str) -> bytes:
    deadline = time.monotonic() + 60
    while True:
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            with urlopen(address, timeout=60) as response:
                content: bytes = response.read()
                return content
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def set_renderer_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE rendering SET renderer_version = ?", (version,))
        database.commit()


def test_demo_creates_loads_serves_keeps_and_renews(tmp_path: Path) -> None:
    readlevel = Command({"READLEVEL_WORKERS": "1"})
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    said = []
    for version in (None, 1, None):
        if version is not None:
            set_renderer_version(tmp_path / "instance" / "readlevel.sqlite", version)
        with readlevel.start("demo", "--port", port, folder=tmp_path) as process:
            assert b"<h1" in wait_for(process, address)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
            said.append(out.decode() + err.decode())
    assert "Created" not in said[1]
    assert "Loading the samples into the database sqlite:///" in said[0]
    assert "failed" in said[0]
    assert "is kept as it is: it has" in said[1]
    assert "new or changed" not in said[1]
    assert "Answers of an older version rendered again: " in said[1]
    assert "rendered again" not in said[0] + said[2]
    assert all(f"Readlevel is at {address}" in one for one in said)
    assert (tmp_path / "instance" / "readlevel.sqlite").exists()


def test_a_port_that_is_taken_is_a_sentence(readlevel: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        said = readlevel("serve", "--host", "127.0.0.1", "--port", port, status=2)
    assert f"cannot listen on 127.0.0.1, port {port}" in said.err
    assert "--port" in said.err
    assert json.dumps(said.err).count("\\n") == 1


@pytest.mark.parametrize(
    ("program", "on_path", "typed"),
    [
        ("bin/readlevel", True, "readlevel"),
        ("bin/readlevel", False, "bin/readlevel"),
        ("__main__.py", False, "readlevel"),
    ],
)
def test_the_command_is_named_as_it_can_be_typed(
    program: str, on_path: bool, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / program
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(path)])
    monkeypatch.setenv("PATH", str(path.parent) if on_path else "/nowhere")
    assert name_command() == typed
