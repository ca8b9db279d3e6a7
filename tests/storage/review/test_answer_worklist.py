"""Worklists by answer: its texts together, found by any of them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import accounts
from readlevel.storage.answers.answer_heads import find_id
from readlevel.storage.review import answer_worklist, worklist
from readlevel.storage.review.answer_worklist import count_answers, count_answers_by_status
from readlevel.storage.review.assignments import set_assignment
from readlevel.storage.review.worklist import SortOrder, WorklistFilter
from tests.storage.review.test_worklist import HARD, LAY, answer, clinician, lay, save

ALL = WorklistFilter()


def listed(
    session: Session,
    wanted: WorklistFilter = ALL,
    skip: int = 0,
    limit: int = 50,
    few: bool = False,
) -> list[str]:
    found = answer_worklist.list_answers(session, wanted, skip=skip, limit=limit, is_selective=few)
    return [
        f"{texts[0].slug} {texts[0].language}: {' '.join(text.audience for text in texts)}"
        for texts in found
    ]


def translated(slug: str) -> Answer:
    spanish = Variant(LAY, "es", "Su corazón late.", Review(Status.SUBMITTED))
    return Answer(slug, {"en": f"What is {slug}?", "es": f"¿Qué es {slug}?"}, (lay(), spanish))


def test_an_answer_is_one_row_with_its_texts_the_newest_first(session: Session) -> None:
    save(session, answer("gout", lay(), clinician()))
    save(session, answer("flu", lay()), 1)
    save(session, answer("gout", lay(), clinician(HARD + "More.")), 2)
    assert listed(session) == ["gout en: clinician lay", "flu en: lay"]
    assert listed(session, skip=1, limit=1) == ["flu en: lay"]
    assert count_answers(session, ALL) == 2


def test_each_language_of_an_answer_has_its_own_row(session: Session) -> None:
    save(session, translated("gout"))
    assert listed(session) == ["gout en: lay", "gout es: lay"]
    assert listed(session, WorklistFilter(language="es")) == ["gout es: lay"]
    assert count_answers(session, ALL) == 2


def test_an_answer_is_found_by_whom_its_review_is_assigned_to(session: Session) -> None:
    save(session, translated("gout"))
    now = datetime.now(UTC)
    rita, ada = (
        accounts.add(session, f"{name}@example.org", name, Role.REVIEWER, now=now)
        for name in ("rita", "ada")
    )
    number = find_id(session, "gout")
    assert number
    set_assignment(session, number, "es", rita.id, None, ada, now=now)
    mine = WorklistFilter(assigned_to=rita.id)
    assert listed(session, mine) == listed(session, mine, few=True) == ["gout es: lay"]
    assert count_answers(session, mine) == 1
    assert listed(session, WorklistFilter(assigned_to=ada.id)) == []


def test_an_answer_is_found_by_one_text_and_shown_with_all(session: Session) -> None:
    save(session, answer("gout", lay(), clinician(status=Status.SUBMITTED), topics=("Joints",)))
    save(session, answer("café_100%", lay(), topics=("Food",)), 1)
    gout, cafe = "gout en: clinician lay", "café_100% en: lay"
    assert listed(session, WorklistFilter(status=Status.SUBMITTED)) == [gout]
    assert listed(session, WorklistFilter(audience=LAY)) == [cafe, gout]
    assert listed(session, WorklistFilter(audience=Audience.CLINICIAN)) == [gout]
    assert listed(session, WorklistFilter(topic="Food")) == [cafe]
    assert listed(session, WorklistFilter(words="CAFE what")) == [cafe]
    assert listed(session, WorklistFilter(words="100%")) == [cafe]
    assert listed(session, WorklistFilter(words="o_t")) == []
    assert listed(session, WorklistFilter(order=SortOrder.HARDEST)) == [gout, cafe]
    assert worklist.list_topics(session, limit=9) == ["Food", "Joints"]


def test_counts_by_status_are_what_the_lists_have(session: Session) -> None:
    save(session, answer("gout", lay(), clinician(status=Status.SUBMITTED)))
    save(session, answer("flu", lay(), clinician()), 1)
    save(session, translated("café"), 2)
    for wanted in (ALL, WorklistFilter(words="gout"), WorklistFilter(audience=LAY)):
        counts = count_answers_by_status(session, wanted)
        for status in Status:
            one = WorklistFilter(status=status, words=wanted.words, audience=wanted.audience)
            assert counts.get(status, 0) == count_answers(session, one) == len(listed(session, one))
    assert count_answers_by_status(session, ALL) == {Status.DRAFT: 3, Status.SUBMITTED: 2}
    drafts = WorklistFilter(status=Status.DRAFT)
    assert count_answers_by_status(session, drafts) == count_answers_by_status(session, ALL)


@pytest.mark.parametrize("order", SortOrder)
def test_few_answers_are_listed_in_the_same_order(session: Session, order: SortOrder) -> None:
    save(session, answer("gout", lay(), clinician()))
    save(session, answer("flu", clinician("Short."), lay()), 1)
    save(session, translated("café"), 2)
    wanted = WorklistFilter(order=order, words="es")
    assert listed(session, wanted, few=True) == listed(session, wanted)
    assert listed(session, few=True, skip=1, limit=2) == listed(session, skip=1, limit=2)
