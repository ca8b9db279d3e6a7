"""Counts of an import, and its report."""

from dataclasses import dataclass

import click


@dataclass(slots=True)
class Tally:
    """Counts the changed, unchanged and failed records of one kind."""

    what: str
    changed: int = 0
    unchanged: int = 0
    failed: int = 0

    def count(self, *, changed: bool) -> None:
        """Count one stored record."""
        self.changed += changed
        self.unchanged += not changed

    def report(self) -> None:
        """Print the counts in one line if any is not zero."""
        if self.changed or self.unchanged or self.failed:
            click.echo(
                f"{self.what}: {self.changed:,} new or changed, {self.unchanged:,} unchanged, "
                f"{self.failed:,} failed."
            )
