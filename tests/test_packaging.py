"""The wheel alone gives a working site, outside the checkout."""

import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def surroundings() -> dict[str, str]:
    """Return the environment variables, with one worker, without those of the checkout."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if "READLEVEL" not in key and key != "PYTHONPATH"
    }
    return {**kept, "READLEVEL_WORKERS": "1"}


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, env=surroundings()) as process:
        try:
            for _ in range(1200):
                assert process.poll() is None, "the server ended by itself"
                try:
                    with urlopen(address, timeout=60):
                        break
                except URLError:
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()


def test_the_wheel_alone_serves_the_samples(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=True)
    packages = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    own = next(environment.glob("lib/python*/site-packages"))
    # The dependencies are those of this environment; Readlevel itself comes from the wheel.
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", own, wheel],
        check=True,
    )
    (own / "dependencies.pth").write_text(f"{packages}\n")
    port = free_port()
    python = environment / "bin" / "python"
    address = f"http://127.0.0.1:{port}/"
    command = [str(python), "-m", "readlevel", "demo", "--port", str(port)]
    with running(command, tmp_path, address):
        shown = subprocess.run(
            [python, "-c", "import readlevel; print(readlevel.__file__)"],
            cwd=tmp_path,
            env=surroundings(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert str(own) in shown
        with urlopen(address) as page:
            assert page.status == 200
            assert b"<h1" in page.read()


def test_the_wheel_names_every_licence_of_what_it_holds(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (folder,) = {name.partition("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = message_from_bytes(archive.read(f"{folder}/METADATA"))
        notice = archive.read(f"{folder}/licenses/NOTICE").decode()
    expression = "Apache-2.0 AND BSD-2-Clause AND CC-BY-SA-4.0 AND MIT AND OFL-1.1"
    assert metadata["License-Expression"] == expression
    assert metadata.get_all("License-File") == ["LICENSE", "NOTICE"]
    assert "CMU Pronouncing Dictionary" in notice
    assert "Attribution-ShareAlike 4.0" in notice
    assert "under the MIT licence" in notice
