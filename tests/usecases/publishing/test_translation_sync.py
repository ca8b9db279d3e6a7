"""A translation is known to be behind when its source says something else than it did when the
translation was last approved.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Transition
from readlevel.storage.answers import answers
from readlevel.storage.review import worklist
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.publishing.translation_sync import (
    TranslationState,
    load_translation_history,
)
from readlevel.usecases.review import review_state, transitions
from readlevel.usecases.review.transitions import TransitionRequest
from tests.storage.cast import APPROVED
from tests.usecases.review.cast import DUE, NOW, checker, person

LAY = Audience.LAY
SLUG = "gout"
ENGLISH, SPANISH = "Gout hurts for 7 days.", "La gota duele 7 días."


class Desk:
    """One answer in two languages; whatever is done takes a minute."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._minutes = count()
        self._reviewer = person(session, "rita", Role.ADMIN)

    def now(self) -> datetime:
        return NOW + timedelta(minutes=next(self._minutes))

    def write(self, language: str, words: str) -> None:
        """Save a draft of the plain text in one language."""
        answer = answers.find_answer(self.session, SLUG) or Answer(SLUG, {"en": "Gout?"}, ())
        others = tuple(one for one in answer.variants if one.language != language)
        written = replace(answer, variants=(*others, Variant(LAY, language, words)))
        self._save(replace(written, question={**answer.question, language: "Gout?"}))

    def take_in(self, **texts: str) -> None:
        """Import approved texts, by their languages."""
        variants = tuple(Variant(LAY, tag, words, APPROVED) for tag, words in texts.items())
        self._save(Answer(SLUG, dict.fromkeys(texts, "Gout?"), variants))

    def do(self, language: str, *moves: Transition) -> None:
        for move in moves:
            answer_id = answers.find_id(self.session, SLUG)
            assert answer_id
            [newest, *_] = review_state.list_revisions(self.session, answer_id, LAY, language)
            transitions.apply_transition(
                self.session,
                checker(self.session),
                TransitionRequest(
                    self._reviewer,
                    SLUG,
                    LAY,
                    language,
                    newest.number,
                    move,
                    comment="Because.",
                    next_review=DUE,
                ),
                now=self.now(),
            )

    def approve(self, language: str) -> None:
        self.do(language, Transition.SUBMIT, Transition.BEGIN_REVIEW, Transition.APPROVE)

    def find(self, language: str = "es") -> TranslationState:
        answer_id = answers.find_id(self.session, SLUG)
        assert answer_id
        found = load_translation_history(self.session, answer_id).find(LAY, language, "en")
        listed = [
            one.language for one in worklist.list_behind_source(self.session, skip=0, limit=9)
        ]
        assert listed.count(language) == found.behind, "the list knows it too"
        assert worklist.count_behind_source(self.session) == len(listed)
        return found

    def _save(self, answer: Answer) -> None:
        renderer = Renderer(self.session, DEFAULT_PERSONAS, "en")
        save_answer(self.session, answer, renderer, author="Ed", why="", now=self.now())


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


@pytest.fixture
def translated(desk: Desk) -> Desk:
    """Both texts written and approved, the source first."""
    for language, words in (("en", ENGLISH), ("es", SPANISH)):
        desk.write(language, words)
        desk.approve(language)
    return desk


def test_a_translation_of_what_the_source_says_is_not_behind(translated: Desk) -> None:
    found = translated.find()
    assert not found.behind
    assert (found.source and found.source.language, found.seen) == ("en", found.source)


def test_a_source_and_what_has_none_are_no_translations(desk: Desk) -> None:
    desk.write("es", SPANISH)
    assert desk.find("es").source is None
    desk.write("en", ENGLISH)
    source = desk.find("en")
    assert (source.source, source.behind) == (None, False)
    missing = desk.find("ar")
    assert (missing.newest, missing.behind) == (None, False)
    assert missing.source


def test_a_source_that_says_something_else_leaves_its_translation_behind(translated: Desk) -> None:
    translated.write("en", "Gout hurts for 9 days.")
    assert not translated.find().behind
    translated.approve("en")
    found = translated.find()
    assert found.behind
    assert (found.seen and found.seen.number, found.source and found.source.number) == (1, 2)


def test_another_way_of_writing_the_same_leaves_nothing_behind(translated: Desk) -> None:
    translated.write("en", "**Gout** hurts  for 7 days.")
    translated.approve("en")
    assert not translated.find().behind


def test_a_translation_catches_up_when_it_is_approved_or_confirmed(translated: Desk) -> None:
    translated.write("en", "Gout hurts for 9 days.")
    translated.approve("en")
    translated.write("es", "La gota duele 9 días.")
    assert translated.find().behind, "what readers get is the earlier one still"
    translated.approve("es")
    assert not translated.find().behind
    translated.write("en", "Gout hurts for 5 days.")
    translated.approve("en")
    assert translated.find().behind
    translated.do("es", Transition.CONFIRM)
    assert not translated.find().behind


def test_a_draft_of_the_source_that_is_approved_later_leaves_its_translation_behind(
    desk: Desk,
) -> None:
    desk.write("en", ENGLISH)
    desk.approve("en")
    desk.write("en", "Gout hurts for 9 days.")
    desk.write("es", SPANISH)
    desk.approve("es")
    desk.approve("en")
    assert desk.find().behind


def test_a_source_that_is_withdrawn_leaves_its_translation_behind(translated: Desk) -> None:
    translated.do("en", Transition.WITHDRAW)
    assert translated.find().behind
    translated.do("es", Transition.WITHDRAW)
    assert not translated.find().behind


def test_drafts_are_compared_by_when_they_were_written(desk: Desk) -> None:
    desk.write("en", ENGLISH)
    desk.write("es", SPANISH)
    assert not desk.find().behind
    desk.write("en", "Gout hurts for 9 days.")
    assert desk.find().behind


def test_texts_that_came_in_together_are_up_to_date_until_the_source_comes_in_anew(
    desk: Desk,
) -> None:
    desk.take_in(en=ENGLISH, es=SPANISH)
    assert not desk.find().behind
    desk.take_in(en="Gout hurts for 9 days.", es=SPANISH)
    assert desk.find().behind
