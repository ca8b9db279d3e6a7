from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.public.published_texts import PublishedText, count_texts, list_texts
from tests.storage.cast import DRAFT, WAITING, WITHDRAWN, answer, clinician, lay, save


def test_public_texts_come_in_batches_that_follow_one_another(session: Session) -> None:
    save(
        session,
        answer("b", lay("b lay"), clinician("b clinician"), lay("b español", language="es")),
        answer("a", lay("a waits", WAITING), clinician("a is a draft", DRAFT)),
        answer("c", lay("c is gone", WITHDRAWN), clinician("c clinician")),
    )
    found: list[PublishedText] = []
    last = None
    while batch := list_texts(session, after=last, limit=2):
        found.extend(batch)
        last = batch[-1]
    assert [text.markdown for text in found] == [
        "a waits",
        "b clinician",
        "b lay",
        "b español",
        "c clinician",
    ]
    assert count_texts(session) == 5
    assert (found[0].slug, found[0].audience, found[0].language) == ("a", Audience.LAY, "en")


def test_nothing_public_is_no_text(session: Session) -> None:
    assert list_texts(session, after=None, limit=9) == []
    assert count_texts(session) == 0
