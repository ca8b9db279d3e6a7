"""Backups are whole, and whatever is wrong with one is found before anything is replaced."""

import gzip
import io
import json
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from readlevel.core.model.answer import Audience, Image
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import audit_log
from readlevel.storage.answers import answers
from readlevel.storage.backup import archive
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.process_locks import LockName, try_lock
from readlevel.storage.public import publications
from readlevel.usecases.accounts.invitations import invite
from readlevel.usecases.operations.backup import BackupProblem, make_backup, verify_backup
from readlevel.usecases.operations.restore import restore_backup
from tests.conftest import ON_SQLITE, OpenDatabase
from tests.storage.cast import EVERY, MIGRAINE, NOW, answer, save, save_terms

ROOT = Path(__file__).parents[3]
PNG = b"\x89PNG\r\n\x1a\n\x00\\.\n\\N\t"
"""Bytes that text formats escape."""


@pytest.fixture
def full_engine(engine: Engine) -> Engine:
    """A database with something in the tables that an export leaves out."""
    with write_transaction(engine) as session:
        save_terms(session, [MIGRAINE])
        save(session, answer("headache", images=(Image("scan.png", PNG),)))
        save(session, answer("tabs", question={"en": "A\tB \\N \\. é 漢?"}))
        invite(session, None, "ann@example.org", Role.ADMIN, now=NOW)
    return engine


