"""Save answers, and render and publish them in the same transaction."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience
from readlevel.core.model.workflow import Status
from readlevel.core.readability.readability import Headline, measure
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, iter_revisions
from readlevel.storage.database import site_version
from readlevel.storage.glossary import terms
from readlevel.storage.public import publications, render_queue, renderings, search
from readlevel.storage.review import worklist
from readlevel.usecases.publishing import lay_sync, translation_sync
from readlevel.usecases.publishing.renderer import Renderer

Key = tuple[Audience, str]

_NAMED_TERM = re.compile(r"""term=["']?([^\s"'}]+)""")


def save_answer(
    session: Session,
    answer: Answer,
    renderer: Renderer,
    *,
    author: str,
    why: str,
    now: datetime,
) -> bool:
    """Store `answer` and publish it as its statuses allow; return whether anything changed."""
    saved = answers.save_answer(session, answer, author=author, why=why, now=now)
    if saved.changed:
        refresh(session, saved.answer_id, answer, renderer)
        site_version.bump(session)
    return saved.changed


def publish(session: Session, answer_id: int, slug: str, renderer: Renderer) -> None:
    """Update what readers get of an answer after a review status changed."""
    refresh(session, answer_id, answers.get_answer(session, slug), renderer)
    site_version.bump(session)


@dataclass(frozen=True, slots=True)
class DerivedAnswer:
    """Everything derived from the stored texts of an answer, not stored yet."""

    answer_id: int
    answer: Answer
    public: dict[Key, StoredRevision]
    newest: Mapping[Key, StoredRevision]
    rendered: Mapping[tuple[int, str], Rendering]
    """By revision and key of the policy."""
    levels: Mapping[int, Headline]
    """By revision."""
    behind: frozenset[str]
    """Languages whose plain text is behind the clinician text."""
    translations: frozenset[Key]
    """Translations that are behind their source."""


def refresh(session: Session, answer_id: int, answer: Answer, renderer: Renderer) -> None:
    """Derive what readers get of one answer from its stored texts, and store it.

    The caller bumps the site version.
    """
    renderer.follow(session)
    store_derived(session, derive(session, answer_id, answer, renderer))


def derive(session: Session, answer_id: int, answer: Answer, renderer: Renderer) -> DerivedAnswer:
    """Render the public texts of an answer and derive all other data; nothing is stored."""
    revisions = list(iter_revisions(session, answer_id))
    public = publications.choose_public(revisions)
    rendered = {
        (revision.id, policy): rendering
        for revision in public.values()
        if revision.review.status is not Status.WITHDRAWN
        for policy, rendering in renderer.render(answer, revision).items()
    }
    newest = {(one.audience, one.language): one for one in reversed(revisions)}
    return DerivedAnswer(
        answer_id,
        answer,
        public,
        newest,
        rendered,
        levels=_find_levels(newest.values(), rendered),
        behind=lay_sync.list_behind(revisions, public),
        translations=translation_sync.list_behind(
            session, answer_id, revisions, renderer.site_language
        ),
    )


def store_derived(session: Session, derived: DerivedAnswer) -> None:
    """Store the derived data of an answer, and take it out of the rerender queue."""
    answer_id, answer, public = derived.answer_id, derived.answer, derived.public
    rendered = derived.rendered
    rendered_anew = renderings.save_renderings(session, answer_id, rendered)
    plain_texts = {revision: one.plain_text for (revision, _), one in rendered.items()}
    publications.refresh(
        session, answer, public, plain_texts, derived.behind, rendered_anew=rendered_anew
    )
    languages = {revision.id: revision.language for revision in public.values()}
    terms.save_uses(session, answer.slug, list_uses(rendered, languages))
    render_queue.save_explicit_terms(session, answer_id, _find_named(public.values()))
    render_queue.dequeue(session, answer_id)
    worklist.refresh(
        session,
        answer_id,
        answer,
        derived.newest,
        public,
        derived.levels,
        derived.behind,
        derived.translations,
    )


def list_uses(
    rendered: Mapping[tuple[int, str], Rendering], languages: Mapping[int, str]
) -> set[tuple[str, str]]:
    """Return the terms that renderings explain, by language and slug."""
    return {
        (languages[revision], term.slug)
        for (revision, _), one in rendered.items()
        for term in one.terms
    }


def _find_levels(
    newest: Iterable[StoredRevision], rendered: Mapping[tuple[int, str], Rendering]
) -> dict[int, Headline]:
    """Return the reading levels of revisions, including those that are not rendered."""
    levels = {revision: one.readability.headline for (revision, _), one in rendered.items()}
    for revision in newest:
        if revision.id not in levels:
            # Unreadable Markdown has no level, and must not break the lists.
            with suppress(UnreadableMarkdown):
                source = parse_source(revision.markdown, revision.language)
                levels[revision.id] = measure(source.prose, revision.language).headline
    return levels


def _find_named(revisions: Iterable[StoredRevision]) -> Iterator[str]:
    """Yield the terms that texts name explicitly, and `EVERY_TERM` if the index lacks some text.

    It lacks the end of a long text, and a pending text beside an approved one.
    """
    given = [one for one in revisions if one.review.status is not Status.WITHDRAWN]
    for language in {one.language for one in given}:
        here = [one for one in given if one.language == language]
        approved = [one for one in here if one.review.status is Status.APPROVED]
        length = sum(len(one.markdown) for one in here)
        if 0 < len(approved) < len(here) or length > search.MAX_BODY:
            yield render_queue.EVERY_TERM
    for revision in given:
        yield from _NAMED_TERM.findall(revision.markdown)
