"""Use cases of what an answer is called: its question for each audience, and search words.

Changes are public at once, so only reviewers change those of an answer with an approved text, as
with its codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.clinical_codes import ReviewerRequired, is_approved

Value = TypeVar("Value")

MAX_SEARCH_WORDS = 100
"""Search words of an answer in one language."""

MAX_LENGTH = 300
"""Characters of a question or of one search word."""


class NamesEditConflict(EditConflict):
    """Somebody else has changed the names since they were shown; the versions are the names."""


@dataclass(frozen=True, slots=True)
class AnswerNames:
    """What an answer is called in one language beside the question that all share."""

    questions: Mapping[Audience, str]
    """Without those that are empty."""
    search_words: tuple[str, ...]


def get_names(answer: AnswerHead, language: str) -> AnswerNames:
    """Return what an answer is called in a language."""
    questions = {
        audience: asked[language]
        for audience, asked in answer.audience_questions.items()
        if language in asked
    }
    return AnswerNames(questions, answer.search_words.get(language, ()))


def find_problem(names: AnswerNames) -> str:
    """Return the code of what is wrong with names: `too_many`, `too_long`; empty if nothing is."""
    if len(names.search_words) > MAX_SEARCH_WORDS:
        return "too_many"
    given = (*names.questions.values(), *names.search_words)
    return "too_long" if any(len(one) > MAX_LENGTH for one in given) else ""


def save_names(
    session: Session,
    renderer: Renderer,
    actor: Account,
    slug: str,
    language: str,
    names: AnswerNames,
    *,
    expected: AnswerNames,
    now: datetime,
) -> bool:
    """Store what an answer is called in a language; return whether that changed anything.

    Raise `NamesEditConflict` if the stored names are not those that the writer began from,
    `ReviewerRequired` if `actor` may not change them, LookupError if there is no such answer.
    """
    answer = answers.get_texts(session, slug)
    before = get_names(answer, language)
    if before == names:
        return False
    if before != expected:
        raise NamesEditConflict(expected, before)
    if not (actor.may(Role.REVIEWER) or not is_approved(session, slug)):
        raise ReviewerRequired
    questions = {
        audience: _put(answer.audience_questions.get(audience, {}), language, asked)
        for audience, asked in {**dict.fromkeys(Audience, ""), **names.questions}.items()
    }
    changed = replace(
        answer,
        audience_questions={one: asked for one, asked in questions.items() if asked},
        search_words=_put(answer.search_words, language, names.search_words),
    )
    save_answer(session, changed, renderer, author=actor.name, why="", now=now)
    audit_log.record_action(session, actor, "names.saved", slug, now=now)
    return True


def add_search_words(
    session: Session,
    renderer: Renderer,
    actor: Account,
    slug: str,
    language: str,
    words: str,
    *,
    now: datetime,
) -> bool:
    """Add words by which an answer is found in a language; return whether they are new.

    Raise like `save_names`.
    """
    before = get_names(answers.get_head(session, slug), language)
    if words in before.search_words or len(before.search_words) >= MAX_SEARCH_WORDS:
        return False
    after = replace(before, search_words=(*before.search_words, words[:MAX_LENGTH]))
    return save_names(session, renderer, actor, slug, language, after, expected=before, now=now)


def _put(given: Mapping[str, Value], language: str, value: Value) -> dict[str, Value]:
    """Return `given` with the value of a language in place, left out if it is empty."""
    return {one: kept for one, kept in {**given, language: value}.items() if kept}
