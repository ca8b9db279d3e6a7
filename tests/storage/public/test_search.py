from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public import listings, search
from readlevel.storage.public.search import SearchResult
from tests.conftest import BACKENDS, OpenDatabase
from tests.storage.cast import APPROVED, DRAFT, WAITING, WITHDRAWN, answer, clinician, lay, save


def find(
    session: Session, query: str, language: str = "en", *, show_unreviewed: bool = True
) -> SearchResult:
    return search.search_answers(
        session, query, language, show_unreviewed=show_unreviewed, limit=10
    )


def slugs(session: Session, query: str, language: str = "en", **options: bool) -> list[str]:
    found = find(session, query, language, **options)
    listed = listings.find_by_ids(session, [hit.listing_id for hit in found.hits])
    return [listed[hit.listing_id].slug for hit in found.hits]


@pytest.fixture(scope="module", params=BACKENDS)
def library(request: pytest.FixtureRequest, open_database: OpenDatabase) -> Iterator[Session]:
    """Answers about hearts and heads, to be read only."""
    with open_database(request.param, schema.upgrade) as url:
        engine = make_engine(url)
        with write_transaction(engine) as session:
            fill(session)
        with read_transaction(engine) as session:
            yield session
        engine.dispose()


def fill(session: Session) -> None:
    save(
        session,
        answer(
            "heart",
            lay("A heart attack hurts in the chest."),
            clinician("Myocardial infarction, COVID-19 and Ménière’s disease; HbA~1c~ 7.5."),
            question={"en": "What is a heart attack?"},
        ),
        answer(
            "head",
            lay("A migraine is a headache. An attack of it is not one of the heart."),
            question={"en": "What is a migraine?"},
        ),
        answer(
            "waiting", lay("Butterbur is a herb.", WAITING), question={"en": "What is butterbur?"}
        ),
        answer("draft", lay("Feverfew.", DRAFT), question={"en": "What is feverfew?"}),
        answer("gone", lay("Ergot.", WITHDRAWN), question={"en": "What is ergot?"}),
        answer(
            "corazon",
            lay("El corazón duele.", language="es"),
            question={"en": "x", "es": "¿Qué es el corazón?"},
        ),
        answer(
            "qalb",
            lay("القَلْبُ عضلة.", language="ar"),
            question={"en": "x", "ar": "ما هو القلب؟"},
        ),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("heart attack", ["heart", "head"]),  # the question counts more than the text
        ("migraine", ["head"]),
        ("MIGRAINE", ["head"]),
        ("migr", ["head"]),
        ("head", ["head"]),
        ("infarction chest", ["heart"]),  # words of both texts
        ("meniere", ["heart"]),
        ("ménière", ["heart"]),
        ("covid-19", ["heart"]),
        ("covid19", []),
        ("hba1c", ["heart"]),
        ("butterbur", ["waiting"]),
        ("feverfew", []),
        ("ergot", []),
        ("corazon", []),
        ("heart unicorn", []),
        ("", []),
        ("!?", []),
    ],
)
def test_what_a_query_finds(library: Session, query: str, found: list[str]) -> None:
    assert slugs(library, query) == found
    assert find(library, query).total == len(found)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("What should I do about an attack of migraine in the chest?", ["head"]),
        ("Would butterbur have helped me?", ["waiting"]),
        ("Does my heart hurt?", ["heart", "head"]),
        ("Which fever is this?", []),
        ("¿Me duele el corazón después?", []),
        ("of it is", []),
        ("", []),
    ],
)
def test_a_sentence_finds_what_has_one_of_its_telling_words(
    library: Session, asked: str, found: list[str]
) -> None:
    hits = search.search_answers(
        library, asked, "en", show_unreviewed=True, limit=10, any_word=True
    ).hits
    listed = listings.find_by_ids(library, [hit.listing_id for hit in hits])
    assert [listed[hit.listing_id].slug for hit in hits] == found


@given(st.text())
def test_searching_for_any_text_does_not_fail(library: Session, asked: str) -> None:
    search.search_answers(library, asked, "en", show_unreviewed=True, limit=10, any_word=True)


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [("corazon", "es", ["corazon"]), ("القلب", "ar", ["qalb"]), ("القَلْبُ", "ar", ["qalb"])],
)
def test_accents_and_vowel_marks_make_no_difference(
    library: Session, query: str, language: str, found: list[str]
) -> None:
    assert slugs(library, query, language) == found


def test_texts_that_wait_are_found_where_they_are_shown(library: Session) -> None:
    assert slugs(library, "butterbur", show_unreviewed=False) == []
    assert find(library, "butterbur", show_unreviewed=False).total == 0


