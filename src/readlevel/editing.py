"""Use cases of an editor: what is saved is rendered and published in the same transaction."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.answer import Answer
from readlevel.core.glossary import Glossary
from readlevel.core.persona import Persona, tooltip_policies
from readlevel.core.pipeline import render, render_page
from readlevel.core.rendering import Rendering, from_stored
from readlevel.core.term import Term
from readlevel.core.workflow import Status
from readlevel.storage import answers, pages, publications, renderings, site, terms
from readlevel.storage.engine import reading, writing
from readlevel.storage.revisions import StoredRevision, iter_revisions

_NAMED_TERM = re.compile(r"""term=["']?([^\s"'}]+)""")


class Renderer:
    """Renders texts for the personas of a site, with the glossary that is stored.

    It is made once and used for many answers, and follows changes of the glossary.
    """

    def __init__(self, session: Session, personas: Sequence[Persona], site_language: str) -> None:
        self.policies = tooltip_policies(personas)
        self._site_language = site_language
        self._version = site.glossary_version(session)
        self.glossary = Glossary(terms.iter_terms(session))

    def follow(self, session: Session) -> None:
        """Take the glossary as it is now, where it has changed."""
        version = site.glossary_version(session)
        if version != self._version:
            self._version = version
            self.glossary = Glossary(terms.iter_terms(session))

    def render(self, answer: Answer, revision: StoredRevision) -> dict[str, Rendering]:
        """Render a revision for its audience's readers, by the keys of their tooltip policies."""
        return {
            policy.key: render(
                revision.markdown,
                slug=answer.slug,
                language=revision.language,
                references=answer.references,
                glossary=self.glossary,
                policy=policy,
                glossary_path=self._glossary_path(revision.language),
            )
            for audience, policy in self.policies
            if audience is revision.audience
        }

    def _glossary_path(self, language: str) -> str:
        return "/glossary/" if language == self._site_language else f"/{language}/glossary/"


def save_answer(
    session: Session,
    answer: Answer,
    renderer: Renderer,
    *,
    author: str,
    why: str,
    now: datetime,
) -> bool:
    """Store `answer` and publish it as its statuses allow; tell whether anything changed."""
    saved = answers.save_answer(session, answer, author=author, why=why, now=now)
    if saved.changed:
        _publish(session, saved.answer_id, answer, renderer)
        site.bump(session)
    return saved.changed


def save_terms(
    session: Session,
    given: Iterable[Term],
    personas: Sequence[Persona],
    site_language: str,
    report: Callable[[int, int], None] | None = None,
) -> int:
    """Store terms, render again the answers whose texts can hold one that changed.

    `report` is told (done, in all) after each that is stored. Return how many terms changed.
    """
    given = tuple(given)
    before = [terms.find_term(session, term.language, term.slug) for term in given]
    changed = terms.save_terms(session, given, report)
    if not changed:
        return 0
    site.bump_glossary(session)
    site.bump(session)
    concerned = (*changed, *(term for term in before if term is not None))
    slugs = set(_find_holders(session, concerned))
    if not slugs:
        return len(changed)
    renderer = Renderer(session, personas, site_language)
    for answer_id, slug in answers.list_ids(session):
        if slug in slugs:
            _publish(session, answer_id, answers.get_answer(session, slug), renderer)
    return len(changed)


def save_page(
    session: Session, name: str, language: str, markdown: str, *, updated: date | None
) -> bool:
    """Store a page that begins with its title as a heading; tell whether that changed it.

    Raise ValueError where the title is missing.
    """
    title, html = render_page(markdown)
    page = pages.Page(name, language, title, markdown, html, updated)
    changed = pages.save_page(session, page)
    if changed:
        site.bump(session)
    return changed


def rerender(
    engine: Engine,
    personas: Sequence[Persona],
    site_language: str,
    *,
    everything: bool,
    report: Callable[[int, int], None],
) -> int:
    """Render again what an older renderer made, or everything, an answer a transaction.

    `report` is told (done, in all) after each answer. Return how many answers were rendered.
    """
    with reading(engine) as session:
        renderer = Renderer(session, personas, site_language)
        outdated = renderings.list_outdated(session, renderer.policies)
        todo = [
            (answer_id, slug)
            for answer_id, slug in answers.list_ids(session)
            if everything or slug in outdated
        ]
    for done, (answer_id, slug) in enumerate(todo, start=1):
        with writing(engine) as session:
            _publish(session, answer_id, answers.get_answer(session, slug), renderer)
            site.bump(session)
        report(done, len(todo))
    return len(todo)


def _publish(session: Session, answer_id: int, answer: Answer, renderer: Renderer) -> None:
    """Derive anew all that readers get of one answer; its texts are those that are stored."""
    renderer.follow(session)
    public = publications.choose_public(list(iter_revisions(session, answer_id)))
    rendered = {
        (revision.id, policy): rendering
        for revision in public.values()
        if revision.review.status is not Status.WITHDRAWN
        for policy, rendering in renderer.render(answer, revision).items()
    }
    renderings.save_renderings(session, answer_id, rendered)
    plain_texts = {revision: one.plain_text for (revision, _), one in rendered.items()}
    publications.refresh(session, answer, public, plain_texts)
    languages = {revision.id: revision.language for revision in public.values()}
    uses = {
        (languages[revision], term.slug)
        for (revision, _), one in rendered.items()
        for term in one.terms
    }
    terms.save_uses(session, answer.slug, uses)


def _find_holders(session: Session, changed: Iterable[Term]) -> Iterator[str]:
    """Yield the addresses of answers whose published texts can hold one of these terms.

    They hold it in a form that the glossary finds, be it ambiguous or not, or name it as in
    `[word]{term=slug}`. A text without a rendering that can be read is taken to hold it.
    """
    glossary = Glossary(changed)
    slugs = {term.slug for term in glossary}
    for slug, language, markdown, stored in renderings.iter_sources(session):
        try:
            words = from_stored(stored or "").plain_text
        except ValueError:
            yield slug
            continue
        named = slugs.intersection(_NAMED_TERM.findall(markdown))
        if named or glossary.find_matches(words, language):
            yield slug
