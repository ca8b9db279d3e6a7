from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from readlevel.storage.objects.object_store import (
    MissingObject,
    ObjectStore,
    UnreachableObjects,
    open_store,
)
from tests.ports import free_port
from tests.storage.objects.server import ObjectServer, object_server

CONTENT = bytes(range(256)) * 100
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectServer]:
    with object_server() as server:
        yield server


@pytest.fixture
def store(server: ObjectServer) -> ObjectStore:
    server.empty()
    return open_store(server.url)


def test_a_content_is_stored_once_under_its_digest(store: ObjectStore) -> None:
    assert store.put(CONTENT) == store.put(CONTENT) == DIGEST
    assert store.get(DIGEST) == CONTENT
    assert list(store.iter_older(datetime.now(UTC) + timedelta(minutes=1))) == [DIGEST]
    assert list(store.iter_older(datetime.now(UTC) - timedelta(days=1))) == []


def test_deleted_entries_are_reported_as_missing(store: ObjectStore) -> None:
    store.put(CONTENT)
    store.delete(DIGEST)
    store.delete(DIGEST)
    with pytest.raises(MissingObject, match=f"images/{DIGEST} of the bucket readlevel is missing"):
        store.get(DIGEST)


def test_a_damaged_object_is_not_shown(server: ObjectServer, store: ObjectStore) -> None:
    server.put(f"images/{DIGEST}", b"something else")
    with pytest.raises(MissingObject, match="is damaged"):
        store.get(DIGEST)


def test_a_bucket_that_is_not_there_is_named(server: ObjectServer) -> None:
    with pytest.raises(UnreachableObjects, match="bucket other refuses with NoSuchBucket"):
        open_store(server.url.replace("@readlevel", "@other")).put(CONTENT)


def test_a_server_that_is_away_is_named_without_the_secret() -> None:
    store = open_store(f"s3://key:hidden@b?endpoint=http://127.0.0.1:{free_port()}&region=x")
    with pytest.raises(UnreachableObjects, match="bucket b cannot be reached") as raised:
        store.get(DIGEST)
    assert "hidden" not in str(raised.value)
