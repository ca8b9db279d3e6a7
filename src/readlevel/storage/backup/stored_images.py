"""The images in object storage as files of a backup; restored, they are in the database."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from sqlalchemy import Engine, inspect

from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.objects import image_contents
from readlevel.storage.objects.object_store import get_store

FOLDER = "images"


def list_objects(engine: Engine) -> Sequence[str]:
    """Return the names of the objects that images need now; the database may be of any version."""
    columns = {one["name"] for one in inspect(engine).get_columns("image")}
    if "object_name" not in columns:
        return ()
    with read_transaction(engine) as session:
        return image_contents.list_outside(session)


def copy_images(engine: Engine, folder: Path, before: Collection[str]) -> Sequence[str]:
    """Copy the images in object storage into `folder`; return their names there.

    `before` are the objects that were needed before the database was copied: the copy may need one
    that has been replaced since. Raise `UnreachableObjects` if one cannot be read or
    the site has no object storage any more, and OSError.
    """
    names = sorted({*before, *list_objects(engine)})
    if not names:
        return ()
    with read_transaction(engine) as session:
        store = get_store(session)
    (folder / FOLDER).mkdir(mode=0o700)
    for name in names:
        (folder / FOLDER / name).write_bytes(store.get(name))
    return [f"{FOLDER}/{name}" for name in names]


def put_back(engine: Engine, folder: Path, names: Iterable[str]) -> None:
    """Put the images of an extracted backup into the database. Raise `DatabaseProblem`."""
    for name in names:
        if name.startswith(f"{FOLDER}/"):
            content = (folder / name).read_bytes()
            with write_transaction(engine) as session:
                image_contents.bring_in(session, Path(name).name, content)
