"""Texts that were taken back, on both databases."""

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.public.withdrawals import WithdrawnText, list_withdrawn
from tests.storage.cast import WITHDRAWN, answer, clinician, lay, save

START = ("", "", "")


def test_what_was_taken_back_is_listed_by_slug_audience_and_language(session: Session) -> None:
    save(
        session,
        answer("b", lay(review=WITHDRAWN), clinician(review=WITHDRAWN)),
        answer("a", lay(review=WITHDRAWN, language="es"), lay(review=WITHDRAWN), clinician()),
        answer("c"),
    )
    found = list_withdrawn(session, after=START, limit=9)
    assert found[0] == WithdrawnText("a", Audience.LAY, "en", "What is a?", "A trial showed harm.")
    places = [(one.slug, one.audience, one.language) for one in found]
    assert places == [
        ("a", "lay", "en"),
        ("a", "lay", "es"),
        ("b", "clinician", "en"),
        ("b", "lay", "en"),
    ]
    for number, place in enumerate(places):
        assert list_withdrawn(session, after=place, limit=9) == found[number + 1 :]
    assert list_withdrawn(session, after=START, limit=1) == found[:1]
