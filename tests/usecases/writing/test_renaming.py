"""A renamed answer takes all along, and its former slugs lead to it for good."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import MetaData, String, cast, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.answers import SlugTaken
from readlevel.storage.database import content_tables, site_version
from readlevel.storage.public import publications, tombstones
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import archive, renaming
from readlevel.usecases.writing.clinical_codes import ReviewerRequired
from readlevel.usecases.writing.editor import autosave
from tests.storage.cast import DRAFT, MIGRAINE, answer, clinician, lay, save, save_terms

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
HEADACHE = answer(
    "headache",
    lay("Migraine hurts."),
    clinician("Migraine."),
    question={"en": "What hurts?"},
    topics=("neurology",),
    former_slugs=("cephalalgia",),
)
REMEMBERED = {"former_slug", "audit", "site_change"}
"""Tables that keep the former slug on purpose."""


@pytest.fixture
def rita(session: Session) -> Account:
    return accounts.add(session, "rita@example.org", "Rita", Role.REVIEWER, now=NOW)


def rename(session: Session, actor: Account | None, slug: str, new: str) -> bool:
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    return renaming.rename_answer(session, renderer, actor, slug, new, now=NOW)


def find_tables_with(session: Session, value: str) -> set[str]:
    metadata: MetaData = content_tables.metadata
    return {
        table.name
        for table in metadata.sorted_tables
        for column in table.c
        if session.execute(select(column).where(cast(column, String) == value).limit(1)).first()
    }


def test_nothing_is_left_at_the_former_slug(session: Session, rita: Account) -> None:
    save_terms(session, [MIGRAINE])
    save(session, answer("fever", lay("Migraine."), topics=("neurology",)), HEADACHE)
    autosave.keep_text(session, rita, "tab", "headache", "en", "{}", "Typed.", now=NOW)
    autosave.note_open(session, rita, "tab", "headache", "en", "lay", now=NOW)
    before = find_tables_with(session, "headache") - REMEMBERED
    version = site_version.get_version(session)
    assert rename(session, rita, "headache", "migraine-attack")
    assert find_tables_with(session, "headache") <= REMEMBERED
    assert find_tables_with(session, "migraine-attack") - REMEMBERED == before
    newest = site_version.get_version(session)
    changes = site_version.list_changes(session, version, newest, 99)
    parts = {part for _, part in changes or ()}
    assert {"answer:headache", "answer:migraine-attack", "answer:fever"} <= parts
    entry = audit_log.list_entries(session)[0]
    assert (entry.action, entry.subject) == ("answer.renamed", "migraine-attack")
    assert entry.detail == {"former": "headache"}


def test_every_former_slug_leads_to_the_newest(session: Session, rita: Account) -> None:
    save(session, HEADACHE)
    rename(session, rita, "headache", "migraine-attack")
    rename(session, rita, "migraine-attack", "migraine-pain")
    head = answers.get_head(session, "migraine-pain")
    assert head.former_slugs == ("cephalalgia", "headache", "migraine-attack")
    for former in head.former_slugs:
        assert answers.find_renamed_slug(session, former) == "migraine-pain"


def test_an_answer_gets_a_former_slug_of_its_own_back(session: Session, rita: Account) -> None:
    save(session, HEADACHE)
    rename(session, rita, "headache", "cephalalgia")
    head = answers.get_head(session, "cephalalgia")
    assert head.former_slugs == ("headache",)


@pytest.mark.parametrize("taken", ["fever", "old-fever"])
def test_the_slug_of_another_answer_is_refused_now_and_formerly(
    session: Session, rita: Account, taken: str
) -> None:
    save(session, HEADACHE, answer("fever", former_slugs=("old-fever",)))
    with pytest.raises(SlugTaken):
        rename(session, rita, "headache", taken)
    assert answers.find_id(session, "headache") is not None


@pytest.mark.parametrize("slug", ["", "Big", "a--b", "a/b", "é", "a" * 101])
def test_what_is_no_slug_is_refused(session: Session, rita: Account, slug: str) -> None:
    save(session, HEADACHE)
    with pytest.raises(renaming.InvalidSlug):
        rename(session, rita, "headache", slug)


def test_editors_rename_only_what_is_not_approved(session: Session) -> None:
    save(session, HEADACHE, answer("draft", lay("Not yet.", DRAFT)))
    ed = accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)
    with pytest.raises(ReviewerRequired):
        rename(session, ed, "headache", "migraine-attack")
    assert rename(session, ed, "draft", "plan")


def test_the_tombstones_of_an_archived_answer_move_with_it(session: Session, rita: Account) -> None:
    save(session, HEADACHE)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    archive.archive_answer(session, renderer, rita, "headache", because="Old.", now=NOW)
    rename(session, rita, "headache", "migraine-attack")
    assert tombstones.find(session, "headache", show_unreviewed=True) == ()
    moved = tombstones.find(session, "migraine-attack", show_unreviewed=True)
    assert [one.because for one in moved] == ["Old.", "Old."]


def test_an_import_renames_the_answer_that_it_knows_by_its_former_slug(session: Session) -> None:
    save(session, HEADACHE)
    moved = replace(HEADACHE, slug="migraine-attack", former_slugs=("cephalalgia", "headache"))
    save(session, moved)
    assert answers.find_id(session, "headache") is None
    assert answers.get_answer(session, "migraine-attack") == moved
    siblings = publications.find_siblings(session, "migraine-attack", show_unreviewed=False)
    assert {one.audience for one in siblings} == {Audience.LAY, Audience.CLINICIAN}


def test_what_is_typed_under_the_former_slug_is_kept_with_the_answer(
    session: Session, rita: Account
) -> None:
    save(session, HEADACHE)
    rename(session, rita, "headache", "migraine-attack")
    autosave.keep_text(session, rita, "tab", "headache", "en", "{}", "Typed.", now=NOW)
    assert [one.slug for one in autosave.list_kept(session, rita)] == ["migraine-attack"]
