"""Runs the `readlevel` command, in this process or in a subprocess."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from readlevel.cli import main


@dataclass(frozen=True, slots=True)
class Command:
    """The command with its settings."""

    settings: dict[str, str]

    def __call__(self, *arguments: object, status: int = 0, given: bytes = b"") -> "Said":
        result = CliRunner().invoke(
            main, [str(argument) for argument in arguments], input=given, env=self.settings
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return Said(result.stdout, result.stderr)

    @contextmanager
    def start(
        self, *arguments: object, folder: Path | None = None
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Run the command in a process of its own, and kill it at the end."""
        environment = {key: value for key, value in os.environ.items() if "READLEVEL" not in key}
        process = subprocess.Popen(
            [sys.executable, "-m", "readlevel", *map(str, arguments)],
            env={**environment, **self.settings},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with process:
            try:
                yield process
            finally:
                process.kill()


@dataclass(frozen=True, slots=True)
class Said:
    """The output of a command."""

    out: str
    err: str

    @property
    def lines(self) -> Sequence[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def answer(slug: str, lay: str = "Rest helps.", **given: Any) -> str:
    """Return an answer as a line of JSON."""
    record = {
        "slug": slug,
        "question": {"en": f"What helps against {slug}?"},
        "variants": {"clinician": {"en": "Rest is indicated."}, "lay": {"en": lay}},
        "status": "approved",
        **given,
    }
    return json.dumps(record)
