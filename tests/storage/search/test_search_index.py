"""The index of public texts: what it finds for the glossary, and what it keeps."""

from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.orm import Session

from readlevel.core.search.query import Query, make_query
from readlevel.storage.database.content_tables import public_text
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.search import candidates, index
from readlevel.storage.search.candidates import SearchBounds, SearchScope
from readlevel.storage.search.index import SearchableText
from tests.storage.cast import DRAFT, WAITING, WITHDRAWN, answer, clinician, lay, save


def containing(session: Session, *forms: tuple[str, str]) -> set[str]:
    found = index.find_containing(session, forms)
    rows = session.execute(select(public_text.c.slug).where(public_text.c.id.in_(found)))
    return {row.slug for row in rows}


@pytest.mark.parametrize(
    ("form", "language", "found"),
    [
        ("blood pressure", "en", {"a"}),
        ("Blood-Pressure", "en", {"a"}),
        ("pressure blood", "en", set()),
        ("corazón", "es", {"b"}),
        ("blood pressure", "es", set()),
        ("---", "en", set()),
    ],
)
def test_texts_with_a_form_are_found(
    session: Session, form: str, language: str, found: set[str]
) -> None:
    save(
        session,
        answer("a", lay("High blood pressure hurts."), clinician("Nothing.")),
        answer("b", lay("El corazon late.", language="es")),
    )
    # On PostgreSQL the words may stand in any order, because long vectors have none.
    assert containing(session, (form, language)) - {"a"} == found - {"a"}
    if found:
        assert containing(session, (form, language)) == found


def test_every_public_text_is_indexed_and_no_other(session: Session) -> None:
    save(
        session,
        answer("a", lay("Butterbur."), clinician("Feverfew.", DRAFT)),
        answer("b", lay("Ergot.", WITHDRAWN)),
    )
    assert containing(session, ("butterbur", "en")) == {"a"}
    assert containing(session, ("feverfew", "en"), ("ergot", "en")) == set()


def test_a_text_that_changed_is_found_by_its_new_words_alone(session: Session) -> None:
    save(session, answer("a", lay("A migraine.")))
    save(session, answer("a", lay("Of cluster kinds.")))
    assert containing(session, ("cluster", "en")) == {"a"}
    assert containing(session, ("migraine", "en")) == set()


def test_long_texts_are_indexed_by_their_beginning(session: Session) -> None:
    save(session, answer("long", lay("Short.")))
    text_id = session.scalar(select(public_text.c.id)) or 0
    index.remove(session, [text_id])
    # So many words are more than a vector of PostgreSQL can hold.
    words = " ".join(f"слово{number:o}" for number in range(100_000))
    given = SearchableText(["Long?"], [], f"beginning {words} ending")
    index.add(session, text_id, given, "en")
    assert containing(session, ("beginning", "en")) == {"long"}
    assert containing(session, ("ending", "en")) == set()


def test_a_small_site_compares_all_texts_of_a_language_however_many_audiences(
    session: Session,
) -> None:
    many = candidates.WHOLE.candidates + 10
    save(session, *(answer(f"a{number}", lay("Butterbur.")) for number in range(many)))
    query = make_query(["butterbur"], [0], [], {}, {"butterbur": many}, many, "en")
    scope = SearchScope("en", show_unreviewed=True, compare_all=True)
    assert len(candidates.find_candidates(session, query, scope).slugs) == many


def ask(*words: str, texts: int) -> Query:
    """Return a query for words that as many texts of a language have."""
    counts = dict.fromkeys(words, texts)
    return make_query(words, range(len(words)), [], {}, counts, max(texts, 1), "en")


def find(session: Session, query: Query, scope: SearchScope) -> set[str]:
    return set(candidates.find_candidates(session, query, scope).slugs)


def test_texts_outside_the_scope_take_no_place_of_those_inside(session: Session) -> None:
    """A smaller language or a rare topic keeps its hits on a large site."""
    before, after = ([answer(f"{part}{n}", lay("Butterbur.")) for n in range(8)] for part in "ab")
    inside = answer(
        "inside", lay("Butterbur.", language="es"), lay("Butterbur.", WAITING), topics=("Plants",)
    )
    save(session, *before, inside, *after)
    few = SearchBounds(candidates=5, ranked=5, named=9, names=5, together=True)
    query = ask("butterbur", texts=1)
    assert find(session, query, SearchScope("es", show_unreviewed=False, bounds=few)) == {"inside"}
    by_topic = SearchScope("en", show_unreviewed=True, topic="plants", bounds=few)
    assert find(session, query, by_topic) == {"inside"}
    approved = SearchScope("en", show_unreviewed=False, bounds=few)
    assert "inside" not in find(session, query, approved)
    assert len(find(session, query, approved)) == few.candidates


