"""Process the rerender queue while editors keep writing.

Answers are rendered outside of write transactions and stored in brief ones. A result is stored only
if the answer was neither saved nor queued again since it was read: a saved answer is rendered
already, and one that was queued again is rendered once more. One process renders at a time, in a
server or a command. If it is killed, the next one continues.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Reference
from readlevel.core.model.persona import Persona, tooltip_policies
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import RENDERER_VERSION, Rendering
from readlevel.storage.answers import answers
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.database.process_locks import LockName, ProcessLock, is_locked, try_lock
from readlevel.storage.glossary import terms
from readlevel.storage.public import render_queue, renderings, update_listings
from readlevel.storage.public.render_queue import QueuedAnswer
from readlevel.storage.public.renderings import PublicText
from readlevel.usecases.publishing.publish import (
    DerivedAnswer,
    derive,
    get_stored,
    list_uses,
    store_derived,
)
from readlevel.usecases.publishing.queue_holders import queue_holders
from readlevel.usecases.publishing.renderer import Renderer

_RENDERED_AT_ONCE = 20
_QUEUED_AT_ONCE = 500

_WRITE_SECONDS = 0.05
"""After this time a transaction stores no further answer, because other writers wait for it."""

_TURN_SECONDS = 0.1

_Stored = Mapping[renderings.Key, Rendering | None]


@dataclass(frozen=True, slots=True)
class RerenderResult:
    """The outcome of processing the queue."""

    done: int
    failed: tuple[tuple[str, str], ...]
    """(slug, problem) of the answers that could not be rendered, now or earlier."""


@dataclass(frozen=True, slots=True)
class _NewRenderings:
    """New renderings of an answer whose other derived data are up to date."""

    rows: Sequence[Mapping[str, Any]]
    """The renderings that differ from the stored ones."""
    uses: set[tuple[str, str]] | None
    """The terms that they explain, by language and slug; None if unchanged."""


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A queued answer and its result; a string is the reason why it cannot be rendered."""

    queued: QueuedAnswer
    outcome: _NewRenderings | DerivedAnswer | str


