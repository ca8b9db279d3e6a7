"""Stands in for `docker compose`: runs Readlevel's own services of the compose file."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.operating.processes import ONE_WORKER, Processes
from tests.ports import free_port

MACHINE = Path(os.environ["MACHINE"])
DATABASE_URL = os.environ["DATABASE_URL_OF_CONTAINERS"]
"""An empty database of PostgreSQL, in place of the service's."""

_DEFAULT = re.compile(r"\$\{\w+:-(.*)\}")
_ONE_ROUND = "sleep() { exit 0; }; "
"""Ends a loop that sleeps after each of its rounds with the first of them."""


def main(program: str, option: str, file: str, verb: str, *arguments: str) -> None:
    """Do what `docker compose` is asked."""
    assert (program, option) == ("compose", "--file")
    compose = Compose(Path(file))
    if verb == "run":
        flag, service, *command = arguments
        assert flag == "--rm"
        compose.run(service, command)
    elif verb == "up":
        compose.up()
    else:
        assert verb == "build"


class Compose:
    """The services of a compose file."""

    def __init__(self, file: Path) -> None:
        """Read the file."""
        self._folder = file.resolve().parent
        self._given: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
        self._services: dict[str, Any] = self._given["services"]
        image = (file.parents[1] / "Containerfile").read_text("utf-8")
        self._image = dict(re.findall(r"(READLEVEL_\w+)=(\S+)", image))

    def up(self) -> None:
        """Migrate, start each server and wait until it is ready, and make one backup."""
        self.run("migrate", self._services["migrate"]["command"])
        processes = Processes(MACHINE)
        for number in range(self._services["app"]["deploy"]["replicas"]):
            name = f"app-{number + 1}"
            if name in processes.names:
                processes.stop(name)
            processes.start(name, ["readlevel", "serve"], self._environment("app"), MACHINE)
        (script,) = self._services["backup"]["command"]
        shell, option = self._services["backup"]["entrypoint"]
        self._run([shell, option, _ONE_ROUND + script], "backup")

    def run(self, service: str, command: list[str]) -> None:
        """Run a command of Readlevel in a container of its own."""
        self._run(["readlevel", *command], service)

    def _run(self, command: list[str], service: str) -> None:
        subprocess.run(command, check=True, env=self._environment(service), cwd=MACHINE)

    def _environment(self, service: str) -> dict[str, str]:
        """Return the variables of the image and of the service, with the files of its secrets."""
        given = {
            name: _DEFAULT.sub(r"\1", value).replace("/run/secrets", str(self._folder / "secrets"))
            for name, value in self._services[service]["environment"].items()
        }
        mounted = {
            str(self._folder / "secrets" / one) for one in self._services[service]["secrets"]
        }
        assert {value for name, value in given.items() if name.endswith("_FILE")} <= mounted
        return {
            "READLEVEL_WORKERS": ONE_WORKER,
            **self._image,
            **given,
            "PATH": f"{MACHINE}/opt/readlevel/bin:{os.environ['PATH']}",
            "READLEVEL_HOST": "127.0.0.1",
            "READLEVEL_PORT": str(free_port()),
            "READLEVEL_DATABASE_URL_FILE": self._database_url(),
        }

    def _database_url(self) -> str:
        """Return a file with the address of a database here, in place of that of the service."""
        secrets = self._folder / "secrets"
        database = self._services["database"]["environment"]
        user, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
        password = (secrets / "database_password").read_text().strip()
        named = f"postgresql://{user}:{password}@database/{name}\n"
        assert (secrets / "database_url").read_text() == named
        file = MACHINE / "database_url"
        file.write_text(DATABASE_URL)
        return str(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
