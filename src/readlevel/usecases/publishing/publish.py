"""Save answers, and render and publish them in the same transaction.

A save that readers do not see (a new draft) updates only the worklist.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, AnswerTexts, Audience
from readlevel.core.model.workflow import Status
from readlevel.core.readability.readability import Headline, measure
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers import answers, images
from readlevel.storage.answers.answers import SaveResult, StoredAnswer
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import site_version
from readlevel.storage.database.site_version import name_answer
from readlevel.storage.glossary import term_uses
from readlevel.storage.public import publications, render_queue, renderings, search
from readlevel.storage.review import update_worklist
from readlevel.storage.review.update_worklist import GradeRange
from readlevel.usecases.publishing import (
    addresses,
    lay_sync,
    related_answers,
    translation_sync,
)
from readlevel.usecases.publishing.cards import AnswerCards, draw_cards, store_cards
from readlevel.usecases.publishing.renderer import Renderer

Key = tuple[Audience, str]

_NAMED_TERM = re.compile(r"""term=["']?([^\s"'}]+)""")


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
    if (
        stored is not None
        and not (saved.head_changed or recorded)
        and _is_unseen(session, stored, saved)
    ):
        _refresh_worklist(session, answer, saved.revisions, saved.answer_id, renderer)
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


@dataclass(frozen=True, slots=True)
class DerivedAnswer:
    """Everything derived from the stored texts of an answer, not stored yet."""

    answer_id: int
    answer: AnswerHead
    public: dict[Key, StoredRevision]
    newest: Mapping[Key, StoredRevision]
    rendered: Mapping[tuple[int, str], Rendering]
    """By revision and key of the policy."""
    levels: Mapping[int, GradeRange]
    """By revision."""
    behind: Mapping[str, tuple[str, ...]]
    """Languages whose plain text is behind the clinician text, with its outdated statements."""
    translations: frozenset[Key]
    """Translations that are behind their source."""
    cards: AnswerCards


def refresh(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
) -> None:
    """Derive what readers get of one answer from its current revisions, and store it.

    The caller bumps the site version.
    """
    renderer.follow(session)
    store_derived(session, derive(session, answer_id, answer, revisions, renderer))


def derive(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
) -> DerivedAnswer:
    """Render the public texts of an answer and derive all other data; nothing is stored.

    `revisions` are its current ones.
    """
    public = _find_public(answer, revisions)
    shown = [one for one in public.values() if one.review.status is not Status.WITHDRAWN]
    sizes = images.find_sizes_of(session, answer.slug, *(one.markdown for one in shown))
    rendered = {
        (revision.id, policy): rendering
        for revision in shown
        for policy, rendering in renderer.render(answer, revision, sizes).items()
    }
    newest = _find_newest(answer, revisions)
    levels = {revision: _range(one.readability.headline) for (revision, _), one in rendered.items()}
    return DerivedAnswer(
        answer_id,
        answer,
        public,
        newest,
        rendered,
        levels=_add_levels(levels, newest.values()),
        behind=lay_sync.list_behind(session, answer_id, public, renderer.glossary),
        translations=_list_outdated_translations(session, answer_id, answer, revisions, renderer),
        cards=draw_cards(session, answer, public, renderer.site_name),
    )


def store_derived(session: Session, derived: DerivedAnswer) -> None:
    """Store the derived data of an answer, and take it out of the rerender queue."""
    answer_id, answer, public = derived.answer_id, derived.answer, derived.public
    rendered = derived.rendered
    titles = related_answers.find_titles(session, answer.slug)
    has_new_rendering = renderings.save_renderings(session, answer_id, rendered)
    by_revision = {revision: one for (revision, _), one in rendered.items()}
    publications.refresh(
        session,
        answer,
        public,
        by_revision,
        derived.behind,
        has_new_rendering=has_new_rendering,
        cards=derived.cards.digests,
    )
    store_cards(session, answer.slug, derived.cards)
    languages = {revision.id: revision.language for revision in public.values()}
    term_uses.save_uses(session, answer.slug, list_uses(rendered, languages))
    neighbours = related_answers.refresh(session, answer_id, answer, titles)
    if neighbours:
        site_version.bump(session, *map(name_answer, neighbours))
    render_queue.save_explicit_terms(session, answer_id, _find_named(public.values()))
    render_queue.dequeue(session, answer_id)
    update_worklist.refresh(
        session,
        answer_id,
        answer,
        derived.newest,
        public,
        derived.levels,
        {language: bool(facts) for language, facts in derived.behind.items()},
        derived.translations,
    )


def _is_unseen(session: Session, before: StoredAnswer, after: SaveResult) -> bool:
    """Return whether readers get the same as before, and no process renders the answer.

    A process that renders it stores its results only if the answer is still queued as it was.
    """
    return publications.choose_public(before.revisions) == publications.choose_public(
        after.revisions
    ) and not render_queue.is_queued(session, after.answer_id)


def _refresh_worklist(
    session: Session,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    answer_id: int,
    renderer: Renderer,
) -> None:
    """Update the desk's lists after a change that readers do not see.

    Whether a plain text is behind depends on public texts alone, so that stays.
    """
    newest = _find_newest(answer, revisions)
    levels, behind = update_worklist.find_derived(session, answer_id)
    update_worklist.refresh(
        session,
        answer_id,
        answer,
        newest,
        _find_public(answer, revisions),
        _add_levels(levels, newest.values()),
        behind,
        _list_outdated_translations(session, answer_id, answer, revisions, renderer),
    )


def _find_public(
    answer: AnswerHead, revisions: Sequence[StoredRevision]
) -> dict[Key, StoredRevision]:
    """Return what readers get: nothing of an archived answer."""
    return {} if answer.is_archived else publications.choose_public(revisions)


def _list_outdated_translations(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
) -> frozenset[Key]:
    if answer.is_archived:
        return frozenset()
    return translation_sync.list_behind(session, answer_id, revisions, renderer.site_language)


def _find_newest(
    answer: AnswerHead, revisions: Sequence[StoredRevision]
) -> dict[Key, StoredRevision]:
    """Return what the desk's lists show: nothing of an archived answer."""
    if answer.is_archived:
        return {}
    return {(one.audience, one.language): one for one in reversed(revisions)}


def list_uses(
    rendered: Mapping[tuple[int, str], Rendering], languages: Mapping[int, str]
) -> set[tuple[str, str]]:
    """Return the terms that renderings explain, by language and slug."""
    return {
        (languages[revision], term.slug)
        for (revision, _), one in rendered.items()
        for term in one.terms
    }


def _add_levels(
    known: Mapping[int, GradeRange], newest: Iterable[StoredRevision]
) -> dict[int, GradeRange]:
    """Return the known reading levels of revisions, and those of the `newest` that lack one."""
    levels = dict(known)
    for revision in newest:
        if revision.id not in levels:
            # Unreadable Markdown has no level, and must not break the lists.
            with suppress(UnreadableMarkdown):
                source = parse_source(revision.markdown, revision.language)
                levels[revision.id] = _range(measure(source.prose, revision.language).headline)
    return levels


def _range(headline: Headline) -> GradeRange:
    return GradeRange(headline.grade_low, headline.grade_high)


def _find_named(revisions: Iterable[StoredRevision]) -> Iterator[str]:
    """Yield the terms that texts name explicitly; `EVERY_TERM` for a text too long to index."""
    for revision in revisions:
        if revision.review.status is not Status.WITHDRAWN:
            if len(revision.markdown) > search.MAX_BODY:
                yield render_queue.EVERY_TERM
            yield from _NAMED_TERM.findall(revision.markdown)
