"""The index of public texts: what it finds for the glossary, and what it keeps."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.search.query import make_query
from readlevel.storage.database.content_tables import public_text
from readlevel.storage.public import search
from readlevel.storage.public.search import SearchableText, SearchScope
from tests.storage.cast import DRAFT, WITHDRAWN, answer, clinician, lay, save


def containing(session: Session, *forms: tuple[str, str]) -> set[str]:
    found = search.find_containing(session, forms)
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
    search.remove(session, [text_id])
    # So many words are more than a vector of PostgreSQL can hold.
    words = " ".join(f"слово{number:o}" for number in range(100_000))
    given = SearchableText(["Long?"], [], f"beginning {words} ending")
    search.add(session, text_id, given, "en")
    assert containing(session, ("beginning", "en")) == {"long"}
    assert containing(session, ("ending", "en")) == set()


def test_a_small_site_compares_all_texts_of_a_language_however_many_audiences(
    session: Session,
) -> None:
    many = search.MOST_CANDIDATES + 10
    save(session, *(answer(f"a{number}", lay("Butterbur.")) for number in range(many)))
    query = make_query(["butterbur"], [0], [], {}, {"butterbur": many}, many, "en")
    scope = SearchScope("en", show_unreviewed=True, compare_all=True)
    assert len(search.find_candidates(session, query, scope)) == many
