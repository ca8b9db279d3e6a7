"""How a long command shows that it goes on: a bar where a person watches, else nothing."""

import sys
from types import TracebackType
from typing import Self

import click


class Progress:
    """A bar on standard error."""

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

    def reach(self, done: int, length: int | None = None) -> None:
        """Say how far the work is, and anew how much it is in all."""
        if length is not None:
            self._bar.length = length
        self._bar.update(done - self._bar.pos)

    def tell(self, sentence: object) -> None:
        """Say something without spoiling the bar."""
        # Back to the start of the line and clear it: the bar draws itself anew below.
        click.echo(f"\r\x1b[K{sentence}" if self._shown else sentence, err=True)
