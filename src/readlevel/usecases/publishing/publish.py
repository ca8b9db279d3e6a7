"""Save answers, and render and publish them in the same transaction.

A save that readers do not see (a new draft) updates only the worklist; if the answer waits to be
rendered again, it goes on waiting.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, AnswerTexts
from readlevel.storage.answers import answers
from readlevel.storage.answers.answers import SaveResult, StoredAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import site_version
from readlevel.storage.database.site_version import name_answer
from readlevel.storage.public import publications, render_queue
from readlevel.usecases.publishing import addresses
from readlevel.usecases.publishing.derive import derive, derive_items, store_derived, store_items
from readlevel.usecases.publishing.renderer import Renderer


def save_answer(
    session: Session,
    answer: AnswerTexts,
    renderer: Renderer,
    *,
    author: str,
    why: str,
    now: datetime,
    record: Callable[[], bool] = lambda: False,
) -> bool:
    """Store `answer` and publish it as its statuses allow; return whether anything changed.

    `record` stores what else belongs to the texts before they are published, and returns whether
    that changed anything.

    If there is no answer with its slug, but one whose slug is among its former ones, then that one
    gets the new slug: so a renamed answer arrives where it is known by its old name.
    """
    stored = answers.load_answer(session, answer.slug)
    renamed = None if stored else _find_renamed(session, answer)
    if renamed is not None:
        stored = addresses.change_slug(session, renamed, answer.slug)
        refresh(session, stored.id, stored.answer, stored.revisions, renderer)
        site_version.bump(session, name_answer(answer.slug))
    saved = save_loaded(
        session, stored, answer, renderer, author=author, why=why, now=now, record=record
    )
    return saved.changed or renamed is not None


def _find_renamed(session: Session, answer: AnswerTexts) -> StoredAnswer | None:
    """Return the stored answer whose slug is a former one of `answer`, the latest first."""
    found = (answers.load_answer(session, slug) for slug in reversed(answer.former_slugs))
    return next((one for one in found if one is not None), None)


def save_loaded(
    session: Session,
    stored: StoredAnswer | None,
    answer: AnswerTexts,
    renderer: Renderer,
    *,
    author: str,
    why: str,
    now: datetime,
    record: Callable[[], bool] = lambda: False,
) -> SaveResult:
    """Do what `save_answer` does with an answer that this transaction has read; None if new."""
    saved = answers.save_answer(session, answer, stored=stored, author=author, why=why, now=now)
    recorded = record()
    if recorded and stored is not None and not saved.changed:
        saved = replace(saved, changed=True, revisions=stored.revisions)
    if not saved.changed:
        return saved
    if stored is not None and not (saved.head_changed or recorded) and _is_unseen(stored, saved):
        items = derive_items(session, saved.answer_id, answer, saved.revisions, renderer)
        store_items(session, saved.answer_id, answer, items)
        _requeue(session, saved.answer_id)
    else:
        refresh(session, saved.answer_id, answer, saved.revisions, renderer)
        site_version.bump(session, name_answer(answer.slug))
    return saved


def publish(session: Session, slug: str, renderer: Renderer) -> None:
    """Update what readers get of an answer after a review status changed.

    Raise LookupError if there is no such answer.
    """
    stored = get_stored(session, slug)
    refresh(session, stored.id, stored.answer, stored.revisions, renderer)
    site_version.bump(session, name_answer(slug))


def get_stored(session: Session, slug: str) -> StoredAnswer:
    """Return an answer as it is read for a change. Raise LookupError if there is none."""
    stored = answers.load_answer(session, slug)
    if stored is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return stored


def refresh(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
) -> None:
    """Derive what readers get of one answer from its current revisions, and store it.

    If the glossary has changed since the renderer was pinned, the answer is rendered again by the
    queue. The caller bumps the site version.
    """
    renderer.follow(session)
    store_derived(session, derive(session, answer_id, answer, revisions, renderer))
    if renderer.is_outdated:
        render_queue.enqueue(session, [answer_id], everything=True)


def _is_unseen(before: StoredAnswer, after: SaveResult) -> bool:
    """Return whether readers get the same as before."""
    return publications.choose_public(before.revisions) == publications.choose_public(
        after.revisions
    )


def _requeue(session: Session, answer_id: int) -> None:
    """Note in the rerender queue, if the answer waits there, that it was saved.

    A process that renders it now has derived the items of the desk's lists from the texts before,
    so it must store nothing, and render it once more.
    """
    if render_queue.is_queued(session, answer_id):
        # The queue knows by the number of the version that an answer has changed since it was read.
        site_version.bump(session, site_version.NOTHING)
        render_queue.enqueue(session, [answer_id])