def backed_up(engine: Engine, folder: Path, name: str = "b.tar.gz") -> Path:
    return make_backup(engine, folder, name, settings={}, now=NOW).path


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows, except those that a backup and a restore change on purpose."""
    with engine.connect() as connection:
        found = {
            name: sorted(
                (tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))),
                key=repr,
            )
            for name in inspect(engine).get_table_names()
        }
    found["audit"] = [row for row in found["audit"] if "backup.made" not in row]
    del found["site"]
    return found


@pytest.fixture
def empty_engine(backend: str, open_database: OpenDatabase) -> Iterator[Engine]:
    """A place of the same kind in which nothing was created."""
    with open_database(backend, None) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def test_every_row_comes_back_in_an_empty_place(
    full_engine: Engine, empty_engine: Engine, tmp_path: Path
) -> None:
    path = backed_up(full_engine, tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    manifest = verify_backup(path)
    assert (manifest.count("account"), manifest.count("image")) == (1, 1)
    restored = restore_backup(empty_engine, path, replace=False, now=NOW)
    assert (restored.kept, restored.is_outdated) == ("", False)
    assert rows(empty_engine) == rows(full_engine)
    # Sequences, triggers and indexes are there too.
    with write_transaction(empty_engine) as session:
        save(session, answer("headache"), answer("new"))
    with pytest.raises(Exception, match="revision"), write_transaction(empty_engine) as session:
        session.execute(text("DELETE FROM revision"))


@contextmanager
def endless_writer(url: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.storage.endless_writer", url, "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        yield writer
        writer.kill()


def test_a_drill_under_writes_restores_every_acknowledged_save(
    engine: Engine, database_url: str, empty_engine: Engine, tmp_path: Path
) -> None:
    with endless_writer(database_url) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(5)]
        path = backed_up(engine, tmp_path)
        # Nobody waited for the backup, and the writer went on.
        assert int(writer.stdout.readline()) == 5
    restore_backup(empty_engine, path, replace=False, now=NOW)
    with read_transaction(empty_engine) as session:
        for number in acknowledged:
            slug = f"answer-{number}"
            assert len(answers.get_answer(session, slug).variants) == 2
            for audience in Audience:
                found = publications.find(
                    session, slug, audience, "en", EVERY, show_unreviewed=True
                )
                assert found is not None and found.rendering is not None


def test_a_full_place_is_refused_and_what_is_replaced_is_kept(
    full_engine: Engine, backend: str, tmp_path: Path
) -> None:
    path = backed_up(full_engine, tmp_path)
    before = rows(full_engine)
    with pytest.raises(BackupProblem, match="--replace"):
        restore_backup(full_engine, path, replace=False, now=NOW)
    with write_transaction(full_engine) as session:
        save(session, answer("saved-later"))
        version = session.execute(text("SELECT version FROM site")).scalar_one()
    restored = restore_backup(full_engine, path, replace=True, now=NOW)
    assert rows(full_engine) == before
    with read_transaction(full_engine) as session:
        assert session.execute(text("SELECT version FROM site")).scalar_one() > version
    assert "saved-later" in kept_slugs(full_engine, restored.kept, backend)
    # A backup of the restored site leaves out what was replaced.
    assert verify_backup(backed_up(full_engine, tmp_path, "again.tar.gz")).count("answer") == 2


def kept_slugs(engine: Engine, kept: str, backend: str) -> set[str]:
    table = "answer" if backend == "sqlite" else f"{kept}.answer"
    place = make_engine(f"sqlite:///{kept}") if backend == "sqlite" else engine
    with place.connect() as connection:
        slugs = set(connection.execute(text(f"SELECT slug FROM {table}")).scalars())
    if place is not engine:
        place.dispose()
    return slugs


def test_nothing_is_replaced_while_a_server_runs(full_engine: Engine, tmp_path: Path) -> None:
    path = backed_up(full_engine, tmp_path)
    before = rows(full_engine)
    serving = try_lock(full_engine, LockName.SERVING, shared=True)
    assert serving is not None
    with pytest.raises(BackupProblem, match="A server is running"):
        restore_backup(full_engine, path, replace=True, now=NOW)
    serving.release()
    assert rows(full_engine) == before


def test_an_existing_file_is_never_overwritten(full_engine: Engine, tmp_path: Path) -> None:
    path = backed_up(full_engine, tmp_path)
    content = path.read_bytes()
    with pytest.raises(BackupProblem, match="is there already"):
        backed_up(full_engine, tmp_path)
    assert path.read_bytes() == content
    first = make_backup(full_engine, tmp_path, settings={}, now=NOW).path
    second = make_backup(full_engine, tmp_path, settings={}, now=NOW).path
    assert first != second
    assert {one.name for one in tmp_path.iterdir()} == {"b.tar.gz", first.name, second.name}


def test_a_cut_backup_is_recognised(full_engine: Engine, tmp_path: Path) -> None:
    content = backed_up(full_engine, tmp_path).read_bytes()
    before = rows(full_engine)
    cut = tmp_path / "cut.tar.gz"
    for length in (0, 1, 20, len(content) // 2, len(content) - 9, len(content) - 1):
        cut.write_bytes(content[:length])
        with pytest.raises(BackupProblem, match="cut"):
            verify_backup(cut)
        with pytest.raises(BackupProblem):
            restore_backup(full_engine, cut, replace=True, now=NOW)
    assert rows(full_engine) == before


@ON_SQLITE
def test_a_changed_byte_is_recognised(full_engine: Engine, tmp_path: Path) -> None:
    content = backed_up(full_engine, tmp_path).read_bytes()
    changed = tmp_path / "changed.tar.gz"
    recognised = 0
    for place in range(40, len(content), len(content) // 15):
        flipped = content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]
        if unpack(flipped) == unpack(content):
            continue  # The format has bits without a meaning, between its blocks.
        changed.write_bytes(flipped)
        with pytest.raises(BackupProblem):
            verify_backup(changed)
        recognised += 1
    assert recognised > 10


def unpack(content: bytes) -> bytes | None:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None


def rewritten(path: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """Return a copy of a backup with another manifest."""
    target = path.with_name("rewritten.tar.gz")
    with tarfile.open(path) as source, tarfile.open(target, "w:gz") as copy:
        for member in source:
            file = source.extractfile(member)
            assert file is not None
            content = file.read()
            if member.name == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
                member.size = len(content)
            copy.addfile(member, io.BytesIO(content))
    return target


def test_a_backup_of_a_newer_version_is_left_alone(full_engine: Engine, tmp_path: Path) -> None:
    path = backed_up(full_engine, tmp_path)
    before = rows(full_engine)
    newer = rewritten(path, lambda manifest: manifest.update(format=2))
    with pytest.raises(BackupProblem, match="newer version"):
        verify_backup(newer)
    with write_transaction(full_engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Exception, match="newer version"):
        backed_up(full_engine, tmp_path, "newer.tar.gz")
    assert not (tmp_path / "newer.tar.gz").exists()
    with write_transaction(full_engine) as session:
        session.execute(
            text("UPDATE alembic_version SET version_num = :known"),
            {"known": verify_backup(path).database.schema},
        )
    assert rows(full_engine) == before


@ON_SQLITE
def test_a_backup_with_a_newer_schema_is_left_alone(
    full_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = backed_up(full_engine, tmp_path)
    before = rows(full_engine)
    monkeypatch.setattr("readlevel.storage.database.schema.is_known", lambda revision: False)
    with pytest.raises(BackupProblem, match="newer than this version"):
        restore_backup(full_engine, path, replace=True, now=NOW)
    assert rows(full_engine) == before


@ON_SQLITE
def test_files_that_are_no_backups_are_named(full_engine: Engine, tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../outside"))
    (tmp_path / "text.tar.gz").write_text("hello")
    (tmp_path / "empty.gz").write_bytes(gzip.compress(b""))
    for path in (other, tmp_path / "text.tar.gz", tmp_path / "empty.gz", tmp_path, tmp_path / "x"):
        with pytest.raises(BackupProblem, match=str(path)):
            verify_backup(path)
    extra = tmp_path / "extra.tar.gz"
    with (
        tarfile.open(backed_up(full_engine, tmp_path)) as source,
        tarfile.open(extra, "w:gz") as copy,
    ):
        for member in source:
            copy.addfile(member, source.extractfile(member))
        copy.addfile(tarfile.TarInfo("../outside"))
    with pytest.raises(BackupProblem, match="does not belong"):
        verify_backup(extra)
    assert not (tmp_path.parent / "outside").exists()


def test_a_missing_row_is_recognised(full_engine: Engine, tmp_path: Path) -> None:
    def count_one_more(manifest: dict[str, object]) -> None:
        database = manifest["database"]
        assert isinstance(database, dict)
        database["rows"]["answer"] += 1

    path = rewritten(backed_up(full_engine, tmp_path), count_one_more)
    with pytest.raises(BackupProblem, match="its table answer has 2 rows, and had 3"):
        verify_backup(path)


def test_old_backups_are_deleted_only_after_a_new_one_is_verified(
    full_engine: Engine, tmp_path: Path
) -> None:
    for day in range(3):
        made = make_backup(
            full_engine, tmp_path, settings={}, now=NOW + timedelta(days=day), keep={"daily": 2}
        )
    assert len(made.expired) == 1
    assert len(list(tmp_path.iterdir())) == 2
    with read_transaction(full_engine) as session:
        assert audit_log.list_entries(session)[0].subject == made.path.name


def test_leftovers_of_a_killed_backup_are_removed(full_engine: Engine, tmp_path: Path) -> None:
    left = tmp_path / ".readlevel-backup-killed"
    left.mkdir()
    (left / "database.sqlite").write_text("half")
    path = backed_up(full_engine, tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_nothing_behind(full_engine: Engine, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    script = (
        "import resource, sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from readlevel.storage.database.engine import make_engine;"
        "from readlevel.usecases.operations.backup import make_backup;"
        "engine = make_engine(sys.argv[1]);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])));"
        "make_backup(engine, Path(sys.argv[2]), settings={}, now=datetime.now(UTC))"
    )
    url = full_engine.url.render_as_string(hide_password=False)
    before = rows(full_engine)
    for limit in (0, 4096, 20_000):
        said = subprocess.run(
            [sys.executable, "-c", script, url, str(tmp_path), str(limit)],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert said.returncode == 1
        assert "BackupProblem" in said.stderr.splitlines()[-1]
        assert list(tmp_path.iterdir()) == []
    assert rows(full_engine) == before


def test_the_archive_ends_the_same_whoever_reads_it(full_engine: Engine, tmp_path: Path) -> None:
    with tarfile.open(backed_up(full_engine, tmp_path)) as tar:
        names = tar.getnames()
    assert names[0] == "manifest.json"
    assert len(names) == 2


def test_the_time_of_a_backup_is_in_utc(full_engine: Engine, tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)
    made = make_backup(full_engine, tmp_path, settings={}, now=now)
    assert made.path.name == "readlevel-20260301T013000Z.tar.gz"
    assert verify_backup(made.path).made_at == now
    assert archive.describe_file(made.path).bytes == made.path.stat().st_size
