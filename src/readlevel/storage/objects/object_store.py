"""Object storage that speaks the protocol of Amazon S3, by boto3.

The name of an object is the SHA-256 digest of its content and a random part. So its content never
changes, and a name that nothing uses any more is never used again: deleting it takes nothing from a
save that happens at the same time.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.storage.database.errors import DatabaseProblem

SETTING = "READLEVEL_MEDIA_URL"

_OPTION = "object_store"
_SEPARATOR = "-"
_RANDOM_BYTES = 8
_NAME = re.compile(rf"[0-9a-f]{{64}}{_SEPARATOR}[0-9a-f]{{{2 * _RANDOM_BYTES}}}")
_CONNECT_SECONDS, _ANSWER_SECONDS, _ATTEMPTS = 2, 10, 2


class UnreachableObjects(DatabaseProblem):
    """The object storage cannot be used."""


class MissingObject(UnreachableObjects):
    """The object storage does not have what the database says it has."""


class ObjectStore:
    """The objects under one prefix of a bucket."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    def put(self, content: bytes) -> str:
        """Store a content as a new object, and return the object's name."""
        name = f"{sha256(content).hexdigest()}{_SEPARATOR}{secrets.token_hex(_RANDOM_BYTES)}"
        with self._problems_named():
            self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=content)
        return name

    def get(self, name: str) -> bytes:
        """Return the content of an object. Raise `MissingObject` if it is gone or damaged."""
        with self._problems_named(name):
            answer = self._client.get_object(Bucket=self._bucket, Key=self._key(name))
            content: bytes = answer["Body"].read()
        if sha256(content).hexdigest() != read_digest(name):
            raise MissingObject(f"{self._place(name)} is damaged. Restore it from a backup.")
        return content

    def delete(self, name: str) -> None:
        """Delete an object if it is there."""
        with self._problems_named():
            self._client.delete_object(Bucket=self._bucket, Key=self._key(name))

    def iter_names(self) -> Iterator[str]:
        """Yield the names of all objects; what others have put into the bucket is left out."""
        with self._problems_named():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix):
                for found in page.get("Contents", ()):
                    name = found["Key"].removeprefix(self._prefix)
                    if _NAME.fullmatch(name):
                        yield name

    def _key(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def _place(self, name: str) -> str:
        return f"The object {self._key(name)} of the bucket {self._bucket}"

    @contextmanager
    def _problems_named(self, name: str = "") -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if name and code in ("NoSuchKey", "404"):
                raise MissingObject(
                    f"{self._place(name)} is missing. Restore it from a backup."
                ) from error
            raise UnreachableObjects(
                f"The bucket {self._bucket} refuses with {code}: "
                f"{error.response.get('Error', {}).get('Message', '')} Check {SETTING}."
            ) from error
        except (BotoCoreError, Boto3Error, OSError) as error:
            # The driver's message may repeat the address, which has no password in it.
            raise UnreachableObjects(
                f"The bucket {self._bucket} cannot be reached: {error}. Check {SETTING}."
            ) from error


def read_digest(name: str) -> str:
    """Return the SHA-256 digest of the content of the object of that name."""
    return name.partition(_SEPARATOR)[0]


def open_store(url: str) -> ObjectStore:
    """Return the object storage at `s3://[key:secret@]bucket[/prefix][?endpoint=…&region=…]`.

    Without a key, boto3 looks for one as it always does: environment, files, role of the machine.
    Nothing is connected yet. Raise `UnreachableObjects` if boto3 is not installed.
    """
    try:
        import boto3
        from botocore.config import Config
    except ModuleNotFoundError as error:
        raise UnreachableObjects(
            f"{SETTING} needs a library that is not installed. "
            "Install readlevel[s3], or boto3 in the same environment."
        ) from error
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    client = boto3.session.Session().client(
        "s3",
        endpoint_url=asked.get("endpoint"),
        region_name=asked.get("region"),
        aws_access_key_id=unquote(parts.username) if parts.username else None,
        aws_secret_access_key=unquote(parts.password) if parts.password else None,
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_ANSWER_SECONDS,
            retries={"total_max_attempts": _ATTEMPTS},
            # Servers other than Amazon's seldom have host names for buckets.
            s3={"addressing_style": "path"} if "endpoint" in asked else None,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )
    prefix = parts.path.strip("/")
    return ObjectStore(client, parts.hostname or "", f"{prefix}/" if prefix else "")


class _StoreOfEngine:
    """Opens the storage when it is first used: most processes never need it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._store: ObjectStore | None = None

    def open(self) -> ObjectStore:
        self._store = self._store or open_store(self._url)
        return self._store


def attach(engine: Engine, url: str) -> None:
    """Keep the contents of a database's images in the object storage at `url`."""
    engine.update_execution_options(**{_OPTION: _StoreOfEngine(url)})


def find_store(engine: Engine) -> ObjectStore | None:
    """Return the object storage of a database, or None if the database holds all contents."""
    attached: _StoreOfEngine | None = engine.get_execution_options().get(_OPTION)
    return None if attached is None else attached.open()


def get_store(session: Session) -> ObjectStore:
    """Return the object storage of a session's database. Raise `UnreachableObjects` without one."""
    store = find_store(session.get_bind().engine)
    if store is None:
        raise UnreachableObjects(
            f"Images of this site are in object storage, and {SETTING} is not set. Set it."
        )
    return store
