"""Writes whose texts were rendered before somebody else changed what they are rendered from."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Reference
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.storage import slow_work
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.public import publications, render_queue
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.foresee import foresee_publication, foresee_save
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.publishing.rerender import rerender_queued
from readlevel.usecases.writing.editor.draft_merge import DraftEditConflict
from readlevel.usecases.writing.editor.editor_state import Draft
from readlevel.usecases.writing.editor.save_draft import foresee_draft, save_draft
from tests.storage.cast import BOOK, EVERY, MIGRAINE, NOW, answer, lay, save, save_terms

SLUG = "headache"
QUESTION = f"What is {SLUG}?"
TEXT = "A migraine hurts [@book]."
NEW = "Told in other words."

Act = Callable[[Session, Renderer], object]


def prepared(engine: Engine, foresee: Act, meanwhile: Callable[[], object], act: Act) -> None:
    """Run a use case before which something else happens, once it is prepared."""

    def prepare(session: Session) -> Renderer:
        renderer = Renderer(session, DEFAULT_PERSONAS, "en").pin()
        foresee(session, renderer)
        meanwhile()
        return renderer

    slow_work.write(engine, prepare, act)


@pytest.fixture
def given(engine: Engine) -> Answer:
    """Store a public text that uses a term and cites a book."""
    made = answer(SLUG, lay(TEXT), references=(BOOK,))
    with write_transaction(engine) as session:
        save_terms(session, [MIGRAINE])
        save(session, made)
    return made


def page(engine: Engine) -> str:
    """Return what readers get."""
    with read_transaction(engine) as session:
        found = publications.find(session, SLUG, Audience.LAY, "en", EVERY, show_unreviewed=True)
    assert found and found.rendering
    parts = (found.rendering.html, *(one.definition for one in found.rendering.terms))
    return "".join(str(one) for one in (*parts, *(one.html for one in found.rendering.references)))


def change_term(engine: Engine) -> None:
    with write_transaction(engine) as session:
        changed = replace(MIGRAINE, definition_lay=NEW)
        store_terms.save_terms(session, [changed], author="Ann", now=NOW)


def queued(engine: Engine) -> int:
    with read_transaction(engine) as session:
        return render_queue.count_queued(session)


def test_a_term_that_changes_meanwhile_is_rendered_by_the_queue(
    engine: Engine, given: Answer
) -> None:
    after = replace(given, variants=(lay(f"{TEXT} It passes."),))
    prepared(
        engine,
        lambda session, renderer: foresee_save(
            session, answers.load_answer(session, SLUG), after, renderer, author="Ed", now=NOW
        ),
        lambda: change_term(engine),
        lambda session, renderer: publish.save_answer(
            session, after, renderer, author="Ed", why="", now=NOW
        ),
    )
    assert "It passes" in page(engine)
    assert queued(engine) == 1
    rerender_queued(engine, DEFAULT_PERSONAS, "en", report=lambda done, total: None)
    assert "It passes" in page(engine) and NEW in page(engine)
    assert queued(engine) == 0


def test_what_is_rendered_with_the_newest_glossary_is_not_queued(
    engine: Engine, given: Answer
) -> None:
    prepared(
        engine,
        lambda session, renderer: foresee_publication(session, renderer, SLUG),
        lambda: None,
        lambda session, renderer: publish.publish(session, SLUG, renderer),
    )
    assert queued(engine) == 0


def test_references_that_change_meanwhile_are_in_what_readers_get(
    engine: Engine, given: Answer
) -> None:
    other = Reference("book", {"id": "book", "type": "book", "title": "Another book"})

    def change_references() -> None:
        with write_transaction(engine) as session:
            save(session, replace(given, references=(other,)))

    prepared(
        engine,
        lambda session, renderer: foresee_publication(session, renderer, SLUG),
        change_references,
        lambda session, renderer: publish.publish(session, SLUG, renderer),
    )
    assert "Another book" in page(engine)


def add_writer(session: Session) -> Account:
    return accounts.add(session, "walt@example.org", "Walt", Role.REVIEWER, now=NOW)


def draft_of(words: str) -> Draft:
    texts, numbers = {Audience.LAY: words}, {Audience.LAY: 1}
    return Draft(SLUG, "en", QUESTION, (), texts, numbers, QUESTION, ())


def test_a_save_meanwhile_is_an_edit_conflict(engine: Engine, given: Answer) -> None:
    mine, theirs = draft_of("A migraine is mine."), draft_of("A migraine is theirs.")
    with write_transaction(engine) as session:
        writer = add_writer(session)

    def save_theirs() -> None:
        with write_transaction(engine) as session:
            renderer = Renderer(session, DEFAULT_PERSONAS, "en")
            save_draft(session, renderer, theirs, actor=writer, why="", now=NOW)

    with pytest.raises(DraftEditConflict):
        prepared(
            engine,
            lambda session, renderer: foresee_draft(session, renderer, mine, actor=writer, now=NOW),
            save_theirs,
            lambda session, renderer: save_draft(
                session, renderer, mine, actor=writer, why="", now=NOW
            ),
        )
    with read_transaction(engine) as session:
        stored = answers.get_texts(session, SLUG)
    assert [one.markdown for one in stored.variants] == ["A migraine is theirs."]


def test_of_two_who_save_at_once_one_is_told_of_the_other(engine: Engine, given: Answer) -> None:
    with write_transaction(engine) as session:
        writer = add_writer(session)
    ready = threading.Barrier(2, timeout=60)
    outcomes: list[str] = []

    def save_words(words: str) -> None:
        draft = draft_of(words)
        try:
            prepared(
                engine,
                lambda session, renderer: foresee_draft(
                    session, renderer, draft, actor=writer, now=NOW
                ),
                ready.wait,
                lambda session, renderer: save_draft(
                    session, renderer, draft, actor=writer, why="", now=NOW
                ),
            )
            outcomes.append(words)
        except DraftEditConflict:
            outcomes.append("conflict")

    both = [threading.Thread(target=save_words, args=(f"Words of {who}.",)) for who in "ab"]
    for one in both:
        one.start()
    for one in both:
        one.join(120)
    saved = [one for one in outcomes if one != "conflict"]
    assert len(outcomes) == 2 and len(saved) == 1
    with read_transaction(engine) as session:
        stored = answers.get_texts(session, SLUG)
    assert [one.markdown for one in stored.variants] == saved
