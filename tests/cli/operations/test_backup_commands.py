import json
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from tests.cli.command import Command, answer

OLDER = "0012"
"""A revision of the schema before the newest."""


@pytest.fixture
def full_readlevel(readlevel: Command, tmp_path: Path) -> Command:
    """The command on a site with one answer."""
    (tmp_path / "a.jsonl").write_text(answer("gout"))
    readlevel("import", tmp_path / "a.jsonl")
    return readlevel


def test_a_backup_is_made_verified_and_restored(
    full_readlevel: Command, new_readlevel: Command, tmp_path: Path
) -> None:
    file = tmp_path / "site.tar.gz"
    made = full_readlevel("backup", file)
    assert made.out.startswith(f"Written and verified: {file} (answers: 1, revisions: 2, ")
    assert made.out.count("\n") == 1
    assert full_readlevel("verify", file).out.startswith(f"{file} is whole: made by Readlevel ")
    restored = full_readlevel("restore", file, status=2)
    assert "add --replace" in restored.err
    restored = full_readlevel("restore", file, "--replace")
    assert restored.lines[0].startswith(f"Restored {file} (answers: 1, ")
    kept = restored.lines[1].removeprefix("What was there before is kept: file ")
    assert Path(kept).is_file()
    assert full_readlevel("export", tmp_path / "out").out.startswith("Written into")


def test_a_target_is_a_new_file_or_a_folder(full_readlevel: Command, tmp_path: Path) -> None:
    said = full_readlevel("backup", f"{tmp_path}/new/", "--keep", "daily=7, weekly=5")
    (file,) = (tmp_path / "new").iterdir()
    assert str(file) in said.out
    assert "is there already" in full_readlevel("backup", file, status=2).err
    said = full_readlevel("backup", tmp_path / "plain", "--keep", "daily=7", status=2)
    assert "Name the folder" in said.err
    assert full_readlevel("backup", tmp_path / "plain").out
    assert (tmp_path / "plain").is_file()


@pytest.mark.parametrize(
    "keep", ["", "daily", "daily=0", "daily=-1", "nightly=3", "daily=1,daily=2"]
)
def test_a_retention_that_means_nothing_is_refused(
    full_readlevel: Command, tmp_path: Path, keep: str
) -> None:
    said = full_readlevel("backup", f"{tmp_path}/new/", "--keep", keep, status=2)
    assert "Write, for example, daily=7,weekly=5" in said.err
    assert not (tmp_path / "new").exists()


def test_settings_are_stored_without_secrets(database_url: str, tmp_path: Path) -> None:
    secrets = {
        "READLEVEL_SECRET_KEY": "a-key-that-nobody-may-see",
        "READLEVEL_MAIL_URL": "smtps://desk:hidden-too@mail.example.org",
        "READLEVEL_MAIL_FROM": "desk@example.org",
    }
    site = {"READLEVEL_DATABASE_URL": database_url, "READLEVEL_SITE_NAME": "St. Mary's"}
    Command({**site, **secrets})("backup", tmp_path / "b")
    stored = Command(site)("verify", tmp_path / "b", "--json").json
    assert stored["settings"]["site_name"] == "St. Mary's"
    assert stored["settings"]["mail_from"] == "desk@example.org"
    assert not {"secret_key", "mail_url"} & stored["settings"].keys()
    assert "nobody-may-see" not in json.dumps(stored)
    said = Command({"READLEVEL_DATABASE_URL": database_url})("restore", tmp_path / "b", "--replace")
    assert 'The setting site_name was "St. Mary\'s" when the backup was made.' in said.out


def test_a_missing_database_cannot_be_backed_up(new_readlevel: Command, tmp_path: Path) -> None:
    said = new_readlevel("backup", tmp_path / "b", status=2)
    assert "Run 'readlevel init'" in said.err
    assert not (tmp_path / "b").exists()


def test_migrate_makes_a_backup_of_an_older_database_first(
    new_readlevel: Command, tmp_path: Path
) -> None:
    url = new_readlevel.settings["READLEVEL_DATABASE_URL"]
    engine = make_engine(url)
    config = schema._config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLDER)
    with write_transaction(engine) as session:
        session.execute(text("INSERT INTO page VALUES ('about', 'en', 'Us', '# Us', '', NULL)"))
    said = new_readlevel("migrate")
    path = Path(said.lines[0].removeprefix("Backup from before: "))
    assert path.parent == Path(url.removeprefix("sqlite:///")).parent / "backups"
    assert said.lines[1] == "The database is of this version."
    # Nothing has to be saved twice.
    assert new_readlevel("migrate").lines == ["The database is of this version."]
    restored = new_readlevel("restore", path, "--replace")
    assert restored.lines[-1].endswith("Before you start the server: readlevel migrate")
    assert "Run 'readlevel migrate'" in new_readlevel("export", tmp_path / "out", status=2).err
    said = new_readlevel("migrate", "--backup-to", tmp_path / "other")
    assert f"Backup from before: {tmp_path}/other/readlevel-" in said.out
    new_readlevel("restore", path, "--replace")
    assert new_readlevel("migrate", "--no-backup").lines == ["The database is of this version."]
    with write_transaction(engine) as session:
        assert session.scalar(text("SELECT title FROM page")) == "Us"
    engine.dispose()
