"""Use cases of an editor: what is saved is rendered and published in the same transaction."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from readlevel import drifting, translating
from readlevel.core.answer import Answer
from readlevel.core.document import UnreadableMarkdown
from readlevel.core.forms import list_forms
from readlevel.core.glossary import Glossary
from readlevel.core.persona import Persona, TooltipPolicy, tooltip_policies
from readlevel.core.pipeline import Source, read, render_page, render_source
from readlevel.core.readability import Headline, measure
from readlevel.core.rendering import Rendering
from readlevel.core.term import Term
from readlevel.core.workflow import Status
from readlevel.storage import (
    answers,
    pages,
    publications,
    renderings,
    search,
    site,
    staleness,
    term_history,
    terms,
    work,
)
from readlevel.storage.engine import reading, writing
from readlevel.storage.problems import DatabaseProblem
from readlevel.storage.revisions import StoredRevision, iter_revisions

_NAMED_TERM = re.compile(r"""term=["']?([^\s"'}]+)""")


_RENEWED_AT_ONCE = 20
_MANY_TERMS = 200
"""Terms from which on all texts are looked through: looking each form up would take longer."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of the answers that waited to be rendered again."""

    done: int
    failed: tuple[tuple[str, str], ...]
    """(address, problem) of those that could not be, now or before."""


class Renderer:
    """Renders texts for the personas of a site, with the glossary that is stored.

    It is made once and used for many answers, and follows changes of the glossary.
    """

    def __init__(self, session: Session, personas: Sequence[Persona], site_language: str) -> None:
        self.policies = tooltip_policies(personas)
        self.site_language = site_language
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
        source = read(revision.markdown, revision.language)
        return {
            policy.key: self.render_source(answer, source, policy)
            for audience, policy in self.policies
            if audience is revision.audience
        }

    def render_source(self, answer: Answer, source: Source, policy: TooltipPolicy) -> Rendering:
        """Render a text of `answer` that was read, stored or not, for one kind of reader."""
        return render_source(
            source,
            slug=answer.slug,
            references=answer.references,
            glossary=self.glossary,
            policy=policy,
            glossary_path=self._glossary_path(source.language),
        )

    def _glossary_path(self, language: str) -> str:
        return "/glossary/" if language == self.site_language else f"/{language}/glossary/"


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


def publish(session: Session, answer_id: int, slug: str, renderer: Renderer) -> None:
    """Derive anew what readers get of an answer: where its texts stand in their review changed."""
    _publish(session, answer_id, answers.get_answer(session, slug), renderer)
    site.bump(session)


def save_terms(
    session: Session,
    given: Iterable[Term],
    *,
    author: str,
    now: datetime,
    report: Callable[[int, int], None] | None = None,
) -> int:
    """Store terms; the answers whose texts may hold one that changed wait to be rendered again.

    Until `renew` has rendered them, readers get them as they were. `report` is told (done, in all)
    after every few that are stored. Return how many terms changed.
    """
    given = tuple(given)
    before = terms.find_terms(session, ((term.language, term.slug) for term in given))
    changed = terms.save_terms(session, given, report)
    if not changed:
        return 0
    changes = [(before.get((term.language, term.slug)), term) for term in changed]
    term_history.note_changes(session, changes, author=author, now=now)
    site.bump_glossary(session)
    site.bump(session)
    concerned = (*changed, *(term for term, _ in changes if term is not None))
    staleness.mark(session, _find_holders(session, concerned))
    return len(changed)


def remove_term(session: Session, language: str, slug: str, *, author: str, now: datetime) -> bool:
    """Take a term out of the glossary; tell whether it was there.

    Its history stays, and the answers that may hold it wait to be rendered again.
    """
    term = terms.find_term(session, language, slug)
    if term is None:
        return False
    holders = _find_holders(session, [term])
    terms.remove_term(session, language, slug)
    term_history.note_changes(session, [(term, None)], author=author, now=now)
    site.bump_glossary(session)
    site.bump(session)
    staleness.mark(session, holders)
    return True


def renew(
    engine: Engine,
    personas: Sequence[Persona],
    site_language: str,
    *,
    report: Callable[[int, int], None],
) -> Renewed:
    """Render again the answers that wait for it, some in a transaction; all that are waiting now.

    What was rendered when the process is killed stays, and the next one goes on. Two at once share
    the work. `report` is told (done, in all) after each transaction. An answer that cannot be
    rendered keeps what it had, and is among the failed.
    """
    with reading(engine) as session:
        renderer = Renderer(session, personas, site_language)
        total = staleness.count_waiting(session)
    done = 0
    while True:
        with writing(engine) as session:
            some = staleness.next_waiting(session, _RENEWED_AT_ONCE)
            for answer_id, slug in some:
                _renew(session, answer_id, slug, renderer)
            if some:
                site.bump(session)
        if not some:
            break
        done += len(some)
        report(done, max(total, done))
    with reading(engine) as session:
        return Renewed(done, staleness.list_failed(session))


def _renew(session: Session, answer_id: int, slug: str, renderer: Renderer) -> None:
    try:
        with session.begin_nested():
            _publish(session, answer_id, answers.get_answer(session, slug), renderer)
    except (DBAPIError, DatabaseProblem):
        raise
    except Exception as problem:
        # Whatever is wrong with one text, the others do not wait for it.
        staleness.fail(session, answer_id, f"{type(problem).__name__}: {problem}")


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


def mark_outdated(engine: Engine, personas: Sequence[Persona], *, everything: bool) -> int:
    """Have answers wait for `renew` that an older renderer rendered, or all; return how many."""
    with writing(engine) as session:
        outdated = renderings.list_outdated(session, tooltip_policies(personas))
        wanted = [
            answer_id
            for answer_id, slug in answers.list_ids(session)
            if everything or slug in outdated
        ]
        staleness.mark(session, wanted)
    return len(wanted)


def _publish(session: Session, answer_id: int, answer: Answer, renderer: Renderer) -> None:
    """Derive anew all that readers get of one answer; its texts are those that are stored."""
    renderer.follow(session)
    revisions = list(iter_revisions(session, answer_id))
    public = publications.choose_public(revisions)
    rendered = {
        (revision.id, policy): rendering
        for revision in public.values()
        if revision.review.status is not Status.WITHDRAWN
        for policy, rendering in renderer.render(answer, revision).items()
    }
    rendered_anew = renderings.save_renderings(session, answer_id, rendered)
    plain_texts = {revision: one.plain_text for (revision, _), one in rendered.items()}
    behind = drifting.list_behind(revisions, public)
    publications.refresh(session, answer, public, plain_texts, behind, rendered_anew=rendered_anew)
    languages = {revision.id: revision.language for revision in public.values()}
    uses = {
        (languages[revision], term.slug)
        for (revision, _), one in rendered.items()
        for term in one.terms
    }
    terms.save_uses(session, answer.slug, uses)
    staleness.save_named(session, answer_id, _find_named(public.values()))
    staleness.done(session, answer_id)
    newest = {(one.audience, one.language): one for one in reversed(revisions)}
    levels = _find_levels(newest.values(), rendered)
    translations = translating.list_behind(session, answer_id, revisions, renderer.site_language)
    work.refresh(session, answer_id, answer, newest, public, levels, behind, translations)


def _find_levels(
    newest: Iterable[StoredRevision], rendered: Mapping[tuple[int, str], Rendering]
) -> dict[int, Headline]:
    """Return the reading levels of revisions, of those that are not rendered too."""
    levels = {revision: one.readability.headline for (revision, _), one in rendered.items()}
    for revision in newest:
        if revision.id not in levels:
            # What cannot be read as Markdown has no level, and a list does not fail for it.
            with suppress(UnreadableMarkdown):
                source = read(revision.markdown, revision.language)
                levels[revision.id] = measure(source.prose, revision.language).headline
    return levels


def _find_holders(session: Session, changed: Sequence[Term]) -> frozenset[int]:
    """Return the answers whose public texts can hold one of these terms.

    They hold it in a form that the glossary finds, be it ambiguous or not, or name it outright.
    """
    glossary = Glossary(changed)
    if len(changed) > _MANY_TERMS:
        texts = staleness.iter_all(session)
    else:
        texts = staleness.iter_holding(session, _list_patterns(changed))
    holding = {
        answer_id for answer_id, language, words in texts if glossary.find_matches(words, language)
    }
    return staleness.find_naming(session, {term.slug for term in changed}) | holding


def _list_patterns(changed: Iterable[Term]) -> Iterator[str]:
    for term in changed:
        for form in list_forms(term.name, term.other_forms, term.acronym, term.language):
            yield form.pattern


def _find_named(revisions: Iterable[StoredRevision]) -> Iterator[str]:
    """Yield the terms that texts name outright, and every term of what the index lacks.

    It lacks the end of a long body, and a pending text beside one that is approved.
    """
    given = [one for one in revisions if one.review.status is not Status.WITHDRAWN]
    for language in {one.language for one in given}:
        here = [one for one in given if one.language == language]
        approved = [one for one in here if one.review.status is Status.APPROVED]
        length = sum(len(one.markdown) for one in here)
        if 0 < len(approved) < len(here) or length > search.MAX_BODY:
            yield staleness.EVERY_TERM
    for revision in given:
        yield from _NAMED_TERM.findall(revision.markdown)
