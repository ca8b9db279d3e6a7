from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts
from readlevel.storage.answers.answer_heads import find_id
from readlevel.storage.writing import ignored_proposals
from readlevel.storage.writing.ignored_proposals import IgnoredProposals, TextPlace
from tests.storage.cast import NOW, answer, save


def test_of_too_many_the_oldest_go(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ignored_proposals, "MAX_IGNORED", 3)
    ada = accounts.add(session, "ada@example.org", "Ada", Role.EDITOR, now=NOW)
    save(session, answer())
    answer_id = find_id(session, "headache")
    assert answer_id
    place = TextPlace(answer_id, Audience.LAY, "en")
    first = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(5):
        moment = first + timedelta(minutes=number)
        ignored_proposals.ignore(
            session, place, ada.id, str(number), is_word=number % 2 == 1, now=moment
        )
    ignored_proposals.ignore(session, place, ada.id, "4", is_word=False, now=first)
    found = ignored_proposals.find_ignored(session, place)
    assert found == IgnoredProposals(frozenset({"2", "4"}), frozenset({"3"}))
