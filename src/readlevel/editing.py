"""Use cases of an editor: what is saved is rendered and published in the same transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.answer import Answer
from readlevel.core.glossary import Glossary, Term
from readlevel.core.persona import Persona, TooltipPolicy, tooltip_policies
from readlevel.core.pipeline import render, render_page
from readlevel.core.rendering import Rendering
from readlevel.storage import answers, pages, publications, renderings, site, terms
from readlevel.storage.answers import StoredRevision
from readlevel.storage.engine import reading, writing


class Renderer:
    """Renders texts for the personas of a site, with the glossary as it is at one moment."""

    def __init__(self, session: Session, personas: Sequence[Persona], site_language: str) -> None:
        self._policies = tooltip_policies(personas)
        self._site_language = site_language
        self._glossary = Glossary(terms.iter_terms(session))

    def render(self, answer: Answer, revision: StoredRevision) -> dict[TooltipPolicy, Rendering]:
        """Render a revision under every policy that a persona reads its audience's text with."""
        return {
            policy: render(
                revision.markdown,
                slug=answer.slug,
                language=revision.language,
                references=answer.references,
                glossary=self._glossary,
                policy=policy,
                glossary_path=self._glossary_path(revision.language),
            )
            for audience, policy in self._policies
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
        _publish(session, saved.answer_id, answer.slug, renderer)
        site.bump(session)
    return saved.changed


def save_terms(
    session: Session,
    given: Iterable[Term],
    personas: Sequence[Persona],
    site_language: str,
) -> int:
    """Store terms, render again the answers whose texts can hold one that changed.

    Return how many terms changed.
    """
    given = tuple(given)
    before = [terms.find_term(session, term.language, term.slug) for term in given]
    changed = terms.save_terms(session, given)
    if not changed:
        return 0
    concerned = (*changed, *(term for term in before if term is not None))
    renderer = Renderer(session, personas, site_language)
    glossary = Glossary(concerned)
    for answer_id, slug in answers.list_ids(session):
        if _holds(session, answer_id, glossary):
            _publish(session, answer_id, slug, renderer)
    site.bump(session)
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
        outdated = set(renderings.iter_outdated(session))
        todo = [
            (answer_id, slug)
            for answer_id, slug in answers.list_ids(session)
            if everything or answer_id in outdated
        ]
    for done, (answer_id, slug) in enumerate(todo, start=1):
        with writing(engine) as session:
            _publish(session, answer_id, slug, renderer)
            site.bump(session)
        report(done, len(todo))
    return len(todo)


def _publish(session: Session, answer_id: int, slug: str, renderer: Renderer) -> None:
    """Derive anew all that readers get of one answer."""
    answer = answers.get_answer(session, slug)
    public = publications.choose_public(list(answers.iter_revisions(session, answer_id)))
    plain_texts: dict[int, str] = {}
    uses: set[tuple[str, str]] = set()
    for revision in public.values():
        for policy, rendering in renderer.render(answer, revision).items():
            renderings.store(session, revision.id, policy.key, rendering)
            plain_texts[revision.id] = rendering.plain_text
            uses |= {(revision.language, term.slug) for term in rendering.terms}
    publications.refresh(session, answer, public, plain_texts)
    terms.save_uses(session, slug, uses)


def _holds(session: Session, answer_id: int, glossary: Glossary) -> bool:
    """Tell whether a text of the answer can hold a term of `glossary`, be it ambiguous or not."""
    return any(
        glossary.find_matches(revision.markdown, revision.language)
        for revision in answers.iter_revisions(session, answer_id)
    )
