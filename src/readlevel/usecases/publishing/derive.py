"""What readers and the desk get of an answer, derived from its texts.

`derive` makes it and stores nothing, so that it can run before a write transaction; `store_derived`
stores it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.alignment.section_alignment import SectionMatches, match_texts
from readlevel.core.model.answer import AnswerHead, Audience, Image
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import Rendering
from readlevel.storage import slow_work
from readlevel.storage.answers import images
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import site_version
from readlevel.storage.database.site_version import name_answer
from readlevel.storage.glossary import term_uses
from readlevel.storage.public import publications, render_queue, renderings
from readlevel.storage.review import update_worklist
from readlevel.storage.review.update_worklist import GradeRange
from readlevel.storage.search import index
from readlevel.usecases.publishing import lay_sync, related_answers, translation_sync
from readlevel.usecases.publishing.cards import AnswerCards, draw_cards, store_cards
from readlevel.usecases.publishing.levels import add_levels, get_range
from readlevel.usecases.publishing.renderer import Renderer

Key = tuple[Audience, str]

_NAMED_TERM = re.compile(r"""term=["']?([^\s"'}]+)""")


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
    sections: SectionMatches


@dataclass(frozen=True, slots=True)
class DerivedItems:
    """The items of an answer in the desk's lists after a change that readers do not see."""

    newest: Mapping[Key, StoredRevision]
    public: Mapping[Key, StoredRevision]
    levels: Mapping[int, GradeRange]
    """By revision."""
    behind: Mapping[str, bool]
    """As it is stored: whether a plain text is behind depends on public texts alone."""
    translations: frozenset[Key]


def derive_items(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
) -> DerivedItems:
    """Derive the items of the desk's lists alone; nothing is stored."""
    newest = _find_newest(answer, revisions)
    levels, behind = update_worklist.find_derived(session, answer_id)
    return DerivedItems(
        newest,
        _find_public(answer, revisions),
        add_levels(levels, newest.values()),
        behind,
        _list_outdated_translations(session, answer_id, answer, revisions, renderer),
    )


def foresee_items(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    new: Sequence[StoredRevision],
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
) -> None:
    """Do the slow work of `derive_items`, if the levels of all but the `new` revisions are stored.

    `revisions` are all current ones.
    """
    add_levels({}, new)
    _list_outdated_translations(session, answer_id, answer, revisions, renderer)


def store_items(session: Session, answer_id: int, answer: AnswerHead, items: DerivedItems) -> None:
    """Store the items of the desk's lists."""
    update_worklist.refresh(
        session,
        answer_id,
        answer,
        items.newest,
        items.public,
        items.levels,
        items.behind,
        items.translations,
    )


def derive(
    session: Session,
    answer_id: int,
    answer: AnswerHead,
    revisions: Sequence[StoredRevision],
    renderer: Renderer,
    given_images: Sequence[Image] | None = None,
) -> DerivedAnswer:
    """Render the public texts of an answer and derive all other data; nothing is stored.

    `revisions` are its current ones, `given_images` its images if they are not stored yet.
    """
    public = _find_public(answer, revisions)
    shown = [one for one in public.values() if one.review.status is not Status.WITHDRAWN]
    texts = [one.markdown for one in shown]
    if given_images is None:
        sizes = images.find_sizes_of(session, answer.slug, *texts)
    else:
        sizes = images.measure_given(given_images, *texts)
    rendered = {
        (revision.id, policy): rendering
        for revision, one in zip(shown, renderer.render_each(answer, shown, sizes), strict=True)
        for policy, rendering in one.items()
    }
    by_revision = {revision: one for (revision, _), one in rendered.items()}
    html = {key: by_revision[one.id].html.text for key, one in public.items() if one in shown}
    newest = _find_newest(answer, revisions)
    levels = {revision: get_range(one.readability) for (revision, _), one in rendered.items()}
    return DerivedAnswer(
        answer_id,
        answer,
        public,
        newest,
        rendered,
        levels=add_levels(levels, newest.values()),
        behind=lay_sync.list_behind(session, answer_id, public, renderer.glossary),
        translations=_list_outdated_translations(session, answer_id, answer, revisions, renderer),
        cards=draw_cards(session, answer, public, renderer.site_name),
        sections=slow_work.do(match_texts, html),
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
        sections=derived.sections,
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


def _find_named(revisions: Iterable[StoredRevision]) -> Iterator[str]:
    """Yield the terms that texts name explicitly; `EVERY_TERM` for a text too long to index."""
    for revision in revisions:
        if revision.review.status is not Status.WITHDRAWN:
            if len(revision.markdown) > index.MAX_BODY:
                yield render_queue.EVERY_TERM
            yield from _NAMED_TERM.findall(revision.markdown)
