"""What readers find, on both databases."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.term import Term
from readlevel.core.search.excerpts import START
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import (
    NEAREST,
    SearchRequest,
    SearchResults,
    search_answers,
    suggest_answers,
)
from tests.conftest import BACKENDS, OpenDatabase
from tests.storage.cast import (
    DRAFT,
    WAITING,
    WITHDRAWN,
    answer,
    clinician,
    lay,
    save,
    save_terms,
)


def find(
    session: Session,
    query: str,
    *languages: str,
    audience: Audience = Audience.LAY,
    show_unreviewed: bool = True,
    as_written: bool = False,
) -> SearchResults:
    choice = TextChoice(audience, languages or ("en", "es", "ar"), show_unreviewed)
    return search_answers(session, SearchRequest(query, choice, 10, as_written=as_written))


def slugs(session: Session, query: str, *languages: str, show_unreviewed: bool = True) -> list[str]:
    found = find(session, query, *languages, show_unreviewed=show_unreviewed)
    return [hit.answer.slug for hit in found.hits]


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
            lay("A heart attack hurts in the chest. Call an ambulance."),
            clinician("Myocardial infarction, COVID-19 and Ménière’s disease; HbA~1c~ 7.5."),
            question={"en": "What is a heart attack?"},
        ),
        answer(
            "head",
            lay("A migraine is a headache. An attack of it is not one of the heart."),
            question={"en": "What is a migraine?"},
        ),
        answer(
            "pressure",
            lay("High blood pressure harms the vessels."),
            question={"en": "What is high blood pressure?"},
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
    save_terms(session, [Term("vasculitis", "vasculitis", "en", "x", other_forms=("wegener",))])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("heart attack", "heart"),
        ("MIGRAINE", "head"),
        ("migr", "head"),
        ("m", "head"),
        ("infarction", "heart"),
        ("myocardial infarction", "heart"),
        ("meniere", "heart"),
        ("hba1c", "heart"),
        ("What should I do about an attack of migraine?", "head"),
        ("blood pressure too high", "pressure"),
        ("hypertension", "pressure"),
        ("is 160/95 dangerous", "pressure"),
        ("butterbur unicorn", "waiting"),
    ],
)
def test_what_a_query_finds_first(library: Session, query: str, first: str) -> None:
    assert slugs(library, query)[:1] == [first]


def test_words_that_say_something_only_together_are_searched_for(session: Session) -> None:
    save(session, answer("low", lay("Depression lasts for weeks."), question={"en": "Depressed?"}))
    assert slugs(session, "feeling down all the time") == ["low"]


@pytest.mark.parametrize("query", ["feverfew", "ergot"])
def test_texts_that_are_not_public_are_not_found(library: Session, query: str) -> None:
    assert not {"draft", "gone"}.intersection(slugs(library, query))
    assert not find(library, query).fits


def test_texts_that_wait_are_found_where_they_are_shown(library: Session) -> None:
    assert slugs(library, "butterbur") == ["waiting"]
    assert "waiting" not in slugs(library, "butterbur", show_unreviewed=False)
    assert not find(library, "butterbur", show_unreviewed=False).fits


@pytest.mark.parametrize(
    ("query", "corrected", "first"),
    [
        ("hi blood presure", "high blood pressure", "pressure"),
        ("migrane", "migraine", "head"),
        ("hart attack", "heart attack", "heart"),
        ("Buterbur", "butterbur", "waiting"),
    ],
)
def test_misspelled_words_are_put_right(
    library: Session, query: str, corrected: str, first: str
) -> None:
    found = find(library, query)
    assert found.corrected == corrected
    assert found.hits[0].answer.slug == first
    assert find(library, query, as_written=True).corrected == ""


@pytest.mark.parametrize(
    "query",
    [
        "heart",
        "wegener",  # a form of a term
        "migra",  # a word that is being typed
        "losartan",  # a medicine that the site does not have
        "tattoo",  # a common word
        "corazon",  # a word of another language
        "i10 2025 b12",
        "ambulances",
    ],
)
def test_words_that_are_known_stay_as_they_are(library: Session, query: str) -> None:
    assert find(library, query).corrected == ""


def test_another_language_is_searched_if_the_own_has_nothing(library: Session) -> None:
    assert slugs(library, "corazon") == ["corazon"]
    assert slugs(library, "corazón", "es", "en")[0] == "corazon"
    assert slugs(library, "migraña", "es", "en")[0] == "head"
    (hit, *_) = find(library, "migraña", "es", "en").hits
    assert hit.answer.language == "en"


@pytest.mark.parametrize(("query", "language"), [("القلب", "ar"), ("القَلْبُ", "ar"), ("قلب", "ar")])
def test_vowel_marks_and_articles_make_no_difference(
    library: Session, query: str, language: str
) -> None:
    assert slugs(library, query, language) == ["qalb"]


def test_a_text_in_another_language_is_offered_only_if_it_is_named(session: Session) -> None:
    """What it only mentions is known from a list of names alone."""
    save(
        session,
        answer("iron", lay("Pregnancy needs iron. " * 9), question={"en": "Is iron low?"}),
        answer("named", lay("Rest."), question={"en": "What helps a migraine?"}),
    )
    assert not find(session, "embarazo", "es", "en").fits
    assert find(session, "migraña", "es", "en").fits


def test_the_nearest_is_named_first_in_any_language_if_none_fits(session: Session) -> None:
    save(
        session,
        answer("own", lay("El riñón sufre.", language="es"), question={"en": "x", "es": "¿Qué?"}),
        answer("other", lay("Rest."), question={"en": "What is kidney disease?"}),
    )
    found = find(session, "riñones hermosos azules", "es", "en")
    assert not found.fits
    assert found.hits[0].answer.slug == "other"


@pytest.mark.parametrize(
    ("query", "language"),
    [("sertralina", "es"), ("Sertralin", "de")],
)
def test_medicines_are_found_as_other_languages_spell_them(
    session: Session, query: str, language: str
) -> None:
    save(session, answer("mood", lay("Sertraline helps."), question={"en": "Is sertraline safe?"}))
    found = find(session, query, language, "en")
    assert (found.fits, found.corrected) == (True, "")


def test_two_words_that_were_written_as_one_are_put_right(session: Session) -> None:
    save(session, answer("back", lay("Keep moving."), question={"en": "What helps back pain?"}))
    assert find(session, "scan for backpain").corrected == "scan for back pain"


@pytest.mark.parametrize(("query", "fits"), [("osteop", True), ("color", False)])
def test_a_word_that_can_begin_but_one_word_stands_for_it(
    session: Session, query: str, fits: bool
) -> None:
    """But not if it is a word itself."""
    save(session, answer("bones", lay("Osteoporosis weakens. Colorectal screening is another.")))
    found = find(session, query)
    assert found.hits[0].coverage > 0.2
    assert (found.hits[0].coverage > 0.3) is fits


def test_an_answer_is_one_hit_with_the_text_of_the_reader(library: Session) -> None:
    found = find(library, "infarction chest")
    assert [hit.answer.slug for hit in found.hits].count("heart") == 1
    assert "ambulance" in found.hits[0].answer.excerpt
    (hit, *_) = find(library, "infarction", audience=Audience.CLINICIAN).hits
    assert f"{START}infarction" in hit.answer.excerpt


@pytest.mark.parametrize("query", ["sunburn", "how to remove a tick", "tattoo removal"])
def test_only_a_few_near_answers_are_offered_where_none_fits(library: Session, query: str) -> None:
    found = find(library, query)
    assert not found.fits
    assert len(found.hits) <= NEAREST


@pytest.mark.parametrize("word", ["migraine", "butterbur", "pressure", "hearth"])
def test_the_list_does_not_become_empty_while_a_word_is_typed(library: Session, word: str) -> None:
    for length in range(1, len(word) + 1):
        assert slugs(library, word[:length]), word[:length]


@pytest.mark.parametrize("query", ["is it he", "what is a"])
def test_a_last_word_that_says_nothing_may_be_the_beginning_of_one_while_it_is_typed(
    library: Session, query: str
) -> None:
    choice = TextChoice(Audience.LAY, ("en", "es", "ar"), show_unreviewed=True)
    found = search_answers(library, SearchRequest(query, choice, 10, is_typed=True))
    assert found.hits
    assert not found.fits
    assert not find(library, query).says_something


@pytest.mark.parametrize("query", ["", "?!", "what is it", "what do I do", " ", "\u200f", "🤒"])
def test_a_query_that_says_nothing_is_told_apart(library: Session, query: str) -> None:
    found = find(library, query)
    assert not found.says_something
    assert found.hits == ()


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
        "قلب heart 心",
        "\u202eheart\u202c",
    ],
)
def test_nothing_in_a_query_is_syntax(library: Session, query: str) -> None:
    find(library, query)
    assert slugs(library, "migraine")[0] == "head"


@settings(max_examples=40, deadline=None)
@given(query=st.text(max_size=30))
def test_any_query_can_be_asked(library: Session, query: str) -> None:
    find(library, query)


def test_hits_come_in_pages(session: Session) -> None:
    save(session, *(answer(f"pain-{number}", lay("Pain hurts.")) for number in range(5)))
    choice = TextChoice(Audience.LAY, ("en",), show_unreviewed=True)
    pages = [
        search_answers(session, SearchRequest("pain", choice, 2, offset)) for offset in (0, 2, 4)
    ]
    assert [page.total for page in pages] == [5, 5, 5]
    assert [len(page.hits) for page in pages] == [2, 2, 1]
    assert len({hit.answer.slug for page in pages for hit in page.hits}) == 5


def test_a_message_finds_answers_other_than_the_one_at_hand(library: Session) -> None:
    choice = TextChoice(Audience.LAY, ("en",), show_unreviewed=True)
    words = "I had a migraine again. Could it be a heart attack?"
    found = suggest_answers(library, words, choice, exclude_slug="head", limit=3)
    assert [one.slug for one in found] == ["heart"]
