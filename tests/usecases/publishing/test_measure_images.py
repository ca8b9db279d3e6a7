"""Images of an earlier version get their sizes in the background, and pages keep room for them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Image
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.objects.object_store import attach
from readlevel.storage.public import publications, render_queue
from readlevel.usecases.operations import image_storage
from readlevel.usecases.publishing import measure_images, rerender
from tests.conftest import OpenDatabase
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.storage.cast import EVERY, answer, lay, save
from tests.storage.objects.server import ObjectServer, object_server

ROOM = 'width="40" height="20"'
SHOWN = "![A head](images/scan.png) ![A foot](images/broken.png)"
IMAGES = (
    Image("scan.png", encode(draw(size=(40, 20)), "PNG")),
    Image("broken.png", b"\x89PNG"),
)


def store_unmeasured(engine: Engine) -> None:
    """Store answers of a version that knew no sizes, with more images than are measured at once."""
    schema.upgrade(engine)
    slugs = [f"a{number}" for number in range(8)]
    with write_transaction(engine) as session:
        save(session, *(answer(slug, lay("Before."), images=IMAGES) for slug in slugs))
        session.execute(text("UPDATE image SET width = NULL, height = NULL"))
        save(session, *(answer(slug, lay(SHOWN), images=IMAGES) for slug in slugs))


@pytest.fixture
def stored(backend: str, open_database: OpenDatabase) -> Iterator[Engine]:
    """Answers of a version that knew no sizes."""
    with open_database(backend, store_unmeasured) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def running() -> Iterator[ObjectServer]:
    with object_server() as server:
        yield server


@pytest.fixture
def server(running: ObjectServer) -> ObjectServer:
    running.empty()
    return running


def rerender_all(engine: Engine) -> int:
    return rerender.rerender_queued(engine, DEFAULT_PERSONAS, "en", report=lambda *_: None).done


def list_sizes(engine: Engine) -> set[tuple[str, int | None, int | None]]:
    with read_transaction(engine) as session:
        rows = session.execute(text("SELECT DISTINCT name, width, height FROM image"))
        return {(row.name, row.width, row.height) for row in rows}


def count_with_room(engine: Engine) -> int:
    with read_transaction(engine) as session:
        found = [
            publications.find(session, f"a{n}", lay().audience, "en", EVERY, show_unreviewed=True)
            for n in range(8)
        ]
    return sum(ROOM in one.rendering.html.text for one in found if one and one.rendering)


def test_images_are_measured_once_and_what_shows_them_is_rendered_again(stored: Engine) -> None:
    assert count_with_room(stored) == 0
    assert rerender_all(stored) == 8
    assert list_sizes(stored) == {("scan.png", 40, 20), ("broken.png", 0, 0)}
    assert count_with_room(stored) == 8
    with read_transaction(stored) as session:
        assert render_queue.list_failed(session) == ()
    assert rerender_all(stored) == 0


def test_an_image_that_cannot_be_measured_is_shown_without_a_size(stored: Engine) -> None:
    rerender_all(stored)
    with read_transaction(stored) as session:
        found = publications.find(session, "a0", lay().audience, "en", EVERY, show_unreviewed=True)
    assert found is not None and found.rendering is not None
    assert found.rendering.html.text.count("width=") == 1
    assert "/images/broken.png" in found.rendering.html.text


def test_images_in_object_storage_are_measured_as_soon_as_it_answers(
    stored: Engine, server: ObjectServer
) -> None:
    rerendered = ("scan.png", 40, 20), ("broken.png", 0, 0)
    attach(stored, server.url)
    assert image_storage.move_out(stored) == 16
    with write_transaction(stored) as session:
        save(session, answer("here", lay(SHOWN), images=IMAGES))
        session.execute(
            text("UPDATE image SET width = NULL, height = NULL WHERE object_name IS NULL")
        )
    attach(stored, "s3://key:secret@readlevel?endpoint=http://127.0.0.1:9&region=eu-central-1")
    assert rerender_all(stored) == 1
    assert list_sizes(stored) == {*rerendered, ("scan.png", None, None), ("broken.png", None, None)}
    attach(stored, server.url)
    assert rerender_all(stored) == 8
    assert list_sizes(stored) == set(rerendered)
    assert count_with_room(stored) == 8


def test_without_object_storage_nothing_is_written_and_no_second_image_is_asked_for(
    stored: Engine,
    server: ObjectServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attach(stored, server.url)
    image_storage.move_out(stored)
    attach(stored, "s3://key:secret@readlevel?endpoint=http://127.0.0.1:9&region=eu-central-1")
    rerender_all(stored)
    caplog.clear()
    writing: list[Engine] = []

    def note_writing(engine: Engine, *, background: bool) -> AbstractContextManager[Session]:
        writing.append(engine)
        return write_transaction(engine, background=background)

    monkeypatch.setattr(measure_images, "write_transaction", note_writing)
    assert rerender_all(stored) == 0
    assert writing == []
    assert len(caplog.messages) == 1
    assert "images in object storage are not measured yet" in caplog.text


def test_an_image_that_the_object_storage_has_lost_is_asked_for_once(
    stored: Engine, server: ObjectServer, caplog: pytest.LogCaptureFixture
) -> None:
    attach(stored, server.url)
    image_storage.move_out(stored)
    server.empty()
    assert rerender_all(stored) == 0
    assert list_sizes(stored) == {("scan.png", 0, 0), ("broken.png", 0, 0)}
    assert "is missing. Restore it from a backup." in caplog.text
    caplog.clear()
    rerender_all(stored)
    assert caplog.messages == []


def test_queued_answers_are_rendered_before_images_are_measured(
    stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with write_transaction(stored) as session:
        render_queue.enqueue(session, [1], everything=True)
    waiting: list[int] = []

    def measure(content: bytes) -> None:
        with read_transaction(stored) as session:
            waiting.append(render_queue.count_queued(session))

    monkeypatch.setattr(measure_images, "measure_image", measure)
    assert rerender_all(stored) == 1
    assert set(waiting) == {0}
