import dataclasses
from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from readlevel import editing
from readlevel.core.answer import Answer, Audience
from readlevel.core.document import MAX_CHARACTERS, UnreadableMarkdown
from readlevel.core.persona import DEFAULT_PERSONAS, Explain, Persona, TooltipPolicy
from readlevel.core.rendering import Rendering
from readlevel.core.term import Term
from readlevel.storage import answers, pages, publications, terms
from readlevel.storage.engine import reading, writing
from tests.storage.cast import (
    APPROVED,
    BOOK,
    DRAFT,
    EVERY,
    MIGRAINE,
    NOW,
    WITHDRAWN,
    answer,
    clinician,
    lay,
    save,
    save_terms,
)


def get_rendering(
    session: Session,
    slug: str = "headache",
    audience: Audience = Audience.LAY,
    language: str = "en",
    policy: str = EVERY,
) -> Rendering:
    found = publications.find(session, slug, audience, language, policy, show_unreviewed=True)
    assert found is not None
    assert found.rendering is not None
    return found.rendering


def explained(session: Session, slug: str = "headache") -> list[str]:
    return [term.slug for term in get_rendering(session, slug).terms]


def rerender(
    engine: Engine, personas: Iterable[Persona] = DEFAULT_PERSONAS, *, everything: bool = False
) -> tuple[int, list[tuple[int, int]]]:
    reports: list[tuple[int, int]] = []
    count = editing.rerender(
        engine,
        tuple(personas),
        "en",
        everything=everything,
        report=lambda done, total: reports.append((done, total)),
    )
    return count, reports


def test_what_is_saved_can_be_read_at_once(session: Session) -> None:
    save(session, answer("headache", lay("Your *head* hurts. [@book]"), references=(BOOK,)))
    rendering = get_rendering(session)
    assert "<em>head</em>" in rendering.html.text
    assert [reference.key for reference in rendering.references] == ["book"]


def test_changed_references_are_rendered_again(session: Session) -> None:
    one = answer("headache", lay("It hurts. [@book]"))
    save(session, one)
    assert [finding.code for finding in get_rendering(session).findings] == ["unknown_citation"]
    save(session, dataclasses.replace(one, references=(BOOK,)))
    assert get_rendering(session).findings == ()


def test_both_texts_are_stored_or_neither(engine: Engine) -> None:
    with writing(engine) as session:
        save(session, answer("headache", lay("Before."), clinician("Before.")))
    broken = answer("headache", lay("After."), clinician("x" * (MAX_CHARACTERS + 1)))
    with pytest.raises(UnreadableMarkdown), writing(engine) as session:
        save(session, broken)
    with reading(engine) as session:
        found = answers.get_answer(session, "headache")
        assert [variant.markdown for variant in found.variants] == ["Before.", "Before."]
        assert get_rendering(session).plain_text == "Before."


def test_terms_link_to_the_glossary_of_the_text_s_language(session: Session) -> None:
    spanish = Term("migrana", "migraña", "es", "Un dolor de cabeza fuerte.")
    save_terms(session, [MIGRAINE, spanish])
    save(session, answer("headache", lay("A migraine."), lay("Una migraña.", language="es")))
    assert 'href="/glossary/migraine"' in get_rendering(session).html.text
    assert 'href="/es/glossary/migrana"' in get_rendering(session, language="es").html.text


@pytest.mark.parametrize(
    "text_with_the_term",
    [
        "A migraine hurts.",
        "A *migraine* hurts.",
        "Half a mi**graine** hurts.",
        "Another [word]{term=migraine} for it.",
        "A MIGRAINE\nhurts.",
        "A mi&#103;raine hurts.",
    ],
)
def test_a_new_term_is_explained_in_the_texts_that_hold_it(
    session: Session, text_with_the_term: str
) -> None:
    save(session, answer("headache", lay(text_with_the_term)), answer("other", lay("Nothing.")))
    session.execute(text("UPDATE rendering SET renderer_version = 0"))
    assert save_terms(session, [MIGRAINE]) == 1
    rendered_again = session.scalars(
        text(
            "SELECT slug FROM publication JOIN rendering USING (revision_id) "
            "WHERE renderer_version > 0"
        )
    )
    assert list(rendered_again) == ["headache"]


