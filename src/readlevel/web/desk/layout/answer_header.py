"""The head of a desk page that is about one answer."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer
from readlevel.storage.answers import answers
from readlevel.web.http.services import services


@dataclass(frozen=True, slots=True)
class AnswerHeader:
    """Which answer the page is about."""

    slug: str
    question: str
    language: str


def get_answer_or_404(session: Session, slug: str) -> Answer:
    """Return an answer; answer 404 where there is none."""
    answer = answers.find_answer(session, slug)
    if answer is None:
        abort(404)
    return answer


def present_head(answer: Answer) -> AnswerHeader:
    """Return what pages about its references say of an answer."""
    language, question = answer.question_in(services().settings.languages[0])
    return AnswerHeader(answer.slug, question, language)
