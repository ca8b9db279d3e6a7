"""Answers lead on to those that share most with them, and a change concerns only a few others."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import related_answers
from readlevel.storage.database.content_tables import site_change
from readlevel.storage.database.site_version import get_version
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import TextChoice
from readlevel.usecases.publishing.related_answers import KEPT, MAX_SOURCES
from tests.storage.cast import WITHDRAWN, answer, lay, save

CHOICE = TextChoice(Audience.LAY, ("en",), show_unreviewed=True)
CODES = {"icd10cm": ("R51",)}


def related(session: Session, slug: str, choice: TextChoice = CHOICE) -> list[str]:
    return [one.slug for one in reading.list_related(session, slug, "en", choice)]


def changed(session: Session, since: int) -> set[str]:
    table = site_change
    parts = session.scalars(select(table.c.part).where(table.c.version > since))
    return {part.removeprefix("answer:") for part in parts}


def test_answers_lead_to_each_other_whichever_was_first(session: Session) -> None:
    save(session, answer("headache", lay(), topics=("neurology",), codes=CODES))
    save(session, answer("flu", lay(), topics=("infections",)))
    save(session, answer("migraine", lay(), topics=("neurology",), codes=CODES))
    assert related(session, "headache") == ["migraine"]
    assert related(session, "migraine") == ["headache"]
    assert related(session, "flu") == []


def test_the_page_of_a_related_answer_is_made_anew_when_its_question_changes(
    session: Session,
) -> None:
    save(session, answer("headache", lay(), codes=CODES))
    save(session, answer("migraine", lay(), codes=CODES))
    before = get_version(session)
    save(session, answer("migraine", lay("Other words."), codes=CODES))
    assert changed(session, before) == {"migraine"}
    before = get_version(session)
    save(session, answer("migraine", lay("Other words."), codes=CODES, question={"en": "New?"}))
    assert changed(session, before) == {"migraine", "headache"}
    [one] = reading.list_related(session, "headache", "en", CHOICE)
    assert one.question == "New?"


def test_a_withdrawn_answer_is_related_to_nothing(session: Session) -> None:
    save(session, answer("headache", lay(), codes=CODES))
    save(session, answer("migraine", lay(), codes=CODES))
    before = get_version(session)
    save(session, answer("migraine", lay(review=WITHDRAWN), codes=CODES))
    assert related(session, "headache") == []
    assert "headache" in changed(session, before)
    save(session, answer("migraine", lay(), codes=CODES))
    assert related(session, "headache") == ["migraine"]


def test_what_is_not_reviewed_is_related_only_where_it_may_be_read(session: Session) -> None:
    save(session, answer("headache", lay(), codes=CODES))
    save(session, answer("migraine", lay(review=Review(Status.UNDER_REVIEW)), codes=CODES))
    assert related(session, "headache") == ["migraine"]
    strict = TextChoice(Audience.LAY, ("en",), show_unreviewed=False)
    assert related(session, "headache", strict) == []


def test_no_answer_leads_to_one_in_a_language_that_it_lacks(session: Session) -> None:
    save(session, answer("headache", lay(), lay("Duele.", language="es"), codes=CODES))
    save(session, answer("migraine", lay(), codes=CODES))
    assert related(session, "headache") == ["migraine"]
    assert reading.list_related(session, "headache", "es", CHOICE) == ()


def test_however_many_answers_share_codes_a_change_concerns_few(session: Session) -> None:
    many = [f"pain{number:02d}" for number in range(30)]
    codes = {"icd10cm": tuple(f"R52.{number}" for number in range(10))}
    for slug in many:
        save(session, answer(slug, lay(), codes=codes, question={"en": f"What is {slug}?"}))
    assert all(len(related(session, slug)) == 4 for slug in many[1:])
    for slug in many:
        assert len(related_answers.find_links(session, slug, "en")) <= KEPT
        assert len(related_answers.find_sources(session, slug)) <= MAX_SOURCES + KEPT
    before = get_version(session)
    save(session, answer(many[0], lay(), codes=codes, question={"en": "New?"}))
    assert 1 < len(changed(session, before)) <= MAX_SOURCES + 2 * KEPT + 1
