"""Answers as the pages of the desk read them, public or not."""

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, AnswerTexts
from readlevel.core.model.slug import is_slug
from readlevel.storage.answers import answers
from readlevel.storage.objects import image_contents
from readlevel.storage.objects.image_contents import ImageContent


def has_answer(session: Session, slug: str) -> bool:
    """Return whether an answer has this slug now."""
    return answers.find_id(session, slug) is not None


def find_answer(session: Session, slug: str) -> AnswerTexts | None:
    """Return an answer with its newest texts, or None; `slug` may be anything that was typed."""
    return answers.find_texts(session, slug) if is_slug(slug) else None


def find_head(session: Session, slug: str) -> AnswerHead | None:
    """Return an answer without its texts, or None; `slug` may be anything that was typed."""
    return answers.find_head(session, slug) if is_slug(slug) else None


def find_question(session: Session, slug: str, language: str) -> str:
    """Return the question of an answer in a language or its fallback; empty if there is none."""
    answer = find_head(session, slug)
    return "" if answer is None else answer.question_in(language)[1]


def find_image(session: Session, slug: str, name: str) -> ImageContent | None:
    """Return an image of an answer, whether or not a public text shows it."""
    return image_contents.find_content(session, slug, name)
