"""What an import did, counted, and what it reports at the end."""

from dataclasses import dataclass

import click


@dataclass(slots=True)
class Tally:
    """What an import did with one kind of records."""

    what: str
    changed: int = 0
    unchanged: int = 0
    failed: int = 0

    def count(self, *, changed: bool) -> None:
        """Count one record that is stored now."""
        self.changed += changed
        self.unchanged += not changed

    def tell(self) -> None:
        """Say it in one line, where there was anything to do."""
        if self.changed or self.unchanged or self.failed:
            click.echo(
                f"{self.what}: {self.changed:,} new or changed, {self.unchanged:,} unchanged, "
                f"{self.failed:,} failed."
            )
