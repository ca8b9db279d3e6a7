"""The look of a site is a draft first, is published as a whole, and leaves no unused files."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from readlevel.core.look.site_look import FileRole, LookFile, SiteLook
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import site_look
from readlevel.storage.database import site_version
from readlevel.usecases.operations import looks
from readlevel.usecases.operations.looks import LookEditConflict
from tests.storage.cast import NOW

BLUE = SiteLook(accent="#005eb8")
LOGO = SiteLook(files={FileRole.LOGO: LookFile("a.svg", 90, 30)})


@pytest.fixture
def ada(session: Session) -> Account:
    return accounts.add(session, "ada@example.org", "Ada", Role.ADMIN, now=NOW)


def save(session: Session, look: SiteLook, *added: tuple[str, bytes]) -> None:
    version = looks.find_edited(session).version
    looks.save_draft(session, look, added, expected_version=version)


def publish(session: Session, actor: Account) -> bool:
    version = looks.find_edited(session).version
    return looks.publish(session, actor, expected_version=version, now=NOW)


def test_a_draft_changes_nothing_that_readers_see(session: Session) -> None:
    before = site_version.get_version(session)
    save(session, BLUE)
    assert looks.find_edited(session).is_draft
    assert site_look.find_look(session, site_look.PUBLIC) is None
    assert site_version.get_version(session) == before


def test_publishing_renews_every_page_and_is_logged(session: Session, ada: Account) -> None:
    before = site_version.get_version(session)
    save(session, BLUE)
    assert publish(session, ada)
    assert not looks.find_edited(session).is_draft
    now = site_version.get_version(session)
    changes = site_version.list_changes(session, before, now, 10)
    assert changes == [(now, site_version.EVERYTHING)]
    entry = audit_log.list_entries(session)[0]
    assert (entry.action, entry.name, entry.detail) == (
        "look.published",
        "Ada",
        {"changed": "accent"},
    )
    assert not publish(session, ada)
    assert site_version.get_version(session) == now


def test_files_that_no_look_names_are_removed(session: Session, ada: Account) -> None:
    save(session, LOGO, ("a.svg", b"<svg/>"))
    publish(session, ada)
    save(session, SiteLook(files={FileRole.LOGO: LookFile("b.svg")}), ("b.svg", b"<svg />"))
    assert set(site_look.list_files(session)) == {"a.svg", "b.svg"}
    looks.discard(session, expected_version=looks.find_edited(session).version)
    assert set(site_look.list_files(session)) == {"a.svg"}
    save(session, SiteLook())
    publish(session, ada)
    assert site_look.list_files(session) == {}


@pytest.mark.parametrize("deed", ["save", "publish", "discard"])
def test_what_was_seen_must_be_what_is_stored(session: Session, ada: Account, deed: str) -> None:
    seen = looks.find_edited(session).version
    save(session, BLUE)
    with pytest.raises(LookEditConflict):
        if deed == "save":
            looks.save_draft(session, LOGO, (), expected_version=seen)
        elif deed == "publish":
            looks.publish(session, ada, expected_version=seen, now=NOW + timedelta(1))
        else:
            looks.discard(session, expected_version=seen)
    assert looks.find_edited(session).look == BLUE


def test_a_look_of_a_later_version_is_read_as_far_as_it_is_known(session: Session) -> None:
    site_look.save_look(session, site_look.PUBLIC, LOGO)
    assert looks.find_edited(session).look == LOGO
    assert looks.find_stored_file(session, "nothing.svg") is None
