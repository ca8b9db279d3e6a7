"""How a text became what it is, as both databases keep it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers
from readlevel.storage.answers.revision_history import list_revision_summaries
from tests.storage.cast import DRAFT, NOW, answer, clinician, lay, save


def test_revisions_tell_who_saved_them_when_and_why_the_newest_first(session: Session) -> None:
    first = answer("headache", lay(), clinician(), lay("Duele.", language="es"))
    save(session, first)
    save(session, replace(first, variants=(lay("It hurts.", DRAFT), clinician())))
    answer_id = answers.find_id(session, "headache")
    assert answer_id
    newest, oldest = list_revision_summaries(session, answer_id, Audience.LAY, "en")
    assert (newest.number, newest.status) == (2, Status.DRAFT)
    assert (oldest.number, oldest.status) == (1, Status.APPROVED)
    assert (newest.at, newest.author, newest.why) == (NOW, "Ed", "test")
    assert list_revision_summaries(session, answer_id, Audience.CLINICIAN, "es") == []
