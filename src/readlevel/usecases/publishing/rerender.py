"""Render queued answers again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from readlevel.core.model.persona import Persona, tooltip_policies
from readlevel.storage.answers import answers
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.public import render_queue, renderings
from readlevel.usecases.publishing.publish import refresh
from readlevel.usecases.publishing.renderer import Renderer

_RENEWED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class RerenderResult:
    """What became of the answers that waited to be rendered again."""

    done: int
    failed: tuple[tuple[str, str], ...]
    """(address, problem) of those that could not be, now or before."""


def renew(
    engine: Engine,
    personas: Sequence[Persona],
    site_language: str,
    *,
    report: Callable[[int, int], None],
) -> RerenderResult:
    """Render again the answers that wait for it, some in a transaction; all that are waiting now.

    What was rendered when the process is killed stays, and the next one goes on. Two at once share
    the work. `report` is told (done, in all) after each transaction. An answer that cannot be
    rendered keeps what it had, and is among the failed.
    """
    with read_transaction(engine) as session:
        renderer = Renderer(session, personas, site_language)
        total = render_queue.count_queued(session)
    done = 0
    while True:
        with write_transaction(engine) as session:
            some = render_queue.next_queued(session, _RENEWED_AT_ONCE)
            for answer_id, slug in some:
                _renew(session, answer_id, slug, renderer)
            if some:
                site_version.bump(session)
        if not some:
            break
        done += len(some)
        report(done, max(total, done))
    with read_transaction(engine) as session:
        return RerenderResult(done, render_queue.list_failed(session))


def _renew(session: Session, answer_id: int, slug: str, renderer: Renderer) -> None:
    try:
        with session.begin_nested():
            refresh(session, answer_id, answers.get_answer(session, slug), renderer)
    except (DBAPIError, DatabaseProblem):
        raise
    except Exception as problem:
        # Whatever is wrong with one text, the others do not wait for it.
        render_queue.mark_failed(session, answer_id, f"{type(problem).__name__}: {problem}")


def enqueue_outdated(engine: Engine, personas: Sequence[Persona], *, everything: bool) -> int:
    """Have answers wait for `renew` that an older renderer rendered, or all; return how many."""
    with write_transaction(engine) as session:
        outdated = renderings.list_outdated(session, tooltip_policies(personas))
        wanted = [
            answer_id
            for answer_id, slug in answers.list_ids(session)
            if everything or slug in outdated
        ]
        render_queue.enqueue(session, wanted)
    return len(wanted)
