import dataclasses
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Image, Review
from readlevel.core.model.persona import DEFAULT_PERSONAS, Persona, TermSelection, TooltipPolicy
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.document import MAX_CHARACTERS, UnreadableMarkdown
from readlevel.storage.answers import answers, pages
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.glossary import term_history, term_lists, term_uses
from readlevel.storage.public import publications, render_queue
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish, rerender
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import pages as page_usecases
from tests.conftest import OpenDatabase
from tests.interchange.documents.test_image_cleaning import draw, encode
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
    queue_holders,
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


def rerender_all(
    engine: Engine, personas: Iterable[Persona] = DEFAULT_PERSONAS, *, everything: bool = False
) -> int:
    given = tuple(personas)
    marked = rerender.enqueue_outdated(engine, given, everything=everything)
    result = rerender.rerender_queued(engine, given, "en", report=lambda *_: None)
    assert result == rerender.RerenderResult(marked, ())
    return marked


def test_saved_answers_can_be_read_at_once(session: Session) -> None:
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
    with write_transaction(engine) as session:
        save(session, answer("headache", lay("Before."), clinician("Before.")))
    broken = answer("headache", lay("After."), clinician("x" * (MAX_CHARACTERS + 1)))
    with pytest.raises(UnreadableMarkdown), write_transaction(engine) as session:
        save(session, broken)
    with read_transaction(engine) as session:
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
    assert term_uses.find_uses(session, "en", "migraine", limit=9) == ["headache"]

    save_terms(session, [dataclasses.replace(MIGRAINE, definition_lay="Otherwise.")])
    (term,) = get_rendering(session).terms
    assert term.definition.text == "Otherwise."

    save_terms(session, [dataclasses.replace(MIGRAINE, name="hemicrania")])
    assert explained(session) == []
    assert term_uses.find_uses(session, "en", "migraine", limit=9) == []


def test_saving_the_same_terms_again_changes_nothing(session: Session) -> None:
    assert save_terms(session, [MIGRAINE]) == 1
    assert save_terms(session, [MIGRAINE]) == 0


def test_an_import_that_goes_on_notices_new_terms(engine: Engine) -> None:
    with read_transaction(engine) as session:
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    with write_transaction(engine) as session:
        save_terms(session, [MIGRAINE])
    with write_transaction(engine) as session:
        one = answer("headache", lay("A migraine hurts."))
        assert publish.save_answer(session, one, renderer, author="Ed", why="test", now=NOW)
        assert explained(session) == ["migraine"]


def test_withdrawn_and_unpublished_texts_use_no_terms(session: Session) -> None:
    save_terms(session, [MIGRAINE])
    save(
        session,
        answer("draft", lay("A migraine.", DRAFT)),
        answer("gone", lay("A migraine.", WITHDRAWN)),
    )
    assert term_uses.find_uses(session, "en", "migraine", limit=9) == []


ROOM = 'width="40" height="20"'


def with_image(slug: str, size: tuple[int, int] = (40, 20)) -> Answer:
    scan = Image("scan.png", encode(draw(size=size), "PNG"))
    return answer(slug, lay("![A head](images/scan.png)"), clinician(), images=(scan,))


def test_a_page_keeps_room_for_the_images_that_it_shows(session: Session) -> None:
    save(session, with_image("headache"), answer("gout", lay("![A head](images/scan.png)")))
    assert ROOM in get_rendering(session).html.text
    assert "width" not in get_rendering(session, "gout").html.text
    save(session, with_image("headache", size=(30, 90)))
    assert 'width="30" height="90"' in get_rendering(session).html.text


def test_a_page_keeps_room_after_it_is_rendered_again(engine: Engine) -> None:
    with write_transaction(engine) as session:
        save_terms(session, [MIGRAINE])
        text_of_it = lay("A migraine. ![A head](images/scan.png)")
        save(session, dataclasses.replace(with_image("headache"), variants=(text_of_it,)))
    with write_transaction(engine) as session:
        save_terms(session, [dataclasses.replace(MIGRAINE, definition_lay="Told anew.")])
    rerender.rerender_queued(engine, DEFAULT_PERSONAS, "en", report=lambda *_: None)
    with read_transaction(engine) as session:
        assert get_rendering(session).terms[0].definition.text == "Told anew."
        assert ROOM in get_rendering(session).html.text
    assert rerender_all(engine, everything=True) == 1
    with read_transaction(engine) as session:
        assert ROOM in get_rendering(session).html.text


