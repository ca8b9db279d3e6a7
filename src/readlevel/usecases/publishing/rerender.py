"""Process the rerender queue while editors keep writing.

One process renders at a time, in a server or a command. If it is killed, the next one continues.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.model.persona import Persona, tooltip_policies
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.process_locks import LockName, ProcessLock, is_locked, try_lock
from readlevel.storage.public import render_queue, renderings
from readlevel.usecases.publishing.measure_images import UnmeasuredImages
from readlevel.usecases.publishing.process_priority import at_usual_priority
from readlevel.usecases.publishing.queue_holders import queue_holders
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.publishing.rerender_batch import RenderedAnswer, render_next, store_all

_RENDERED_AT_ONCE = 20
_QUEUED_AT_ONCE = 500

_TURN_SECONDS = 0.1
_COUNTED_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class RerenderResult:
    """The outcome of processing the queue."""

    done: int
    failed: tuple[tuple[str, str], ...]
    """(slug, problem) of the answers that could not be rendered, now or earlier."""


def rerender_queued(
    engine: Engine,
    personas: Sequence[Persona],
    site_language: str,
    *,
    site_name: str = "",
    report: Callable[[int, int], None],
) -> RerenderResult:
    """Render all queued answers, including those queued meanwhile; then measure images.

    The answers that show the images are queued and rendered too. While another process renders,
    wait; then render the rest. `report` is called with (done, total) after every few answers. An
    answer that cannot be rendered keeps its renderings and is listed as failed.
    """
    lock, gone = _wait_for_turn(engine, report)
    try:
        done = _work_off(
            engine,
            lambda session: Renderer(session, personas, site_language, site_name=site_name),
            lambda now, total: report(gone + now, gone + total),
        )
    finally:
        lock.release()
    with read_transaction(engine) as session:
        return RerenderResult(done, render_queue.list_failed(session))


def is_served(engine: Engine) -> bool:
    """Return whether a running server processes the queue.

    Each server holds a lock while it runs. The lock ends with its process or connection, so a
    server that was killed does not count.
    """
    return is_locked(engine, LockName.SERVING)


def enqueue_outdated(engine: Engine, personas: Sequence[Persona], *, everything: bool) -> int:
    """Queue the answers with renderings of an older version, or all; return how many."""
    with read_transaction(engine) as session:
        outdated = renderings.list_outdated(session, tooltip_policies(personas))
        wanted = [
            answer_id
            for answer_id, slug in answers.list_ids(session)
            if everything or slug in outdated
        ]
    for start in range(0, len(wanted), _QUEUED_AT_ONCE):
        with write_transaction(engine, background=True) as session:
            some = wanted[start : start + _QUEUED_AT_ONCE]
            render_queue.enqueue(session, some, everything=True)
    return len(wanted)


def _wait_for_turn(engine: Engine, report: Callable[[int, int], None]) -> tuple[ProcessLock, int]:
    """Return the lock of the process that renders, and how many answers others rendered meanwhile.

    Those are reported too, like the ones rendered here.
    """
    total = gone = 0
    while True:
        lock = try_lock(engine, LockName.RENDERING)
        if lock is not None:
            return lock, gone
        with read_transaction(engine) as session:
            left = render_queue.count_queued(session)
        total = max(total, left)
        if total - left > gone:
            gone = total - left
            report(gone, total)
        time.sleep(_TURN_SECONDS)


def _work_off(
    engine: Engine,
    make_renderer: Callable[[Session], Renderer],
    report: Callable[[int, int], None],
) -> int:
    unmeasured = UnmeasuredImages(engine)
    renderer: Renderer | None = None
    done, total, counted_at = 0, 0, -_COUNTED_EVERY
    while True:
        queue_holders(engine)
        batch: Sequence[RenderedAnswer] = ()
        with read_transaction(engine) as session:
            if not render_queue.is_idle(session):
                renderer = renderer or make_renderer(session)
                renderer.follow(session)
                if time.monotonic() - counted_at > _COUNTED_EVERY:
                    # Counting takes longer, the more answers wait.
                    total = done + render_queue.count_queued(session)
                    counted_at = time.monotonic()
                batch = render_next(session, renderer, _RENDERED_AT_ONCE)
        if batch:
            done += at_usual_priority(partial(store_all, engine, batch))
            report(done, max(total, done))
        elif not unmeasured.measure_some():
            return done
