"""The `readlevel` command."""

import os
import sys
from typing import Any

import click

from readlevel import __version__
from readlevel.cli.content import export, glossary, import_
from readlevel.cli.database import init, migrate, rerender
from readlevel.cli.scoring import check, score
from readlevel.cli.server import demo, serve


class _Command(click.Group):
    """A command whose known problems are one sentence and exit status 2, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        from readlevel.settings import SettingsProblem
        from readlevel.storage.problems import CorruptRendering, DatabaseProblem

        try:
            return super().invoke(context)
        except (SettingsProblem, DatabaseProblem, CorruptRendering) as problem:
            click.echo(problem, err=True)
            sys.exit(2)
        except BrokenPipeError:
            # Whoever read our output has enough; Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(cls=_Command)
@click.version_option(__version__)
def main() -> None:
    """Show each reader the version of an answer they can understand."""


for command in (check, demo, export, glossary, import_, init, migrate, rerender, score, serve):
    main.add_command(command)