def test_an_image_of_unknown_size_is_shown_without_one(engine: Engine) -> None:
    """A server of the version before stores none."""
    with write_transaction(engine) as session:
        save(session, with_image("headache"))
        session.execute(text("UPDATE image SET width = NULL, height = NULL"))
        again = lay("Again. ![A head](images/scan.png)")
        save(session, dataclasses.replace(with_image("headache"), variants=(again,)))
    with read_transaction(engine) as session:
        shown = get_rendering(session).html.text
    assert "/images/scan.png" in shown
    assert "width" not in shown


@pytest.fixture
def stale(engine: Engine) -> Engine:
    """A database with three answers, one rendered by an older version."""
    with write_transaction(engine) as session:
        save(session, *(answer(slug, lay(slug, APPROVED)) for slug in ("a", "b", "c")))
        session.execute(
            text(
                "UPDATE rendering SET renderer_version = 0, stored = '{' WHERE revision_id = "
                "(SELECT revision_id FROM publication WHERE slug = 'b')"
            )
        )
    return engine


def test_only_what_is_stale_is_rendered_again(stale: Engine) -> None:
    assert rerender_all(stale) == 1
    with read_transaction(stale) as session:
        assert get_rendering(session, "b").plain_text == "b"
    assert rerender_all(stale) == 0


def test_everything_can_be_rendered_again(stale: Engine) -> None:
    assert rerender_all(stale, everything=True) == 3


def test_a_new_persona_gets_its_renderings(stale: Engine) -> None:
    bare = TooltipPolicy(TermSelection.NONE, Audience.LAY)
    assert rerender_all(stale, [*DEFAULT_PERSONAS, Persona("bare", Audience.LAY, bare)]) == 3
    with read_transaction(stale) as session:
        assert get_rendering(session, "a", policy=bare.key).plain_text == "a"


def test_rendering_again_makes_no_revision(stale: Engine) -> None:
    with read_transaction(stale) as session:
        before: list[Answer] = list(answers.iter_answers(session))
    rerender_all(stale, everything=True)
    with read_transaction(stale) as session:
        assert list(answers.iter_answers(session)) == before
        assert session.scalar(text("SELECT max(number) FROM revision")) == 1


def test_a_page_is_saved_with_its_title(session: Session) -> None:
    written = "# About *us*\n\nWe <b>write</b>.\n"
    assert page_usecases.save_page(session, "about", "en", written, updated=date(2026, 1, 1))
    assert not page_usecases.save_page(session, "about", "en", written, updated=date(2026, 2, 2))
    page = pages.find_page(session, "about", "en")
    assert page is not None
    assert page.title == "About us"
    assert page.markdown == written
    assert "&lt;b&gt;" in page.html.text
    assert "<h1" not in page.html.text


def test_a_page_without_a_title_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="title"):
        page_usecases.save_page(session, "about", "en", "No title.", updated=None)


def change_term(engine: Engine, definition: str) -> None:
    with write_transaction(engine) as session:
        changed = dataclasses.replace(MIGRAINE, definition_lay=definition)
        assert store_terms.save_terms(session, [changed], author="Ed", now=NOW) == 1


def rerender_and_report(engine: Engine) -> tuple[rerender.RerenderResult, list[tuple[int, int]]]:
    reports: list[tuple[int, int]] = []
    result = rerender.rerender_queued(
        engine, DEFAULT_PERSONAS, "en", report=lambda done, total: reports.append((done, total))
    )
    return result, reports


def list_queued(session: Session) -> list[str]:
    queue_holders(session)
    return [one.slug for one in render_queue.next_queued(session, 9)]


_TOLD = 25


