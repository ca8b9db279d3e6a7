from pathlib import Path

from sqlalchemy import Engine, text

from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.storage.database.process_locks import LockName, is_locked, try_lock


def test_a_lock_is_held_by_one_until_it_is_released(engine: Engine) -> None:
    lock = try_lock(engine, LockName.RENDERING)
    assert lock is not None
    assert lock.is_held()
    assert try_lock(engine, LockName.RENDERING) is None
    assert not is_locked(engine, LockName.SERVING)
    lock.release()
    assert not is_locked(engine, LockName.RENDERING)


def test_a_shared_lock_is_held_by_several(engine: Engine) -> None:
    locks = [try_lock(engine, LockName.SERVING, shared=True) for _ in range(2)]
    for lock in locks:
        assert lock is not None
        assert is_locked(engine, LockName.SERVING)
        lock.release()
    assert not is_locked(engine, LockName.SERVING)


def test_a_lock_goes_with_the_connection_that_holds_it(engine: Engine, backend: str) -> None:
    lock = try_lock(engine, LockName.SERVING, shared=True)
    assert lock is not None
    if backend == "postgresql":
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert not lock.is_held()
        assert not is_locked(engine, LockName.SERVING)
    lock.release()


def test_a_lock_is_free_where_its_file_cannot_be_opened(
    tmp_path: Path, migrated_file: Path
) -> None:
    path = tmp_path / "site.sqlite"
    path.write_bytes(migrated_file.read_bytes())
    for name in LockName:
        # A broken link stands for whatever keeps the file from being opened.
        (tmp_path / f"site.sqlite-{name.value[0]}").symlink_to(tmp_path / "none" / "file")
    made = make_engine(f"sqlite:///{path}")
    assert try_lock(made, LockName.RENDERING) is not None
    assert not is_locked(made, LockName.RENDERING)
    for background in (False, True):
        with write_transaction(made, background=background) as session:
            session.execute(text("UPDATE site SET version = version + 1"))
    made.dispose()
