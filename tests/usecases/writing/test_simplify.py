"""How far a draft is from its target."""

import pytest

from readlevel.core.model.answer import Audience
from readlevel.core.text.document import UnreadableMarkdown
from readlevel.usecases.writing.simplify import list_simplifications

EASY = "Take one pill a day with food. " * 12
HARD = "Antihypertensive pharmacotherapy necessitates individualized titration. " * 12


def test_a_text_on_target_needs_no_proposal() -> None:
    queue = list_simplifications(EASY, "en", Audience.LAY, "ama")
    assert (queue.target, queue.to_target) == (6, 0)


def test_a_hard_text_may_need_more_than_there_is() -> None:
    queue = list_simplifications(HARD, "en", Audience.LAY, "ama")
    assert queue.proposals
    assert queue.to_target is None


def test_a_language_without_grades_has_no_way_to_a_grade() -> None:
    queue = list_simplifications("Принимайте одну таблетку в день.", "ru", Audience.LAY, "ama")
    assert queue.to_target is None


def test_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableMarkdown):
        list_simplifications("a\0b", "en", Audience.LAY, "ama")
