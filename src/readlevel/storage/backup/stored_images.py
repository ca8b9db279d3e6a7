"""The images in object storage as files of a backup; restored, they are in the database."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Engine, inspect

from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.objects import image_contents
from readlevel.storage.objects.object_store import find_store, get_store

FOLDER = "images"


def copy_images(engine: Engine, folder: Path) -> Sequence[str]:
    """Copy the images in object storage into `folder`; return their names there.

    Images that come into use meanwhile are copied too; the copy of the database needs fewer. Raise
    `UnreachableObjects` if one cannot be read, and OSError.
    """
    columns = {one["name"] for one in inspect(engine).get_columns("image")}
    if find_store(engine) is None or "digest" not in columns:
        return ()
    with read_transaction(engine) as session:
        digests = image_contents.list_outside(session)
        store = get_store(session)
    (folder / FOLDER).mkdir(mode=0o700)
    for digest in digests:
        (folder / FOLDER / digest).write_bytes(store.get(digest))
    return [f"{FOLDER}/{digest}" for digest in digests]


def put_back(engine: Engine, folder: Path, names: Iterable[str]) -> None:
    """Put the images of an extracted backup into the database. Raise `DatabaseProblem`."""
    for name in names:
        if name.startswith(f"{FOLDER}/"):
            content = (folder / name).read_bytes()
            with write_transaction(engine) as session:
                image_contents.bring_in(session, Path(name).name, content)
