"""Deleting an answer takes everything of it along, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from readlevel.core.alignment.passages import Passage
from readlevel.core.model.answer import Image
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import related_answers
from readlevel.storage.database import content_tables, site_version
from readlevel.storage.public import listings, tombstones
from readlevel.storage.review import assignments, passage_comments
from readlevel.usecases.writing import deletion
from readlevel.usecases.writing.editor import autosave
from tests.storage.cast import MIGRAINE, answer, lay, save, save_terms

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
CODES = {"icd10cm": ("G43.9", "R51.9")}
SAMPLE = answer(
    "headache",
    lay("Migraine hurts. ![A head](head.png)"),
    images=(Image("head.png", b"\x89PNG"),),
    topics=("neurology",),
    search_words={"en": ("sore head",)},
    former_slugs=("old-headache",),
    codes=CODES,
    is_sample=True,
)
IGNORED = {"audit", "site", "site_change", "term_change", "tombstone", "alembic_version"}
"""Tables that remember that there was an answer."""


@pytest.fixture
def ada(session: Session) -> Account:
    return accounts.add(session, "ada@example.org", "Ada", Role.ADMIN, now=NOW)


def count_rows(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in content_tables.metadata.sorted_tables
        if table.name not in IGNORED
    }


def comment_on(session: Session, who: Account) -> None:
    revision_id = session.scalars(select(content_tables.revision.c.id)).all()[-1]
    passage = Passage("Migraine", "", " hurts.")
    thread = passage_comments.add_thread(session, revision_id, who, passage, "Why?", None, now=NOW)
    passage_comments.add_reply(session, thread, who, "So it is.", now=NOW)
    answer_id = session.scalars(select(content_tables.answer.c.id)).all()[-1]
    assignments.set_assignment(session, answer_id, "en", who.id, None, who, now=NOW)


def test_no_row_of_a_deleted_answer_is_left(session: Session, ada: Account) -> None:
    save_terms(session, [MIGRAINE])
    save(session, answer("fever", lay("Fever warms."), topics=("neurology",), codes=CODES))
    before = count_rows(session)
    save(session, SAMPLE)
    autosave.keep_text(session, ada, "tab", "headache", "en", "{}", "Typed.", now=NOW)
    comment_on(session, ada)
    autosave.note_open(session, ada, "tab", "headache", "en", "lay", now=NOW)
    assert related_answers.find_sources(session, "headache") == [("fever", "en")]
    version = site_version.get_version(session)
    save(session, replace(SAMPLE, variants=(lay("Migraine hurts a lot."),)))
    assert count_rows(session) != before
    deletion.delete_answer(session, ada, "headache", now=NOW)
    assert count_rows(session) == before
    newest = site_version.get_version(session)
    changes = site_version.list_changes(session, version, newest, 99)
    assert {"answer:headache", "answer:fever"} <= {part for _, part in changes or ()}
    listed = listings.list_newest(session, "en", show_unreviewed=True, limit=9)
    assert [one.slug for one in listed] == ["fever"]
    assert audit_log.list_entries(session)[0].action == "answer.deleted"
    (left,) = tombstones.find(session, "headache", show_unreviewed=True)
    assert left.reason is tombstones.TombstoneReason.REMOVED


def test_samples_are_deleted_in_one_act(session: Session, ada: Account) -> None:
    save(session, SAMPLE, replace(SAMPLE, slug="other", former_slugs=()), answer("fever"))
    assert list(deletion.list_samples(session)) == ["headache", "other"]
    assert deletion.delete_samples(session, ada, now=NOW) == 2
    assert list(deletion.list_samples(session)) == []
    assert session.scalars(select(content_tables.answer.c.slug)).all() == ["fever"]


def test_an_answer_may_come_back_under_the_slug_of_a_deleted_one(
    session: Session, ada: Account
) -> None:
    save(session, SAMPLE)
    deletion.delete_answer(session, ada, "headache", now=NOW)
    save(session, SAMPLE)
    assert tombstones.find(session, "headache", show_unreviewed=True) == ()


def test_only_administrators_delete(session: Session) -> None:
    save(session, SAMPLE)
    rita = accounts.add(session, "rita@example.org", "Rita", Role.REVIEWER, now=NOW)
    with pytest.raises(PermissionError):
        deletion.delete_samples(session, rita, now=NOW)


@pytest.mark.parametrize("table", ["revision", "review_event", "revision_account"])
def test_history_is_deleted_in_no_other_way(session: Session, ada: Account, table: str) -> None:
    save(session, SAMPLE, answer("fever"))
    deletion.delete_answer(session, ada, "headache", now=NOW)
    if session.scalar(text(f"SELECT count(*) FROM {table}")):
        with pytest.raises(DatabaseError, match=r"never|only added to"):
            session.execute(text(f"DELETE FROM {table}"))
        session.rollback()