@pytest.fixture
def told(backend: str, open_database: OpenDatabase) -> Iterator[Engine]:
    """A database with answers that use a term, more than one transaction renders, and another."""
    with open_database(backend, use_term) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def use_term(engine: Engine) -> None:
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        save_terms(session, [MIGRAINE])
        save(session, *(answer(f"a{n}", lay("A migraine hurts.")) for n in range(_TOLD)))
        save(session, answer("other", lay("Nothing hurts.")))


def definitions(engine: Engine) -> set[str]:
    with read_transaction(engine) as session:
        return {get_rendering(session, f"a{n}").terms[0].definition.text for n in range(_TOLD)}


def test_a_changed_term_is_told_anew_once_the_answers_are_renewed(told: Engine) -> None:
    before = definitions(told)
    change_term(told, "Told anew.")
    assert definitions(told) == before
    result, reports = rerender_and_report(told)
    assert result == rerender.RerenderResult(_TOLD, ())
    assert reports == [(20, _TOLD), (_TOLD, _TOLD)]
    assert definitions(told) == {"Told anew."}
    assert rerender_and_report(told) == (rerender.RerenderResult(0, ()), [])


def test_a_renewal_that_was_stopped_goes_on_where_it_was(told: Engine) -> None:
    change_term(told, "Told anew.")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rerender.rerender_queued(told, DEFAULT_PERSONAS, "en", report=stop)
    assert len(definitions(told)) == 2
    assert rerender_and_report(told)[0].done == _TOLD - 20
    assert definitions(told) == {"Told anew."}


def test_two_renewals_at_once_share_the_work(told: Engine) -> None:
    change_term(told, "Told anew.")
    with ThreadPoolExecutor(2) as both:
        result = list(both.map(lambda _: rerender_and_report(told)[0], range(2)))
    assert sum(one.done for one in result) == _TOLD
    assert definitions(told) == {"Told anew."}


def test_a_term_changed_again_meanwhile_is_told_as_it_is_last(told: Engine) -> None:
    change_term(told, "Told anew.")
    changed: list[int] = []

    def change(done: int, total: int) -> None:
        if not changed:
            changed.append(done)
            change_term(told, "Told last.")

    rerender.rerender_queued(told, DEFAULT_PERSONAS, "en", report=change)
    assert definitions(told) == {"Told last."}


def spoil(told: Engine) -> None:
    """Leave a text of answer a7 that no renderer takes."""
    with write_transaction(told) as session:
        if told.dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER revision_is_immutable"))
        else:
            session.execute(text("DROP TRIGGER revision_is_immutable ON revision"))
        session.execute(
            text(
                "UPDATE revision SET markdown = :long WHERE id = "
                "(SELECT revision_id FROM publication WHERE slug = 'a7')"
            ),
            {"long": "x" * (MAX_CHARACTERS + 1)},
        )


def test_an_answer_that_cannot_be_rendered_is_named_and_the_others_are(told: Engine) -> None:
    spoil(told)
    change_term(told, "Told anew.")
    result, _ = rerender_and_report(told)
    assert [slug for slug, _ in result.failed] == ["a7"]
    assert len(definitions(told)) == 2
    change_term(told, "Told last.")
    assert [slug for slug, _ in rerender_and_report(told)[0].failed] == ["a7"]
    with write_transaction(told) as session:
        save(session, answer("a7", lay("A migraine hurts again.")))
    assert rerender_and_report(told)[0].failed == ()
    assert definitions(told) == {"Told last."}


def test_a_text_that_cannot_be_rendered_does_not_stop_rendering_all(told: Engine) -> None:
    spoil(told)
    assert rerender.enqueue_outdated(told, DEFAULT_PERSONAS, everything=True) == _TOLD + 1
    result, _ = rerender_and_report(told)
    assert result.done == _TOLD + 1
    assert [slug for slug, _ in result.failed] == ["a7"]


def test_a_term_that_is_removed_is_explained_no_more_and_its_history_stays(told: Engine) -> None:
    change_term(told, "Told anew.")
    with write_transaction(told) as session:
        assert store_terms.remove_term(session, "en", "migraine", author="Ann", now=NOW)
        assert not store_terms.remove_term(session, "en", "migraine", author="Ann", now=NOW)
    assert rerender_and_report(told)[0] == rerender.RerenderResult(_TOLD, ())
    with read_transaction(told) as session:
        assert explained(session, "a7") == []
        assert term_lists.search_by_name(session, "en", "migraine") == ()
        removed, changed, new = term_history.list_changes(session, "en", "migraine")
    assert removed.author == "Ann"
    assert removed.fields["definition_lay"] == ("Told anew.", None)
    assert changed.fields == {"definition_lay": (MIGRAINE.definition_lay, "Told anew.")}
    assert new.fields["name"] == (None, "migraine")