@pytest.mark.parametrize(
    ("given", "remembered"),
    [({}, True), ({"topic": "plants"}, False), ({"topic": "any"}, False), ({"since": 1}, False)],
)
def test_texts_of_a_topic_or_since_a_moment_are_not_remembered(
    engine: Engine, given: dict[str, Any], remembered: bool
) -> None:
    """Anybody may ask for any number of either."""
    with write_transaction(engine) as session:
        save(session, answer("a", lay("Butterbur."), topics=("Plants",)))
    query = ask("butterbur", texts=1)
    scope = SearchScope("en", show_unreviewed=True, compare_all=True, **given)
    with read_transaction(engine) as session:
        one, again = (candidates.find_candidates(session, query, scope) for _ in range(2))
    assert list(one.slugs) == list(again.slugs) == (["a"] if given.get("topic") != "any" else [])
    assert (one is again) is remembered


def test_answers_named_by_the_rarest_words_come_first_among_many(session: Session) -> None:
    """Words that too many texts have need not be in the name: that takes the index too long."""
    named = answer("named", lay("Nothing."), question={"en": "What is feverfew?"})
    both = [answer(f"a{number}", lay("Butterbur and feverfew.")) for number in range(9)]
    save(session, named, *both)
    counts = {"butterbur": 90, "feverfew": 10}
    query = make_query(["butterbur", "feverfew"], [0, 1], [], {}, counts, 100, "en")
    scope = SearchScope(
        "en", show_unreviewed=True, bounds=SearchBounds(4, 1, named=50, names=5, together=True)
    )
    found = find(session, query, scope)
    assert "named" in found
    assert len(found) <= 4 + 1


@pytest.mark.parametrize("together", [True, False])
def test_the_newest_texts_are_read_without_the_index_if_many_have_all_words(
    session: Session, together: bool
) -> None:
    """The index would list all of them before the first is known."""
    save(session, *(answer(f"a{number}", lay("Butterbur and feverfew.")) for number in range(9)))
    counts = {"butterbur": 9, "feverfew": 9}
    query = make_query(["butterbur", "feverfew"], [0, 1], [], {}, counts, 9, "en")
    bounds = SearchBounds(4, 1, named=50, names=3, together=together)
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    scope = SearchScope("en", show_unreviewed=True, bounds=bounds, answers=9)
    assert len(find(session, query, scope)) == 4
    is_read = any("ORDER BY rowid DESC LIMIT" in one for one in asked)
    assert is_read is (session.get_bind().dialect.name == "postgresql")


@pytest.mark.parametrize("backend", ["postgresql"])
def test_only_the_index_of_words_is_asked_and_later_statements_are_planned_as_ever(
    session: Session,
) -> None:
    def list_allowed() -> list[str | None]:
        names = ("enable_seqscan", "enable_indexscan", "enable_bitmapscan")
        return [session.scalar(text(f"SHOW {name}")) for name in names]

    save(session, answer("a", lay("Butterbur.")))
    scope = SearchScope("en", show_unreviewed=True)
    with candidates.searching(session):
        assert list_allowed() == ["on", "on", "on"]
        for _ in range(2):
            assert find(session, ask("butterbur", texts=1), scope) == {"a"}
            assert list_allowed() == ["off", "off", "on"]
    assert list_allowed() == ["on", "on", "on"]


def test_a_process_remembers_no_more_of_texts_than_it_may(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_CHARACTERS", 5_000)
    with write_transaction(engine) as session:
        save(session, *(answer(f"a{number}", lay("Butterbur. " * 200)) for number in range(4)))
        ids = session.scalars(select(public_text.c.id).order_by(public_text.c.id)).all()
    read: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    with read_transaction(engine) as session:
        for text_id in ids:
            index.find_bodies(session, [text_id])
        before = len(read)
        index.find_bodies(session, ids[-2:])
        assert len(read) == before
        index.find_bodies(session, ids[:1])
        assert len(read) == before + 1
