"""Lists that go on where their last part ended, and what counts as changed."""

from dataclasses import replace

from sqlalchemy import update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.term import Term
from readlevel.storage.database import content_tables
from readlevel.storage.public import api_cursors
from readlevel.storage.public.api_cursors import CursorItem, ListCursor
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import SearchRequest, search_answers
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from tests.storage.cast import WAITING, answer, clinician, lay, save, save_terms

SLUGS = ("a", "b", "c", "d", "e")


def newest(session: Session, topic: str | None = None, *, shown: bool = True) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        part = api_cursors.list_newest(
            session, "en", topic, after=after, limit=2, show_unreviewed=shown
        )
        if not part:
            return found
        found += [one.listed.slug for one in part]
        after = part[-1].place


def changed(session: Session, topic: str | None = None, since: int = 0) -> list[CursorItem]:
    found: list[CursorItem] = []
    after = None
    while part := api_cursors.list_changed(
        session, "en", topic, since=since, after=after, show_unreviewed=True, limit=2
    ):
        found += part
        after = part[-1].place
    return found


def test_the_parts_of_a_list_hold_each_answer_once(session: Session) -> None:
    save(session, *(answer(slug, topics=("Pain",) if slug in "ace" else ()) for slug in SLUGS))
    assert newest(session) == ["e", "d", "c", "b", "a"]
    assert newest(session, "pain") == ["e", "c", "a"]
    assert newest(session, "nothing") == []
    assert [one.listed.slug for one in changed(session)] == list(SLUGS)
    assert [one.listed.slug for one in changed(session, "pain")] == ["a", "c", "e"]


def test_texts_that_wait_are_in_lists_where_the_site_shows_them(session: Session) -> None:
    save(session, answer("a"), answer("b", lay(review=WAITING)))
    assert newest(session) == ["a", "b"]
    assert newest(session, shown=False) == ["a"]


def test_a_place_that_is_none_is_at_an_end(session: Session) -> None:
    save(session, answer("a"))
    for at, there in ((0, 0), (10**15, 1)):
        found = api_cursors.list_newest(
            session, "en", None, after=ListCursor(at, 9), show_unreviewed=True, limit=2
        )
        assert len(found) == there


def age(session: Session) -> None:
    for table in (content_tables.listing, content_tables.listing_topic):
        session.execute(update(table).values(changed=1))


def test_only_answers_that_readers_see_change_are_listed_as_changed(session: Session) -> None:
    before = answer("a", lay("Migraine hurts."), clinician())
    save(session, before, answer("b"))
    age(session)
    save(session, before)
    draft = replace(before.variants[0], markdown="A draft.", review=replace(WAITING))
    save(session, replace(before, variants=(draft,)))
    assert [one.changed for one in changed(session)] == [1, 1]
    save(session, answer("a", lay("It hurts much.")))
    assert [one.listed.slug for one in changed(session, since=2)] == ["a"]


def test_a_term_that_is_explained_anew_changes_the_answer(session: Session) -> None:
    save(session, answer("a", lay("Migraine hurts.")), answer("b"))
    age(session)
    save_terms(session, [Term("migraine", "migraine", "en", "A bad headache.")])
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    for slug in ("a", "b"):
        publish.publish(session, slug, renderer)
    assert [one.listed.slug for one in changed(session, since=2)] == ["a"]


def test_a_search_keeps_to_a_topic_and_to_what_changed(session: Session) -> None:
    save(session, answer("a", topics=("Pain",)), answer("b"))
    session.execute(
        update(content_tables.listing).where(content_tables.listing.c.slug == "a").values(changed=1)
    )

    def find(topic: str | None = None, since: int = 0) -> int:
        choice = TextChoice(Audience.LAY, ("en",), show_unreviewed=True)
        asked = SearchRequest("head", choice, limit=9, topic=topic or "", since=since)
        return search_answers(session, asked).total

    assert (find(), find("pain"), find("x")) == (2, 1, 0)
    assert (find(since=2), find("pain", since=2)) == (1, 0)


def test_the_parts_of_the_glossary_hold_each_term_once(session: Session) -> None:
    names = ["Ache", "ache", "Äche", "bone", "Cough"]
    save_terms(session, [Term(f"t{n}", name, "en", "x") for n, name in enumerate(names)])
    found: list[str] = []
    after = ("", "")
    while part := api_cursors.list_terms(session, "en", None, after=after, limit=2):
        found += [one.term.name for one, _ in part]
        after = part[-1][1]
    assert found == ["Ache", "ache", "Äche", "bone", "Cough"]
    under = api_cursors.list_terms(session, "en", "A", after=("", ""), limit=9)
    assert [one.term.name for one, _ in under] == ["Ache", "ache", "Äche"]
