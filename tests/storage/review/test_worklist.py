"""The list of work: where each text stands, as both databases list it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import accounts
from readlevel.storage.answers import authorship
from readlevel.storage.review import answer_worklist, worklist
from readlevel.storage.review.worklist import WorklistFilter, WorklistItem
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
EASY = "Your heart pumps blood. It is strong. " * 12
HARD = "Antihypertensive pharmacotherapy necessitates individualised multidisciplinary care. " * 8
LAY, CLINICIAN = Audience.LAY, Audience.CLINICIAN


def answer(slug: str, *variants: Variant, topics: tuple[str, ...] = ()) -> Answer:
    return Answer(slug, {"en": f"What is {slug}?"}, variants, topics=topics)


def lay(words: str = EASY, status: Status = Status.DRAFT, **more: object) -> Variant:
    return Variant(LAY, "en", words, Review(status, **more))  # type: ignore[arg-type]


def clinician(words: str = HARD, status: Status = Status.DRAFT) -> Variant:
    return Variant(CLINICIAN, "en", words, Review(status))


def save(session: Session, one: Answer, minutes: int = 0) -> None:
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    now = NOW + timedelta(minutes=minutes)
    publish.save_answer(session, one, renderer, author="Ed", why="", now=now)


def items(session: Session) -> list[WorklistItem]:
    answers = answer_worklist.list_answers(session, WorklistFilter(), skip=0, limit=50)
    return [item for texts in answers for item in texts]


def test_a_draft_is_listed_beside_what_is_public(session: Session) -> None:
    due = date(2027, 1, 1)
    save(session, answer("gout", lay(status=Status.APPROVED, next_review=due)))
    save(session, answer("gout", lay(EASY + "More.")), 1)
    (item,) = items(session)
    assert (item.number, item.status, item.public_status) == (2, Status.DRAFT, Status.APPROVED)
    assert item.next_review == due


def test_drafts_have_a_reading_level_too(session: Session) -> None:
    save(session, answer("gout", lay(), clinician()))
    hard, easy = items(session)
    assert hard.grade_high is not None
    assert easy.grade_high is not None
    assert hard.grade_high > easy.grade_high


def test_authors_do_not_see_their_own_texts_as_awaiting_review(session: Session) -> None:
    save(session, answer("gout", lay(status=Status.SUBMITTED)))
    save(session, answer("flu", lay(status=Status.UNDER_REVIEW)), 1)
    ann = accounts.add(session, "ann@example.org", "Ann", Role.REVIEWER, now=NOW)
    _, gout = items(session)
    authorship.record_author(session, [gout.revision_id], ann.id)
    assert [item.slug for item in worklist.list_awaiting_review(session, ann.id, limit=9)] == [
        "flu"
    ]
    assert [item.slug for item in worklist.list_awaiting_review(session, 0, limit=9)] == [
        "gout",
        "flu",
    ]
    own = worklist.list_own(session, ann.id, [Status.SUBMITTED], limit=9)
    assert [item.slug for item in own] == ["gout"]
    assert worklist.list_own(session, ann.id, [Status.DRAFT], limit=9) == []


def test_due_texts_are_listed_longest_overdue_first(session: Session) -> None:
    today = NOW.date()
    for days in (-3, 0, 5):
        due = today + timedelta(days=days)
        save(session, answer(f"a{days}", lay(status=Status.APPROVED, next_review=due)))
    withdrawn = lay(status=Status.WITHDRAWN, next_review=today)
    save(session, answer("gone", withdrawn))
    due_now = worklist.list_due(session, today, skip=0, limit=9)
    assert [item.slug for item in due_now] == ["a-3", "a0"]
    assert worklist.count_due(session, today + timedelta(days=9)) == 3


def test_a_changed_status_is_listed(session: Session) -> None:
    one = answer("gout", lay())
    save(session, one)
    save(session, replace(one, variants=(lay(status=Status.SUBMITTED),)))
    (item,) = items(session)
    assert (item.number, item.status, item.public_status) == (1, "submitted", "submitted")


@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("ORDER BY answer_touched_at DESC, answer_id DESC", "ix_work_answer_touched_at_answer_id"),
        ("WHERE next_review <= '2026-01-01' ORDER BY next_review", "ix_work_next_review"),
        ("WHERE status = 'draft' ORDER BY answer_touched_at DESC", "ix_work_status"),
        ("WHERE language = 'es' ORDER BY answer_touched_at DESC", "ix_work_language"),
    ],
)
def test_lists_are_read_by_an_index(
    engine: Engine, session: Session, order: str, index: str
) -> None:
    if engine.dialect.name == "postgresql":
        session.execute(text("SET LOCAL enable_seqscan = off"))
        session.execute(text("SET LOCAL enable_sort = off"))
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    plan = session.execute(text(f"{explain} SELECT * FROM work {order} LIMIT 50")).all()
    assert index in str(plan)