def test_a_text_that_changed_is_found_by_its_new_words_alone(session: Session) -> None:
    save(session, answer("head", lay("A migraine.", APPROVED)))
    save(session, answer("head", lay("Of cluster kinds.", APPROVED)))
    assert slugs(session, "cluster") == ["head"]
    assert slugs(session, "migraine") == []


def test_hits_come_in_pages(session: Session) -> None:
    save(session, *(answer(f"pain-{number}") for number in range(5)))
    pages = [
        search.search_answers(session, "pain", "en", show_unreviewed=True, limit=2, offset=offset)
        for offset in (0, 2, 4)
    ]
    assert [page.total for page in pages] == [5, 5, 5]
    assert [len(page.hits) for page in pages] == [2, 2, 1]
    assert len({hit.listing_id for page in pages for hit in page.hits}) == 5


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"heart',
        "heart*",
        "heart AND",
        "NOT heart",
        "NEAR(heart attack)",
        "body:heart",
        "-heart",
        "heart'); DROP TABLE search; --",
        "heart & | ! ( ) <-> :*",
        "he\0art",
        "heart\ud800",
        "%",
        "\\",
        "heart " * 2000,
        "x" * 10_000,
        "ﷺ" * 400,
    ],
)
def test_nothing_in_a_query_is_syntax(library: Session, query: str) -> None:
    found = find(library, query)
    assert found.total == len(found.hits)
    assert slugs(library, "migraine") == ["head"]


@settings(max_examples=40, deadline=None)
@given(query=st.text(max_size=30))
def test_any_query_can_be_asked(library: Session, query: str) -> None:
    find(library, query)


def test_long_texts_are_found_by_their_beginning(session: Session) -> None:
    save(session, answer("long"))
    (hit,) = find(session, "long").hits
    search.remove(session, hit.listing_id)
    # So many words are more than a vector of PostgreSQL can hold.
    words = " ".join(f"слово{number:o}" for number in range(100_000))
    search.add(session, hit.listing_id, "Long?", f"beginning {words} ending", "en")
    assert slugs(session, "beginning") == ["long"]
    assert slugs(session, "ending") == []


def marked(text: str, query: str) -> str:
    words = search.split_query(query)
    return (
        search.highlight_excerpt(text, words, "en")
        .replace(search.START, "<")
        .replace(search.END, ">")
    )


@pytest.mark.parametrize(
    ("text", "query", "excerpt"),
    [
        ("A heart attack.", "heart", "A <heart> attack."),
        ("A heart attack.", "heart att", "A <heart> <attack>."),
        ("Hearts and heart.", "heart x", "<Hearts> and <heart>."),
        ("Ménière and MENIERE", "meniere", "<Ménière> and <MENIERE>"),
        ("Nothing of it.", "heart", "Nothing of it."),
        ("What to do\nRest a line.\n\nMore", "line", "What to do · Rest a <line>. More"),
        ("A line\nMore", "line", "A <line> · More"),
        ("حرارة 38 °C أو أكثر", "حرارة", "<حرارة> \u206638 °C\u2069 أو أكثر"),
        ("A \x02false\x03 mark", "mark", "A false <mark>"),
        ("", "heart", ""),
    ],
)
def test_hits_are_marked(text: str, query: str, excerpt: str) -> None:
    assert marked(text, query) == excerpt


def test_an_excerpt_stands_around_the_first_hit() -> None:
    excerpt = marked("before " * 100 + "heart " + "after " * 100, "heart")
    assert excerpt.startswith("… before")
    assert "<heart>" in excerpt
    assert excerpt.endswith("after …")
    assert len(excerpt) < search.EXCERPT_LENGTH * 1.2


def test_an_excerpt_of_a_text_without_spaces_is_cut() -> None:
    assert len(marked("心" * 5000, "heart")) <= search.EXCERPT_LENGTH + 2


@pytest.mark.parametrize(
    ("language", "body", "query"),
    [
        ("en", "She walked with headaches.", "walking headache"),
        ("es", "Tome las medicaciones diarias.", "medicacion diaria"),
        ("es", "Los niños toman agua.", "niña"),
        ("ar", "تناول الأدوية مع الطعام", "أدوية"),
    ],
)
def test_other_forms_of_a_word_are_found_and_marked(
    session: Session, language: str, body: str, query: str
) -> None:
    save(session, answer("forms", lay(body, language=language), question={language: "?"}))
    found = find(session, query, language)
    assert [hit.question for hit in found.hits] == ["?"]
    assert search.START in found.hits[0].excerpt
