from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.storage.answers import answers
from readlevel.storage.public.public_texts import TextChoice
from readlevel.usecases.public.search import SearchRequest, search_answers
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import names
from readlevel.usecases.writing.clinical_codes import ReviewerRequired
from readlevel.usecases.writing.names import AnswerNames
from tests.storage.cast import WAITING, answer, clinician, lay, save
from tests.usecases.review.cast import NOW, person

EMPTY = AnswerNames({}, ())
GOUT = AnswerNames({Audience.CLINICIAN: "How is a gout flare managed?"}, ("hot toe", "podagra"))


def store(
    session: Session,
    given: AnswerNames = GOUT,
    *,
    role: Role = Role.REVIEWER,
    expected: AnswerNames = EMPTY,
) -> bool:
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    actor = person(session, str(role), role)
    return names.save_names(
        session, renderer, actor, "gout", "en", given, expected=expected, now=NOW
    )


def question(session: Session, words: str, audience: Audience) -> str:
    choice = TextChoice(audience, ("en",), show_unreviewed=True)
    (hit,) = search_answers(session, SearchRequest(words, choice, 5)).hits
    return hit.answer.question


@pytest.fixture
def gout(session: Session) -> Session:
    """A session with one approved answer."""
    save(session, answer("gout", lay("Rest."), clinician("Colchicine.")))
    return session


def test_an_answer_is_found_by_its_search_words_under_the_question_of_the_audience(
    gout: Session,
) -> None:
    assert store(gout)
    assert question(gout, "hot toe", Audience.LAY) == "What is gout?"
    assert question(gout, "podagra", Audience.CLINICIAN) == "How is a gout flare managed?"
    assert names.get_names(answers.get_texts(gout, "gout"), "en") == GOUT
    assert not store(gout, expected=GOUT)


def test_names_that_are_emptied_are_gone(gout: Session) -> None:
    store(gout)
    assert store(gout, EMPTY, expected=GOUT)
    stored = answers.get_texts(gout, "gout")
    assert (stored.audience_questions, stored.search_words) == ({}, {})


def test_other_languages_keep_theirs(gout: Session) -> None:
    store(gout)
    renderer = Renderer(gout, DEFAULT_PERSONAS, "en")
    actor = person(gout, "admin", Role.ADMIN)
    names.add_search_words(gout, renderer, actor, "gout", "es", "gota", now=NOW)
    stored = answers.get_texts(gout, "gout").search_words
    assert stored == {"en": ("hot toe", "podagra"), "es": ("gota",)}


def test_nobody_overwrites_what_they_have_not_seen(gout: Session) -> None:
    store(gout)
    with pytest.raises(names.NamesEditConflict):
        store(gout, replace(GOUT, search_words=("x",)))


def test_names_of_an_approved_text_are_changed_by_reviewers(gout: Session) -> None:
    with pytest.raises(ReviewerRequired):
        store(gout, role=Role.EDITOR)
    save(gout, answer("gout", lay("Rest.", WAITING), clinician("Colchicine.", WAITING)))
    assert store(gout, role=Role.EDITOR)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (GOUT, ""),
        (AnswerNames({}, tuple(map(str, range(101)))), "too_many"),
        (AnswerNames({}, ("x" * 301,)), "too_long"),
        (AnswerNames({Audience.LAY: "x" * 301}, ()), "too_long"),
    ],
)
def test_the_problem_of_names_has_a_code(given: AnswerNames, problem: str) -> None:
    assert names.find_problem(given) == problem
