"""Stands in for `systemctl`: starts and stops what units say, with their environment alone."""

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.operating.processes import ONE_WORKER, Processes

MACHINE = Path(os.environ["MACHINE"])
UNITS = MACHINE / "etc" / "systemd" / "system"


def main(verb: str, *arguments: str) -> None:
    """Do what `systemctl` is asked, with units that are there."""
    if verb == "daemon-reload":
        assert list(UNITS.iterdir())
    for name in (one for one in arguments if not one.startswith("--")):
        if verb == "stop":
            Processes(MACHINE).stop(name)
        else:
            assert verb in ("start", "enable")
            # A timer starts its service at its time; here it is time at once.
            start(name.removesuffix(".timer"))


def start(name: str) -> None:
    """Start a service, and wait until it is ready or has ended by itself."""
    unit = read(UNITS / f"{name}.service")
    (command,), (folder,), (kind,) = unit["ExecStart"], unit["WorkingDirectory"], unit["Type"]
    if kind == "notify":
        Processes(MACHINE).start(name, command.split(), environment(unit), Path(folder))
    else:
        assert kind == "oneshot"
        subprocess.run(command.split(), check=True, env=environment(unit), cwd=folder)


def read(file: Path) -> dict[str, list[str]]:
    """Return the values of each key of a unit."""
    values = defaultdict(list)
    for line in file.read_text("utf-8").splitlines():
        key, _, value = line.partition("=")
        values[key].append(value)
    return values


def environment(unit: dict[str, list[str]]) -> dict[str, str]:
    """Return the variables of a unit, and the port that is free here."""
    given = dict(one.split("=", 1) for one in unit["Environment"])
    for file in unit["EnvironmentFile"]:
        assert file.startswith("-") and not Path(file[1:]).exists()
    return {
        "PATH": "/usr/bin:/bin",
        "READLEVEL_PORT": os.environ["READLEVEL_PORT"],
        "READLEVEL_WORKERS": ONE_WORKER,
        **given,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