def test_a_changed_term_changes_what_readers_are_told(session: Session) -> None:
    save_terms(session, [MIGRAINE])
    save(session, answer("headache", lay("A migraine hurts.")))
    assert explained(session) == ["migraine"]
    assert terms.find_uses(session, "en", "migraine", limit=9) == ["headache"]

    save_terms(session, [dataclasses.replace(MIGRAINE, definition_lay="Otherwise.")])
    (term,) = get_rendering(session).terms
    assert term.definition.text == "Otherwise."

    save_terms(session, [dataclasses.replace(MIGRAINE, name="hemicrania")])
    assert explained(session) == []
    assert terms.find_uses(session, "en", "migraine", limit=9) == []


@pytest.mark.parametrize("damage", ["DELETE FROM rendering", "UPDATE rendering SET stored = '{'"])
def test_a_damaged_rendering_is_made_again_when_terms_change(session: Session, damage: str) -> None:
    save(session, answer("headache", lay("Words.")))
    session.execute(text(damage))
    save_terms(session, [MIGRAINE])
    assert get_rendering(session).plain_text == "Words."


def test_saving_the_same_terms_again_changes_nothing(session: Session) -> None:
    assert save_terms(session, [MIGRAINE]) == 1
    assert save_terms(session, [MIGRAINE]) == 0


def test_an_import_that_goes_on_notices_new_terms(engine: Engine) -> None:
    with reading(engine) as session:
        renderer = editing.Renderer(session, DEFAULT_PERSONAS, "en")
    with writing(engine) as session:
        save_terms(session, [MIGRAINE])
    with writing(engine) as session:
        one = answer("headache", lay("A migraine hurts."))
        assert editing.save_answer(session, one, renderer, author="Ed", why="test", now=NOW)
        assert explained(session) == ["migraine"]


def test_withdrawn_and_unpublished_texts_use_no_terms(session: Session) -> None:
    save_terms(session, [MIGRAINE])
    save(
        session,
        answer("draft", lay("A migraine.", DRAFT)),
        answer("gone", lay("A migraine.", WITHDRAWN)),
    )
    assert terms.find_uses(session, "en", "migraine", limit=9) == []


@pytest.fixture
def stale(engine: Engine) -> Engine:
    """A database with three answers, one rendered by an older version."""
    with writing(engine) as session:
        save(session, *(answer(slug, lay(slug, APPROVED)) for slug in ("a", "b", "c")))
        session.execute(
            text(
                "UPDATE rendering SET renderer_version = 0, stored = '{' WHERE revision_id = "
                "(SELECT revision_id FROM publication WHERE slug = 'b')"
            )
        )
    return engine


def test_only_what_is_stale_is_rendered_again(stale: Engine) -> None:
    assert rerender(stale) == (1, [(1, 1)])
    with reading(stale) as session:
        assert get_rendering(session, "b").plain_text == "b"
    assert rerender(stale) == (0, [])


def test_everything_can_be_rendered_again(stale: Engine) -> None:
    assert rerender(stale, everything=True) == (3, [(1, 3), (2, 3), (3, 3)])


def test_a_new_persona_gets_its_renderings(stale: Engine) -> None:
    bare = TooltipPolicy(Explain.NONE, Audience.LAY)
    assert rerender(stale, [*DEFAULT_PERSONAS, Persona("bare", Audience.LAY, bare)])[0] == 3
    with reading(stale) as session:
        assert get_rendering(session, "a", policy=bare.key).plain_text == "a"


def test_rendering_again_makes_no_revision(stale: Engine) -> None:
    with reading(stale) as session:
        before: list[Answer] = list(answers.iter_answers(session))
    rerender(stale, everything=True)
    with reading(stale) as session:
        assert list(answers.iter_answers(session)) == before
        assert session.scalar(text("SELECT max(number) FROM revision")) == 1


def test_a_page_is_saved_with_its_title(session: Session) -> None:
    written = "# About *us*\n\nWe <b>write</b>.\n"
    assert editing.save_page(session, "about", "en", written, updated=date(2026, 1, 1))
    assert not editing.save_page(session, "about", "en", written, updated=date(2026, 2, 2))
    page = pages.find_page(session, "about", "en")
    assert page is not None
    assert page.title == "About us"
    assert page.markdown == written
    assert "&lt;b&gt;" in page.html.text
    assert "<h1" not in page.html.text


def test_a_page_without_a_title_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="title"):
        editing.save_page(session, "about", "en", "No title.", updated=None)
