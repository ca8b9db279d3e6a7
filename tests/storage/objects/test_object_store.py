from collections.abc import Iterator
from hashlib import sha256

import pytest

from readlevel.storage.objects.object_store import (
    MissingObject,
    ObjectStore,
    UnreachableObjects,
    open_store,
    read_digest,
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


def test_a_content_gets_a_name_that_is_never_used_again(store: ObjectStore) -> None:
    names = {store.put(CONTENT) for _ in range(3)}
    assert len(names) == 3
    assert {read_digest(name) for name in names} == {DIGEST}
    assert {store.get(name) for name in names} == {CONTENT}
    assert set(store.iter_names()) == names


def test_what_is_deleted_is_missing_and_named(store: ObjectStore) -> None:
    name = store.put(CONTENT)
    store.delete(name)
    store.delete(name)
    with pytest.raises(MissingObject, match=f"images/{name} of the bucket readlevel is missing"):
        store.get(name)


def test_a_damaged_object_is_not_shown(server: ObjectServer, store: ObjectStore) -> None:
    server.put(f"images/{DIGEST}-1", b"something else")
    with pytest.raises(MissingObject, match="is damaged"):
        store.get(f"{DIGEST}-1")


def test_a_bucket_that_is_not_there_is_named(server: ObjectServer) -> None:
    with pytest.raises(UnreachableObjects, match="bucket other refuses with NoSuchBucket"):
        open_store(server.url.replace("@readlevel", "@other")).put(CONTENT)


def test_a_server_that_is_away_is_named_without_the_secret() -> None:
    store = open_store(f"s3://key:hidden@b?endpoint=http://127.0.0.1:{free_port()}&region=x")
    with pytest.raises(UnreachableObjects, match="bucket b cannot be reached") as raised:
        store.get(DIGEST)
    assert "hidden" not in str(raised.value)
