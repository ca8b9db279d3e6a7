"""The `readlevel` command. Commands import what they need beyond click when they run."""

import os
import sys
from typing import Any

import click

from readlevel import __version__
from readlevel.cli.content.answer_command import answer
from readlevel.cli.content.check_command import check
from readlevel.cli.content.convert_command import convert
from readlevel.cli.content.export_command import export
from readlevel.cli.content.import_command import import_
from readlevel.cli.content.simplify_command import simplify
from readlevel.cli.glossary.commands import glossary
from readlevel.cli.operations.backup_commands import backup, restore, verify
from readlevel.cli.operations.database import init, migrate, rerender
from readlevel.cli.operations.images_command import images
from readlevel.cli.operations.people import user
from readlevel.cli.operations.remind_command import remind
from readlevel.cli.operations.server import demo, serve
from readlevel.cli.scoring.score_command import score


class _Command(click.Group):
    """A command group that reports known problems as a sentence, with exit status 2."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            # The reader of our output closed the pipe; keep Python from reporting it again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            sentence = _find_sentence(error)
            if sentence is None:
                raise
            click.echo(sentence, err=True)
            sys.exit(2)


def _find_sentence(error: Exception) -> str | None:
    """Return the sentence for a problem that the user can solve, or None."""
    # Imported late: commands that succeed rarely need them.
    from readlevel.settings import SettingsProblem
    from readlevel.storage.backup.problems import BackupProblem
    from readlevel.storage.database.errors import CorruptRendering, DatabaseProblem

    if isinstance(error, OSError):
        place = "" if error.filename is None else f"{error.filename}: "
        return f"{place}{error.strerror or error}."
    known = (SettingsProblem, BackupProblem, DatabaseProblem, CorruptRendering)
    return str(error) if isinstance(error, known) else None


@click.group(cls=_Command)
@click.version_option(__version__)
def main() -> None:
    """Show each reader the version of an answer they can understand."""


_COMMANDS = (
    answer,
    backup,
    check,
    convert,
    demo,
    export,
    glossary,
    images,
    import_,
    init,
    migrate,
    remind,
    rerender,
    restore,
    score,
    serve,
    simplify,
    user,
    verify,
)
for command in _COMMANDS:
    main.add_command(command)
