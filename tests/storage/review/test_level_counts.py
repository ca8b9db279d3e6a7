"""Reading levels of all texts, as both databases count them."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database.desk_tables import worklist
from readlevel.storage.review import level_counts
from tests.storage.cast import DRAFT, WITHDRAWN, answer, clinician, lay, save

LAY, CLINICIAN = Audience.LAY, Audience.CLINICIAN


@pytest.fixture
def site(session: Session) -> Session:
    """Five answers with known levels: what is measured is the matter of other tests."""
    known = {"easy": 4, "usual": 7, "hard": 12, "short": None, "gone": 15}
    for slug, grade in known.items():
        review = WITHDRAWN if slug == "gone" else DRAFT
        topics = ("Heart",) if slug in {"easy", "hard"} else ("Skin",)
        save(session, answer(slug, lay(review=review), clinician(review=DRAFT), topics=topics))
        for audience, level in ((LAY, grade), (CLINICIAN, 14)):
            _set_level(session, slug, audience, level)
    save(session, answer("es", lay(language="es", review=DRAFT), question={"es": "¿Qué?"}))
    return session


def _set_level(session: Session, slug: str, audience: Audience, grade: int | None) -> None:
    is_it = (worklist.c.slug == slug) & (worklist.c.audience == audience)
    high = None if grade is None else grade + 1
    session.execute(update(worklist).where(is_it).values(grade_low=grade, grade_high=high))


def hardest(session: Session, topic: str = "", skip: int = 0, limit: int = 9) -> list[str]:
    found = level_counts.list_hardest(session, "en", topic, skip=skip, limit=limit)
    return [one.slug for one in found]


def test_texts_are_counted_by_the_grade_from_which_they_can_be_read(site: Session) -> None:
    counts = level_counts.count_levels(site, "en")
    assert counts == {LAY: {4: 1, 7: 1, 12: 1, None: 1}, CLINICIAN: {14: 5}}


def test_texts_of_a_topic_are_counted_alone(site: Session) -> None:
    assert level_counts.count_levels(site, "en", "Heart") == {
        LAY: {4: 1, 12: 1},
        CLINICIAN: {14: 2},
    }
    assert level_counts.count_levels(site, "en", "heart'%") == {LAY: {}, CLINICIAN: {}}


def test_each_language_is_counted_by_itself(site: Session) -> None:
    counts = level_counts.count_levels(site, "es")
    assert sum(counts[LAY].values()) == 1
    assert not counts[CLINICIAN]


def test_the_hardest_plain_text_comes_first_and_none_that_is_withdrawn(site: Session) -> None:
    assert hardest(site) == ["hard", "usual", "easy"]
    assert hardest(site, "Heart") == ["hard", "easy"]
    assert hardest(site, skip=1, limit=1) == ["usual"]
    first = level_counts.list_hardest(site, "en", skip=0, limit=1)[0]
    assert (first.grade_low, first.grade_high) == (12, 13)
