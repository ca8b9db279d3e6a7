"""Images move between the database and object storage, and none is lost on the way."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Image
from readlevel.settings import Settings
from readlevel.storage.answers import answers, images
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.objects import image_contents
from readlevel.storage.objects.object_store import UnreachableObjects, attach, find_store
from readlevel.usecases.operations import image_storage
from readlevel.usecases.operations.backup import make_backup
from readlevel.usecases.operations.image_storage import KEPT_UNUSED
from readlevel.usecases.operations.restore import restore_backup
from readlevel.web.wsgi import application
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.storage.cast import answer, lay, save
from tests.storage.objects.server import ObjectServer, object_server

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HEAD, FOOT = Image("head.png", b"\x89PNG head" * 1000), Image("foot.png", b"\x89PNG foot")
ANSWER = answer("headache", lay("![A head](head.png)"), images=(HEAD, FOOT))


@pytest.fixture(scope="module")
def running() -> Iterator[ObjectServer]:
    with object_server() as server:
        yield server


@pytest.fixture
def server(running: ObjectServer) -> ObjectServer:
    running.empty()
    return running


@pytest.fixture
def engine(engine: Engine, server: ObjectServer) -> Engine:
    """A database with object storage, and an answer with two images."""
    attach(engine, server.url)
    with write_transaction(engine) as session:
        save(session, ANSWER)
    return engine


def get_answer(engine: Engine) -> object:
    with read_transaction(engine) as session:
        return answers.get_answer(session, "headache")


def test_images_are_the_same_wherever_they_are(engine: Engine) -> None:
    before = get_answer(engine)
    assert image_storage.count(engine) == (2, 0)
    assert image_storage.move_out(engine) == 2
    assert image_storage.count(engine) == (0, 2)
    assert get_answer(engine) == before
    assert image_storage.bring_in(engine) == 2
    assert image_storage.count(engine) == (2, 0)
    assert get_answer(engine) == before


def test_the_size_of_an_image_stays_known_wherever_it_is(engine: Engine) -> None:
    scan = Image("scan.png", encode(draw(size=(40, 20)), "PNG"))
    with write_transaction(engine) as session:
        save(session, answer("headache", lay("![A head](images/scan.png)"), images=(scan,)))
    for move in (image_storage.move_out, image_storage.bring_in):
        assert move(engine) == 1
        with read_transaction(engine) as session:
            sizes = images.find_sizes_of(session, "headache", "![](images/scan.png)")
        assert sizes == {"scan.png": (40, 20)}


def test_saving_an_answer_again_leaves_its_images_where_they_are(engine: Engine) -> None:
    image_storage.move_out(engine)
    with write_transaction(engine) as session:
        save(session, ANSWER)
    assert image_storage.count(engine) == (0, 2)


def test_an_image_that_was_replaced_meanwhile_is_not_lost(engine: Engine) -> None:
    with write_transaction(engine) as session:
        identity = answers.find_id(session, "headache")
        assert identity is not None
        image_contents.move_out(session, identity, "head.png", b"an earlier content", "0" * 64)
    assert image_storage.count(engine) == (2, 0)


def test_objects_go_when_no_image_has_needed_them_for_a_month(engine: Engine) -> None:
    image_storage.move_out(engine)
    with write_transaction(engine) as session:
        save(session, answer("headache", lay("No foot."), images=(HEAD,)))
    store = find_store(engine)
    assert store is not None
    assert image_storage.delete_unused(engine, now=NOW) == 0
    assert image_storage.delete_unused(engine, now=NOW + KEPT_UNUSED) == 0
    assert len(list(store.iter_names())) == 2
    assert image_storage.delete_unused(engine, now=NOW + KEPT_UNUSED + SECOND) == 1
    assert len(list(store.iter_names())) == 1
    assert image_storage.bring_in(engine) == 1


def test_an_object_that_is_needed_again_begins_its_month_anew(engine: Engine) -> None:
    image_storage.move_out(engine)
    with read_transaction(engine) as session:
        names = image_contents.list_outside(session)
    since = {"since": NOW - KEPT_UNUSED, "now": NOW}
    with write_transaction(engine) as session:
        identity = answers.find_id(session, "headache")
        assert identity is not None
        images.remove_image(session, identity, "foot.png")
        assert image_contents.list_long_unused(session, names, **since) == []
    attach_again(engine, identity, names)
    assert image_storage.delete_unused(engine, now=NOW + SECOND) == 0
    with write_transaction(engine) as session:
        images.remove_image(session, identity, "foot.png")
    assert image_storage.delete_unused(engine, now=NOW + 2 * KEPT_UNUSED) == 0
    assert image_storage.delete_unused(engine, now=NOW + 4 * KEPT_UNUSED) == 1


def attach_again(engine: Engine, answer_id: int, names: Sequence[str]) -> None:
    """Bring the foot back as a database from before its removal has it."""
    with write_transaction(engine) as session:
        images.add_image(session, answer_id, FOOT)
        (name,) = (one for one in names if one.startswith(sha256(FOOT.content).hexdigest()))
        image_contents.move_out(session, answer_id, FOOT.name, FOOT.content, name)


def test_what_others_keep_in_the_bucket_stays(engine: Engine, server: ObjectServer) -> None:
    for name in ("images/backup.tar", "images/es/" + "0" * 64 + "-" + "0" * 16, "other/notes"):
        server.put(name, b"theirs")
    image_storage.move_out(engine)
    store = find_store(engine)
    assert store is not None
    assert len(list(store.iter_names())) == 2


def test_an_image_that_returns_gets_another_object(engine: Engine) -> None:
    image_storage.move_out(engine)
    store = find_store(engine)
    assert store is not None
    before = set(store.iter_names())
    with write_transaction(engine) as session:
        save(session, answer("headache", lay("No foot."), images=(HEAD,)))
    with write_transaction(engine) as session:
        save(session, ANSWER)
    image_storage.move_out(engine)
    with read_transaction(engine) as session:
        unused = before.difference(image_contents.list_outside(session))
    for name in unused:
        store.delete(name)
    assert len(unused) == 1
    assert get_answer(engine) == ANSWER


def test_a_site_whose_storage_is_away_saves_and_says_which_is_missing(
    engine: Engine, server: ObjectServer
) -> None:
    image_storage.move_out(engine)
    server.stop()
    try:
        with write_transaction(engine) as session:
            save(session, answer("other", lay("![A foot](foot.png)"), images=(FOOT,)))
        with pytest.raises(UnreachableObjects, match="READLEVEL_MEDIA_URL"):
            image_storage.move_out(engine)
        assert image_storage.count(engine) == (1, 2)
        url = engine.url.render_as_string(hide_password=False)
        layer = application(Settings(database_url=url, media_url=SecretStr(server.url)))
        client = Client(layer, TestResponse)
        assert client.get("/answers/headache/lay").status_code == 200
        assert client.get("/answers/headache/images/head.png").status_code == 503
        assert client.get("/answers/other/images/foot.png").data == FOOT.content
        layer.close()
    finally:
        server.start()


def test_readers_get_images_from_storage(engine: Engine, server: ObjectServer) -> None:
    image_storage.move_out(engine)
    url = engine.url.render_as_string(hide_password=False)
    layer = application(Settings(database_url=url, media_url=SecretStr(server.url)))
    response = Client(layer, TestResponse).get("/answers/headache/images/head.png")
    assert (response.status_code, response.data) == (200, HEAD.content)
    layer.close()


def test_a_backup_holds_images_wherever_they_are(
    engine: Engine, server: ObjectServer, tmp_path: Path
) -> None:
    image_storage.move_out(engine)
    before = get_answer(engine)
    made = make_backup(engine, tmp_path, "all.readlevel", settings={}, now=NOW)
    server.empty()
    engine.dispose()
    restore_backup(engine, made.path, replace=True, now=NOW)
    assert get_answer(engine) == before
    assert image_storage.count(engine) == (2, 0)


def test_a_backup_without_the_storage_of_its_images_is_refused(
    engine: Engine, tmp_path: Path
) -> None:
    image_storage.move_out(engine)
    apart = make_engine(engine.url.render_as_string(hide_password=False))
    with pytest.raises(UnreachableObjects, match="READLEVEL_MEDIA_URL is not set"):
        make_backup(apart, tmp_path, "all.readlevel", settings={}, now=NOW)
    assert list(tmp_path.iterdir()) == []
    apart.dispose()
