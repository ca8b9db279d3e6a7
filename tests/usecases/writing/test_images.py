"""What a writer does with the pictures of an answer."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Image, Review, Variant
from readlevel.core.model.image_names import make_image_name
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.database import desk_tables
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import images as image_usecases
from readlevel.usecases.writing.images import (
    ImageRejected,
    ImageUse,
    add_image,
    list_images,
    remove_image,
)

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NAME = make_image_name(b"scan", "scan.png", "webp")
SHOWN = f"## Scan\n\n![a *dark* spot](images/{NAME})\n"


@pytest.fixture
def writer(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


@pytest.fixture(autouse=True)
def gout(session: Session) -> None:
    save(session, "## Scan\n\nNone yet.\n")


def save(session: Session, markdown: str, status: Status = Status.DRAFT) -> None:
    variant = Variant(Audience.LAY, "en", markdown, Review(status))
    images = answers.get_answer(session, "gout").images if answers.count(session) else ()
    answer = Answer("gout", {"en": "What is gout?"}, (variant,), images=images)
    renderer = Renderer(session, Settings().personas, "en")
    save_answer(session, answer, renderer, author="Ed", why="", now=NOW)


def test_a_picture_is_kept_under_its_digest_and_noted(session: Session, writer: Account) -> None:
    name = add_image(session, writer, "gout", b"scan", "scan.png", now=NOW)
    assert name == NAME
    assert answers.get_answer(session, "gout").images == (Image(name, b"scan"),)
    [kept] = list_images(session, "gout")
    assert (kept.name, kept.size, kept.places) == (NAME, 4, ())
    [entry] = audit_log.list_entries(session)
    assert (entry.action, entry.subject, entry.detail["name"]) == ("picture.added", "gout", NAME)


def test_the_same_picture_is_kept_once(session: Session, writer: Account) -> None:
    for _ in range(2):
        assert add_image(session, writer, "gout", b"scan", "scan.png", now=NOW) == NAME
    assert len(list_images(session, "gout")) == 1
    assert len(audit_log.list_entries(session)) == 1


def test_the_newest_picture_comes_first(session: Session, writer: Account) -> None:
    first, second, third = (
        add_image(session, writer, "gout", content, "scan.png", now=NOW)
        for content in (b"1", b"2", b"3")
    )
    remove_image(session, writer, "gout", second, now=NOW)
    fourth = add_image(session, writer, "gout", b"4", "scan.png", now=NOW)
    assert [one.name for one in list_images(session, "gout")] == [fourth, third, first]


def test_a_picture_says_where_it_is_shown_and_how_it_is_described(
    session: Session, writer: Account
) -> None:
    add_image(session, writer, "gout", b"scan", "scan.png", now=NOW)
    save(session, SHOWN, Status.APPROVED)
    save(session, f"{SHOWN}\nMore.\n")
    [kept] = list_images(session, "gout")
    assert kept.places == (
        ImageUse(Audience.LAY, "en", "a dark spot", public=False),
        ImageUse(Audience.LAY, "en", "a dark spot", public=True),
    )
    assert kept.description == "a dark spot"


def test_a_picture_stays_while_a_text_shows_it(session: Session, writer: Account) -> None:
    add_image(session, writer, "gout", b"scan", "scan.png", now=NOW)
    save(session, SHOWN, Status.APPROVED)
    save(session, "## Scan\n\nGone from the draft.\n")
    with pytest.raises(ImageRejected, match="shown"):
        remove_image(session, writer, "gout", NAME, now=NOW)
    save(session, "## Scan\n\nGone for readers too.\n", Status.APPROVED)
    remove_image(session, writer, "gout", NAME, now=NOW)
    assert list_images(session, "gout") == ()
    assert audit_log.list_entries(session)[0].action == "picture.removed"


def test_a_picture_stays_while_somebody_writes_a_text_with_it(
    session: Session, writer: Account
) -> None:
    add_image(session, writer, "gout", b"scan", "scan.png", now=NOW)
    session.execute(
        insert(desk_tables.kept_text).values(
            account_id=writer.id,
            tab="a",
            slug="gout",
            language="en",
            draft=SHOWN,
            words="",
            updated_at=NOW,
        )
    )
    with pytest.raises(ImageRejected, match="unsaved"):
        remove_image(session, writer, "gout", NAME, now=NOW)


def test_an_answer_has_so_many_pictures_and_no_more(
    session: Session, writer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_usecases, "MAX_IMAGES", 1)
    add_image(session, writer, "gout", b"scan", "scan.png", now=NOW)
    assert add_image(session, writer, "gout", b"scan", "scan.png", now=NOW) == NAME
    with pytest.raises(ImageRejected, match="too_many"):
        add_image(session, writer, "gout", b"other", "scan.png", now=NOW)


def test_a_missing_entry_is_not_found(session: Session, writer: Account) -> None:
    with pytest.raises(LookupError):
        list_images(session, "nothing")
    with pytest.raises(LookupError):
        add_image(session, writer, "nothing", b"scan", "scan.png", now=NOW)
    with pytest.raises(LookupError):
        remove_image(session, writer, "gout", NAME, now=NOW)
