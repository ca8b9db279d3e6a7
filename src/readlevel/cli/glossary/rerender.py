"""Rerender answers after a command has changed terms."""

from dataclasses import dataclass

import click

from readlevel.cli.shared.open_site import OpenedSite
from readlevel.cli.shared.progress import Progress


@dataclass(frozen=True, slots=True)
class Rerendering:
    """How many queued answers were rendered and how many still wait; `str` gives a sentence."""

    rendered: int
    waiting: int = 0
    served: bool = False
    """Whether a running server renders those that wait."""

    @property
    def concerned(self) -> int:
        """Return how many answers there were to be rendered."""
        return self.rendered + self.waiting

    def __str__(self) -> str:
        if self.served and not self.rendered:
            return f"Answers that the running server renders again: {self.waiting:,}."
        if self.waiting:
            return f"Answers rendered again: {self.rendered:,}; waiting: {self.waiting:,}."
        return f"Answers rendered again: {self.rendered:,}."


def rerender(site: OpenedSite) -> Rerendering:
    """Rerender the answers that a change of the glossary concerns, or leave them to a server.

    A running server is recognised by the lock it holds (see `process_locks`). A problem of the
    database is reported and does not fail the command: the terms are stored, and the answers stay
    in the queue.
    """
    from readlevel.storage.database.errors import DatabaseProblem
    from readlevel.usecases.publishing.queue_holders import queue_holders
    from readlevel.usecases.publishing.queue_length import count_waiting
    from readlevel.usecases.publishing.rerender import is_served

    waiting = 0
    try:
        queue_holders(site.engine)
        waiting = count_waiting(site.engine)
        if waiting and is_served(site.engine):
            return Rerendering(0, waiting, served=True)
        return Rerendering(rerender_here(site))
    except DatabaseProblem as problem:
        click.echo(f"Texts go on waiting to be rendered again: {problem}", err=True)
        left = count_waiting(site.engine)
        return Rerendering(max(0, waiting - left), left)


def rerender_here(site: OpenedSite) -> int:
    """Render what waits, and name what fails; return how many answers do not wait any more."""
    from readlevel.usecases.publishing.queue_length import count_waiting
    from readlevel.usecases.publishing.rerender import rerender_queued

    waiting = count_waiting(site.engine)
    if not waiting:
        return 0
    with Progress("Rendering", waiting) as progress:
        result = rerender_queued(
            site.engine,
            site.settings.personas,
            site.language,
            site_name=site.settings.site_name,
            report=progress.update,
        )
        for slug, problem in result.failed:
            progress.print(f"{slug} cannot be rendered again and stays as it was: {problem}")
    # Some of them may have been rendered by a server.
    return max(result.done, waiting - count_waiting(site.engine))
