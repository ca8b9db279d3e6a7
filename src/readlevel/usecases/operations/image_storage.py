"""Move the contents of images between the database and object storage.

A save stores them in the database, so that it neither waits for the object storage nor fails with
it. A server moves them later. Objects that no image needs any more are deleted after a month.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.objects import image_contents
from readlevel.storage.objects.object_store import find_store, get_store

KEPT_UNUSED = timedelta(days=30)
"""How long an object that no image needs stays: a database that a restored backup has replaced, or
a backup that is being made, may need it."""

_AT_ONCE = 10


def move_out(engine: Engine) -> int:
    """Move all contents that are in the database into its object storage; return how many.

    Do nothing without one. Raise `DatabaseProblem`; what was moved before stays moved.
    """
    store = find_store(engine)
    moved = 0
    while store is not None:
        with read_transaction(engine) as session:
            rows = image_contents.list_inside(session, _AT_ONCE)
        if not rows:
            break
        names = [store.put(content) for _, _, content in rows]
        with write_transaction(engine, background=True) as session:
            for (answer_id, name, content), object_name in zip(rows, names, strict=True):
                image_contents.move_out(session, answer_id, name, content, object_name)
        moved += len(rows)
    return moved


def bring_in(engine: Engine) -> int:
    """Put all contents into the database again; return how many.

    Raise `DatabaseProblem` if one cannot be read; what was already moved stays moved.
    """
    with read_transaction(engine) as session:
        names = image_contents.list_outside(session)
        if not names:
            return 0
        store = get_store(session)
    for name in names:
        content = store.get(name)
        with write_transaction(engine) as session:
            image_contents.bring_in(session, name, content)
    return len(names)


def delete_unused(engine: Engine, *, now: datetime) -> int:
    """Delete objects that no image has needed for long; return how many.

    Raise `DatabaseProblem`.
    """
    store = find_store(engine)
    if store is None:
        return 0
    stored = list(store.iter_names())
    with write_transaction(engine, background=True) as session:
        unused = image_contents.list_long_unused(session, stored, since=now - KEPT_UNUSED, now=now)
    for name in unused:
        store.delete(name)
    return len(unused)


def count(engine: Engine) -> tuple[int, int]:
    """Return how many contents are in the database, and how many in object storage."""
    with read_transaction(engine) as session:
        return image_contents.count_inside(session), len(image_contents.list_outside(session))