@pytest.mark.parametrize(
    ("term", "holder"),
    [
        (Term("metastasis", "metastasis", "en", "Spread."), "Two metastases grew."),
        (Term("anaemia", "anaemia", "en", "Few red cells."), "She has anemia."),
        (Term("bbb", "blood-brain barrier", "en", "A wall."), "The blood brain\nbarrier."),
        (Term("als", "Lou Gehrig's disease", "en", "Nerves.", acronym="ALS"), "He has ALS."),
        (Term("named", "quux", "en", "Named."), "A [thing]{term=named} here."),
        (Term("cafe", "caf\u00e9 au lait spot", "en", "A spot."), "Caf\u00e9 au lait spots."),
        (Term("sider", "hemosiderin", "en", "Iron."), "Hemo\u00adsiderin is there."),
    ],
    ids=lambda value: value.slug if isinstance(value, Term) else "",
)
def test_a_term_that_is_new_finds_the_texts_that_write_it_another_way(
    session: Session, term: Term, holder: str
) -> None:
    save(session, answer("headache", lay(holder)), answer("other", lay("Nothing else.")))
    store_terms.save_terms(session, [term], author="Ed", now=NOW)
    assert list_queued(session) == ["headache"]


def test_very_many_terms_are_looked_for_in_all_texts_at_once(session: Session) -> None:
    save(session, answer("headache", lay("A migraine hurts.")), answer("other", lay("Nothing.")))
    many = [Term(f"t{n}", f"quuxitis {n}", "en", "No.") for n in range(300)]
    store_terms.save_terms(session, [MIGRAINE, *many], author="Ed", now=NOW)
    assert list_queued(session) == ["headache"]


def test_a_text_too_long_for_the_index_may_hold_any_term(session: Session) -> None:
    long = "Word one. " * 20_100 + "A migraine hurts."
    save(session, answer("headache", lay(long)))
    store_terms.save_terms(session, [MIGRAINE], author="Ed", now=NOW)
    assert list_queued(session) == ["headache"]


def test_two_texts_that_are_too_long_for_the_index_together_may_hold_any_term(
    session: Session,
) -> None:
    half = "Word one. " * 11_000
    save(session, answer("headache", lay(half), clinician(f"{half} A migraine hurts.")))
    store_terms.save_terms(session, [MIGRAINE], author="Ed", now=NOW)
    assert list_queued(session) == ["headache"]


def test_a_pending_text_beside_an_approved_one_learns_of_a_new_term(session: Session) -> None:
    pending = clinician("A migraine hurts.", Review(Status.SUBMITTED))
    save(session, answer("headache", lay("It hurts.", APPROVED), pending))
    save(session, answer("other", lay("Nothing.", APPROVED)))
    store_terms.save_terms(session, [MIGRAINE], author="Ed", now=NOW)
    assert list_queued(session) == ["headache"]


def test_more_terms_and_answers_than_a_statement_can_name_are_taken_in_parts(
    session: Session,
) -> None:
    save(session, answer("headache", lay("A [thing]{term=n70000} here.")))
    naming = render_queue.find_by_explicit_terms(
        session, {f"n{number}" for number in range(70_001)}
    )
    assert len(naming) == 1
    session.execute(
        text(
            "INSERT INTO answer (id, slug) WITH RECURSIVE made(id) AS"
            " (SELECT 100 UNION ALL SELECT id + 1 FROM made WHERE id < 70099)"
            " SELECT id, 's' || id FROM made"
        )
    )
    assert render_queue.enqueue(session, range(100, 70_100)) == 70_000
    render_queue.mark_failed(session, 70_099, "broken")
    assert render_queue.enqueue(session, range(100, 70_100)) == 0
    assert render_queue.count_queued(session) == 70_000
