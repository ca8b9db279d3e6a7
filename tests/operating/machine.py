"""A scratch machine on which the commands of docs/operating/ run as they are written.

Its folders below `/etc`, `/opt`, `/usr/local` and `/var` are in a folder of the test. The programs
of `stand_ins/` come before those of this machine; each says why.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.operating.pages import ROOT
from tests.operating.processes import ONE_WORKER, Processes
from tests.ports import free_port

STAND_INS = Path(__file__).parent / "stand_ins"
_FOLDERS = re.compile(r"(?<![\w.])/(etc|opt|usr/local|var)/")
_FOREGROUND = re.compile(r"^(/\S+/readlevel (?:demo|serve))$", re.M)
_CHECKOUT = ("deploy", "src", "templates", "LICENSE", "NOTICE", "README.md", "constraints.txt")
_BUILT_BY = ("pyproject.toml", "hatch_build.py")
_PORT = "8000"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a script ended: what it said, with each command before its output."""

    status: int
    said: str


class Machine:
    """A machine with a checkout, and nothing installed."""

    def __init__(self, root: Path, programs: Path, **variables: str) -> None:
        """Make it, with the programs of PostgreSQL of a folder."""
        self.root = root
        self.checkout = root / "root" / "readlevel"
        self.port = free_port()
        for folder in ("etc/systemd/system", "etc/logrotate.d", "opt", "usr/local/sbin"):
            (root / folder).mkdir(parents=True)
        for folder in ("var/lib", "var/backups", "var/log"):
            (root / folder).mkdir(parents=True)
        self._copy_checkout()
        self.processes = Processes(root)
        own = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
        own.pop("PYTHONPATH", None)
        self._environment = {
            **own,
            "PATH": f"{STAND_INS}:{root}/usr/local/sbin:{programs}:/usr/sbin:{own['PATH']}",
            "MACHINE": str(root),
            "MACHINE_PYTHON": sys.executable,
            "TESTS": str(ROOT),
            "READLEVEL_PORT": str(self.port),
            "READLEVEL_WORKERS": ONE_WORKER,
            # Nothing is fetched: environments share the packages of the one that runs the tests.
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": "",
            **variables,
        }

    def follow(self, script: str) -> Ended:
        """Run the lines of a page in the checkout; the first that fails is the last."""
        ended = subprocess.run(
            ["bash", "-eux", "-o", "pipefail", "-c", self.translate(script)],
            cwd=self.checkout,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout)

    def stop(self) -> None:
        """Stop what runs."""
        for name in self.processes.names:
            self.processes.stop(name)

    def translate(self, text: str) -> str:
        """Replace the folders and the port of a server by those of the scratch machine."""
        text = text.replace(f":{_PORT}/", f":{self.port}/")
        text = _FOREGROUND.sub(r"visit \1", text)
        return _FOLDERS.sub(rf"{self.root}/\1/", text)

    def _copy_checkout(self) -> None:
        self.checkout.mkdir(parents=True)
        for name in (*_CHECKOUT, *_BUILT_BY):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.checkout / name)
        for path in (self.checkout / "deploy").rglob("*"):
            if path.is_file() and path.suffix != ".json":
                path.write_text(self.translate(path.read_text("utf-8")), "utf-8")