def rerender_queued(
    engine: Engine,
    personas: Sequence[Persona],
    site_language: str,
    *,
    site_name: str = "",
    report: Callable[[int, int], None],
) -> RerenderResult:
    """Render all queued answers, including those queued meanwhile.

    While another process renders, wait; then render the rest. `report` is called with (done,
    total) after every few answers. An answer that cannot be rendered keeps its renderings and is
    listed as failed.
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
    done = 0
    with read_transaction(engine) as session:
        if render_queue.is_idle(session):
            return done
        renderer = make_renderer(session)
    while True:
        queue_holders(engine)
        with read_transaction(engine) as session:
            renderer.follow(session)
            total = done + render_queue.count_queued(session)
            batch = _render_next(session, renderer, _RENDERED_AT_ONCE)
        if not batch:
            return done
        done += _store_all(engine, batch)
        report(done, max(total, done))


def _render_next(session: Session, renderer: Renderer, limit: int) -> Sequence[_Rendered]:
    """Render the first answers of the queue; nothing is stored."""
    waiting = render_queue.next_queued(session, limit)
    texts = renderings.find_public_texts(session, [one.slug for one in waiting])
    references = renderings.find_references(session, [one.answer_id for one in waiting])
    revisions = [text.revision_id for some in texts.values() for text in some]
    stored = renderings.find_renderings(session, revisions)
    return [
        _render(session, renderer, one, texts[one.slug], references[one.answer_id], stored)
        for one in waiting
    ]


def _render(
    session: Session,
    renderer: Renderer,
    queued: QueuedAnswer,
    texts: Sequence[PublicText],
    references: Sequence[Reference],
    stored: _Stored,
) -> _Rendered:
    try:
        outcome = None
        if not queued.everything:
            outcome = _render_texts(renderer, queued.slug, texts, references, stored)
        if outcome is None:
            read = get_stored(session, queued.slug)
            derived = derive(session, read.id, read.answer, read.revisions, renderer)
            return _Rendered(queued, derived)
        return _Rendered(queued, outcome)
    except (DBAPIError, DatabaseProblem):
        raise
    except Exception as problem:
        # An error in one text must not hold up the others.
        return _Rendered(queued, _describe(problem))


def _render_texts(
    renderer: Renderer,
    slug: str,
    texts: Sequence[PublicText],
    references: Sequence[Reference],
    stored: _Stored,
) -> _NewRenderings | None:
    """Return new renderings of an answer; None if other derived data may be outdated too."""
    rendered = {
        (text.revision_id, policy): rendering
        for text in texts
        for policy, rendering in renderer.render_for(
            text.audience, parse_source(text.markdown, text.language), slug, references
        ).items()
    }
    revisions = {text.revision_id for text in texts}
    before = {key: stored[key] for key in stored if key[0] in revisions}
    known = {key: one for key, one in before.items() if one is not None}
    if rendered.keys() != before.keys() or rendered.keys() != known.keys():
        return None
    if any(_differ_beyond(known[key], rendered[key]) for key in rendered):
        return None
    languages = {text.revision_id: text.language for text in texts}
    uses = list_uses(rendered, languages)
    changed = {key: one for key, one in rendered.items() if one != known[key]}
    return _NewRenderings(
        renderings.list_rows(changed), None if uses == list_uses(known, languages) else uses
    )


def _differ_beyond(before: Rendering, after: Rendering) -> bool:
    """Return whether lists, search or reading levels would change."""
    return (
        before.renderer_version != RENDERER_VERSION
        or before.plain_text != after.plain_text
        or before.readability.headline != after.readability.headline
    )


def _store_all(engine: Engine, batch: Sequence[_Rendered]) -> int:
    """Store the results that are still current; return their number."""
    left = list(batch)
    done = 0
    while left:
        with write_transaction(engine, background=True) as session:
            until = time.monotonic() + _WRITE_SECONDS
            unchanged = render_queue.find_unchanged(session, [one.queued for one in left])
            some: list[_Rendered] = []
            while left and (not some or time.monotonic() < until):
                one = left.pop(0)
                if one.queued.answer_id in unchanged:
                    some.append(one)
                    _store(session, one)
            _note_stored(session, some)
        done += len(some)
    return done


def _store(session: Session, one: _Rendered) -> None:
    answer_id = one.queued.answer_id
    if isinstance(one.outcome, str):
        render_queue.mark_failed(session, answer_id, one.outcome)
        return
    if isinstance(one.outcome, _NewRenderings):
        renderings.update_renderings(session, one.outcome.rows)
        if one.outcome.uses is not None:
            terms.save_uses(session, one.queued.slug, one.outcome.uses)
        return
    try:
        with session.begin_nested():
            store_derived(session, one.outcome)
    except (DBAPIError, DatabaseProblem):
        raise
    except Exception as problem:
        render_queue.mark_failed(session, answer_id, _describe(problem))


def _note_stored(session: Session, some: Sequence[_Rendered]) -> None:
    """Record, for several answers at once, what `_store` leaves out."""
    new = [
        (one.queued, one.outcome.rows) for one in some if isinstance(one.outcome, _NewRenderings)
    ]
    if new:
        render_queue.dequeue(session, *(queued.answer_id for queued, _ in new))
    changed = [queued.slug for queued, rows in new if rows]
    if changed:
        update_listings.mark_changed(session, changed)
    # Every other outcome but a failure may have changed anything of its answer.
    changed += [one.queued.slug for one in some if isinstance(one.outcome, DerivedAnswer)]
    if some:
        parts = map(site_version.name_answer, changed)
        site_version.bump(session, site_version.NOTHING, *parts)


def _describe(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"
