"""Queries as people type them, over the samples: how many find their answer, held by floors.

`fixtures/search_queries*.tsv` have the queries. `make bench ARGS=search` prints the shares.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import SearchRequest, SearchResults, search_answers
from tests.conftest import BACKENDS, OpenDatabase
from tests.samples import import_samples
from tests.usecases.public.judged_queries import JudgedQuery, judge, read_queries

FLOORS = {"en": 0.93, "es": 0.93, "ar": 0.9}
"""Smallest share of queries with the right answer among the first three, of the held-out half."""

LATER = ("later", "last", "strangers", "afterwards", "unseen")
"""Marks of the queries that were written after the rules."""

FITTING = {False: 0.9, True: 0.8}
"""Smallest share of queries whose answers are offered as answers; True: of the `LATER` ones."""

MOST_WILD = {False: 0, True: 3}
"""Queries without an answer for which one is offered all the same, likewise."""


@pytest.fixture(scope="module", params=BACKENDS)
def samples(request: pytest.FixtureRequest, open_database: OpenDatabase) -> Iterator[Session]:
    """The sample answers, topics and glossary."""
    with open_database(request.param, import_samples) as url:
        engine = make_engine(url)
        with read_transaction(engine) as session:
            yield session
        engine.dispose()


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("language", FLOORS)
def test_queries_find_their_answers(samples: Session, language: str, later: bool) -> None:
    asked = select(language, later=later)
    result = judge(samples, [one for one in asked if one.part != "tuned" and one.answer])
    assert result.in_three >= FLOORS[language], result.missed
    assert result.fitting >= FITTING[later], result.missed


@pytest.mark.parametrize("language", ["de", "fr"])
def test_queries_in_a_language_without_texts_are_told_that_there_is_no_answer(
    samples: Session, language: str
) -> None:
    assert judge(samples, [one for one in read_queries(language) if not one.answer]).wild == []


@pytest.mark.parametrize("language", ["es", "ar", "fr", "de"])
def test_queries_as_typed_on_a_phone_find_their_answers(samples: Session, language: str) -> None:
    asked = [one for one in read_queries(language) if one.part == "phone"]
    result = judge(samples, [one for one in asked if one.answer])
    assert result.in_three >= 0.95, result.missed
    assert result.fitting >= 0.55, result.missed
    assert judge(samples, [one for one in asked if not one.answer]).wild == []


@pytest.mark.parametrize("language", ["es", "ar", "de"])
def test_queries_of_other_languages_find_their_answers_also_in_another_language(
    samples: Session, language: str
) -> None:
    """No sample has a German text: German words lead to the English ones."""
    result = judge(
        samples, [one for one in read_queries(language) if one.part == "languages" and one.answer]
    )
    assert result.in_three >= 0.95, result.missed
    assert result.in_one >= 0.9, result.missed
    assert result.fitting >= 0.7, result.missed


@pytest.mark.parametrize("later", [False, True])
def test_queries_without_an_answer_are_told_so(samples: Session, later: bool) -> None:
    unanswered = [one for tag in FLOORS for one in select(tag, later=later) if not one.answer]
    wild = judge(samples, unanswered).wild
    assert len(wild) <= MOST_WILD[later], wild


@pytest.mark.parametrize(
    ("misspelled", "medicine"),
    [
        ("metforman", "metformin"),
        ("xeralto", "xarelto"),
        ("phosphomycin", "fosfomycin"),
        ("ibruprofren", "ibuprofen"),
        ("salbutomol", "salbutamol"),
        ("colcicine", "colchicine"),
        ("wafarin", "warfarin"),
        ("empagloflozin", "empagliflozin"),
    ],
)
def test_misspelled_medicines_are_put_right(
    samples: Session, misspelled: str, medicine: str
) -> None:
    assert ask(samples, f"{misspelled} side effects").corrected == f"{medicine} side effects"


@pytest.mark.parametrize(
    "medicine",
    [
        "metronidazole",
        "phenformin",
        "fenoterol",
        "fenoprofen",
        "trimipramine",
        "hydralazine",
        "clonidine",
        "buspirone",
        "prednisolone",
        "chlorpropamide",
        "methimazole",
        "colestyramine",
    ],
)
def test_a_medicine_is_never_taken_for_another(samples: Session, medicine: str) -> None:
    assert ask(samples, medicine).corrected == ""


@pytest.mark.parametrize("query", ["حرارة لطفلي", "لضغطي دواء", "دوائي للسكري"])
def test_arabic_words_are_found_with_what_is_joined_to_them(samples: Session, query: str) -> None:
    found = ask(samples, query, "ar")
    assert found.fits and found.hits[0].answer.language == "ar"


def ask(session: Session, query: str, language: str = "en") -> SearchResults:
    return search_answers(
        session,
        SearchRequest(query, TextChoice(Audience.LAY, (language,), show_unreviewed=True), 3),
    )


def select(language: str, *, later: bool) -> list[JudgedQuery]:
    return [
        one
        for one in read_queries(language)
        if one.part not in ("languages", "phone") and (one.part in LATER) is later
    ]


def test_the_list_never_becomes_empty_while_a_query_is_typed(samples: Session) -> None:
    for one in read_queries("en")[:20]:
        for length in range(3, len(one.query)):
            part = judge(samples, [one._replace(query=one.query[:length])])
            assert part.found_something, one.query[:length]


OPPOSITES = [
    JudgedQuery("en", "", "low blood pressure dizzy", ""),
    JudgedQuery("en", "", "type 1 diabetes insulin pump", ""),
    JudgedQuery("es", "", "presión baja y mareos", ""),
    JudgedQuery("ar", "", "انخفاض ضغط الدم", ""),
]


def test_an_answer_on_the_opposite_is_not_offered(samples: Session) -> None:
    """What helps against high blood pressure harms where it is low."""
    assert judge(samples, OPPOSITES).wild == []
