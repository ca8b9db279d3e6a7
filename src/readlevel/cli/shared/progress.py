"""A progress bar on a terminal, and nothing elsewhere."""

import sys
from types import TracebackType
from typing import Self

import click


class Progress:
    """A progress bar on standard error."""

    def __init__(self, label: str, length: int) -> None:
        self._shown = sys.stderr.isatty()
        self._bar = click.progressbar(
            length=length, label=label, file=sys.stderr, hidden=not self._shown
        )

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, traceback)

    def update(self, done: int, length: int | None = None) -> None:
        """Update the progress and optionally the total."""
        if length is not None:
            self._bar.length = length
        self._bar.update(done - self._bar.pos)

    def print(self, sentence: object) -> None:
        """Print a line above the bar."""
        # Clear the line; the bar is drawn again below.
        click.echo(f"\r\x1b[K{sentence}" if self._shown else sentence, err=True)
