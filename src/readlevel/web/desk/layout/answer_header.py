"""The header of pages about one answer."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, AnswerTexts
from readlevel.storage.answers import answers
from readlevel.web.http.services import services


@dataclass(frozen=True, slots=True)
class AnswerHeader:
    """The answer that a page is about."""

    slug: str
    question: str
    language: str


def get_answer_or_404(session: Session, slug: str) -> AnswerTexts:
    """Return an answer, or abort with 404."""
    answer = answers.find_texts(session, slug)
    if answer is None:
        abort(404)
    return answer


def build_answer_header(answer: AnswerHead) -> AnswerHeader:
    """Return the header of an answer, in the site's first language if it has it."""
    language, question = answer.question_in(services().settings.languages[0])
    return AnswerHeader(answer.slug, question, language)
