import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from readlevel.storage.answers import answers
from readlevel.storage.database import engine, schema, site_version
from readlevel.storage.database.engine import (
    MAX_CONNECTIONS,
    make_engine,
    read_transaction,
    write_transaction,
)
from readlevel.storage.database.errors import (
    DatabaseProblem,
    ExhaustedConnections,
    FullDisk,
    LockedDatabase,
    UnreachableDatabase,
)
from tests.databases import PostgreSQL
from tests.storage.cast import NOW, answer, lay


def save(made: Engine, slug: str, text: str = "Words.") -> None:
    with write_transaction(made) as session:
        answers.save_answer(session, answer(slug, lay(text)), author="Ed", why="test", now=NOW)


def count(made: Engine) -> int:
    with read_transaction(made) as session:
        return answers.count(session)


def test_sqlite_waits_for_the_disk_and_lets_readers_go_on(migrated_file: Path) -> None:
    made = make_engine(f"sqlite:///{migrated_file}")
    with made.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA secure_delete")) == 1
        assert connection.scalar(text("PRAGMA busy_timeout")) == engine.BUSY_SECONDS * 1000
    made.dispose()


def test_a_new_file_can_be_opened_by_several_at_once(quick_path: Path) -> None:
    problems: list[Exception] = []

    def open_file(made: Engine, ready: threading.Barrier) -> None:
        ready.wait()
        try:
            made.connect().close()
        except DBAPIError as problem:
            problems.append(problem)

    for number in range(40):
        made, ready = make_engine(f"sqlite:///{quick_path}/{number}.sqlite"), threading.Barrier(8)
        threads = [threading.Thread(target=open_file, args=(made, ready)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        made.dispose()
    assert problems == []


def test_a_row_cannot_point_at_nothing(engine: Engine) -> None:
    with pytest.raises(IntegrityError), write_transaction(engine) as session:
        session.execute(
            text("INSERT INTO question VALUES (:id, 'en', 0, 'Of no answer')"), {"id": 999}
        )


def test_a_transaction_that_fails_halfway_stores_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError), write_transaction(engine) as session:
        answers.save_answer(session, answer(), author="Ed", why="test", now=NOW)
        raise RuntimeError
    assert count(engine) == 0


def test_a_reader_sees_one_state_throughout(engine: Engine) -> None:
    with read_transaction(engine) as session:
        assert answers.count(session) == 0
        save(engine, "meanwhile")
        assert answers.count(session) == 0
    assert count(engine) == 1


def test_a_reader_of_postgresql_leaves_the_statements_of_the_driver_prepared(
    postgresql: PostgreSQL,
) -> None:
    with postgresql.database(schema.upgrade) as url:
        made = make_engine(url)
        for _ in range(8):
            count(made)
        with read_transaction(made) as session:
            prepared = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
        made.dispose()
    assert [one for one in prepared if "count(*)" in one]


def test_two_writers_wait_for_each_other(engine: Engine) -> None:
    def write(slugs: range) -> None:
        for number in slugs:
            with write_transaction(engine) as session:
                answers.save_answer(
                    session, answer(f"answer-{number}"), author="Ed", why="test", now=NOW
                )
                site_version.bump(session)

    with read_transaction(engine) as session:
        before = session.scalar(text(site_version.VERSION_QUERY))
    threads = [threading.Thread(target=write, args=(range(n, n + 5),)) for n in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(engine) == 15
    with read_transaction(engine) as session:
        assert session.scalar(text(site_version.VERSION_QUERY)) == before + 15


def test_a_writer_that_waits_too_long_says_so(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 1)
    first, second = make_engine(database_url), make_engine(database_url)
    with (
        write_transaction(first),
        pytest.raises(LockedDatabase, match="held by another process"),
        write_transaction(second),
    ):
        pass
    first.dispose()
    second.dispose()


def test_a_full_disk_is_named_and_keeps_what_was_there(tmp_path: Path, migrated_file: Path) -> None:
    path = tmp_path / "full.sqlite"
    path.write_bytes(migrated_file.read_bytes())
    made = make_engine(f"sqlite:///{path}")
    save(made, "first")
    with pytest.raises(FullDisk, match="Make room"), write_transaction(made) as session:
        session.execute(text("PRAGMA max_page_count = 1"))
        answers.save_answer(
            session, answer("second", lay("x" * 500_000)), author="Ed", why="test", now=NOW
        )
    assert count(made) == 1
    made.dispose()


def test_a_file_that_may_not_be_written_is_named(migrated_file: Path) -> None:
    made = make_engine(f"sqlite:///{migrated_file}")
    sentence = "cannot be written.* or change READLEVEL_DATABASE_URL"
    with pytest.raises(UnreachableDatabase, match=sentence), write_transaction(made) as session:
        session.execute(text("PRAGMA query_only = ON"))
        site_version.bump(session)
    made.dispose()


def test_a_database_that_the_server_lacks_is_named(postgresql: PostgreSQL) -> None:
    with postgresql.database(None) as url:
        made = make_engine(f"{url}&dbname=none")
        with pytest.raises(UnreachableDatabase, match='database "none" does not exist'):
            schema.check(made)
        made.dispose()


def test_a_reader_of_postgresql_cannot_write(backend: str, engine: Engine) -> None:
    if backend == "postgresql":
        with pytest.raises(DBAPIError, match="read-only"), read_transaction(engine) as session:
            site_version.bump(session)


def test_a_mistake_of_ours_is_not_blamed_on_the_database(engine: Engine) -> None:
    with pytest.raises(IntegrityError), write_transaction(engine) as session:
        session.execute(text("INSERT INTO site (id, version, glossary_version) VALUES (2, 1, 1)"))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("here.sqlite", "READLEVEL_DATABASE_URL is not a database address"),
        ("postgresql://me:hush@host:port/x", "READLEVEL_DATABASE_URL is not a database address"),
        ("mysql://me:hush@host/x", "names a mysql database"),
        ("sqlite:////no/such/folder/file", "The folder /no/such/folder does not exist"),
    ],
)
def test_an_address_that_cannot_be_says_what_to_do(url: str, sentence: str) -> None:
    with pytest.raises(UnreachableDatabase, match=sentence) as caught:
        make_engine(url)
    assert "READLEVEL_DATABASE_URL" in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_missing_driver_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UnreachableDatabase, match=r"pip install 'psycopg\[binary\]'"):
        make_engine("postgresql://me@host/x")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    made = make_engine("postgresql://me:hush@127.0.0.1:1/x")
    with pytest.raises(UnreachableDatabase, match=r"127\.0\.0\.1:1") as caught:
        schema.check(made)
    assert "READLEVEL_DATABASE_URL" in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_damaged_file_says_what_to_do(migrated_file: Path, tmp_path: Path) -> None:
    whole = migrated_file.read_bytes()
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    made = make_engine(f"sqlite:///{damaged}")
    with pytest.raises(DatabaseProblem, match=r"is damaged.*a copy from before"):
        schema.check(made)
    made.dispose()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 50, None])
def test_a_file_that_is_no_database_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other"
    path.write_bytes(content) if content else path.mkdir()
    made = make_engine(f"sqlite:///{path}")
    with pytest.raises(DatabaseProblem, match="READLEVEL_DATABASE_URL"):
        schema.check(made)
    with pytest.raises(DatabaseProblem, match="READLEVEL_DATABASE_URL"), read_transaction(made):
        pass
    made.dispose()


def test_connections_to_a_server_are_limited_and_a_reader_without_one_is_told(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readlevel.storage.database.engine.POOL_SECONDS", 0.1)
    with postgresql.database(schema.upgrade) as url, ExitStack() as stack:
        limited = make_engine(url)
        for _ in range(MAX_CONNECTIONS):
            stack.enter_context(read_transaction(limited))
        with pytest.raises(ExhaustedConnections, match="no free connection"):
            stack.enter_context(read_transaction(limited))
        stack.close()
        with read_transaction(limited) as session:
            assert session.scalar(text("SELECT 1")) == 1
        limited.dispose()
