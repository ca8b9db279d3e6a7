"""One batch of the rerender queue: render answers, then store the results that are current.

Answers are rendered outside of write transactions and stored in brief ones. A result is stored only
if the answer was neither saved nor queued again since it was read: a saved answer is rendered
already, and one that was queued again is rendered once more.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from readlevel.core.model.answer import ImageSizes, Reference
from readlevel.core.rendering.rendering import RENDERER_VERSION, Rendering
from readlevel.storage.answers import images
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.glossary import term_uses
from readlevel.storage.public import render_queue, renderings, update_listings
from readlevel.storage.public.render_queue import QueuedAnswer
from readlevel.storage.public.renderings import PublicText
from readlevel.usecases.publishing.derive import (
    DerivedAnswer,
    derive,
    list_uses,
    store_derived,
)
from readlevel.usecases.publishing.publish import get_stored
from readlevel.usecases.publishing.renderer import Renderer

_WRITE_SECONDS = 0.05
"""After this time a transaction stores no further answer, because other writers wait for it."""

_Stored = Mapping[renderings.Key, Rendering | None]


@dataclass(frozen=True, slots=True)
class _NewRenderings:
    """New renderings of an answer whose other derived data are up to date."""

    rows: Sequence[Mapping[str, Any]]
    """The renderings that differ from the stored ones."""
    uses: set[tuple[str, str]] | None
    """The terms that they explain, by language and slug; None if unchanged."""


@dataclass(frozen=True, slots=True)
class RenderedAnswer:
    """A queued answer and its result; a string is the reason why it cannot be rendered."""

    queued: QueuedAnswer
    outcome: _NewRenderings | DerivedAnswer | str


def render_next(session: Session, renderer: Renderer, limit: int) -> Sequence[RenderedAnswer]:
    """Render the first answers of the queue; nothing is stored."""
    waiting = render_queue.next_queued(session, limit)
    texts = renderings.find_public_texts(session, [one.slug for one in waiting])
    references = renderings.find_references(session, [one.answer_id for one in waiting])
    revisions = [text.revision_id for some in texts.values() for text in some]
    stored = renderings.find_renderings(session, revisions)
    markdowns = {slug: [one.markdown for one in some] for slug, some in texts.items()}
    sizes = images.find_sizes(session, markdowns)
    return [
        _render(
            session,
            renderer,
            one,
            texts[one.slug],
            references[one.answer_id],
            sizes[one.slug],
            stored,
        )
        for one in waiting
    ]


def _render(
    session: Session,
    renderer: Renderer,
    queued: QueuedAnswer,
    texts: Sequence[PublicText],
    references: Sequence[Reference],
    sizes: ImageSizes,
    stored: _Stored,
) -> RenderedAnswer:
    try:
        outcome = None
        if not queued.everything:
            outcome = _render_texts(renderer, queued.slug, texts, references, sizes, stored)
        if outcome is None:
            read = get_stored(session, queued.slug)
            derived = derive(session, read.id, read.answer, read.revisions, renderer)
            return RenderedAnswer(queued, derived)
        return RenderedAnswer(queued, outcome)
    except (DBAPIError, DatabaseProblem):
        raise
    except Exception as problem:
        # An error in one text must not hold up the others.
        return RenderedAnswer(queued, _describe(problem))


def _render_texts(
    renderer: Renderer,
    slug: str,
    texts: Sequence[PublicText],
    references: Sequence[Reference],
    sizes: ImageSizes,
    stored: _Stored,
) -> _NewRenderings | None:
    """Return new renderings of an answer; None if other derived data may be outdated too."""
    rendered = {
        (text.revision_id, policy): rendering
        for text in texts
        for policy, rendering in renderer.render_text(
            text.audience, text.markdown, text.language, slug, references, sizes
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


def store_all(engine: Engine, batch: Sequence[RenderedAnswer]) -> int:
    """Store the results that are still current; return their number."""
    left = list(batch)
    done = 0
    while left:
        with write_transaction(engine, background=True) as session:
            until = time.monotonic() + _WRITE_SECONDS
            unchanged = render_queue.find_unchanged(session, [one.queued for one in left])
            some: list[RenderedAnswer] = []
            while left and (not some or time.monotonic() < until):
                one = left.pop(0)
                if one.queued.answer_id in unchanged:
                    some.append(one)
                    _store(session, one)
            _note_stored(session, some)
        done += len(some)
    return done


def _store(session: Session, one: RenderedAnswer) -> None:
    answer_id = one.queued.answer_id
    if isinstance(one.outcome, str):
        render_queue.mark_failed(session, answer_id, one.outcome)
        return
    if isinstance(one.outcome, _NewRenderings):
        renderings.update_renderings(session, one.outcome.rows)
        if one.outcome.uses is not None:
            term_uses.save_uses(session, one.queued.slug, one.outcome.uses)
        return
    try:
        with session.begin_nested():
            store_derived(session, one.outcome)
    except (DBAPIError, DatabaseProblem):
        raise
    except Exception as problem:
        render_queue.mark_failed(session, answer_id, _describe(problem))


def _note_stored(session: Session, some: Sequence[RenderedAnswer]) -> None:
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
    derived = [one.queued.slug for one in some if isinstance(one.outcome, DerivedAnswer)]
    listed = derived or any(
        isinstance(one.outcome, _NewRenderings) and one.outcome.uses is not None for one in some
    )
    if some:
        parts = map(site_version.name_answer, [*changed, *derived])
        marker = site_version.NOTHING if listed else site_version.UNLISTED
        site_version.bump(session, marker, *parts)


def _describe(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"
