"""Create and upgrade the schema, and check its version."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from readlevel.storage.database.engine import acquire_write_lock, read_statement
from readlevel.storage.database.errors import (
    MissingDatabase,
    NewerDatabase,
    OlderDatabase,
    hide_password,
    translate_error,
)

MIGRATION_SECONDS = 600
"""How long a migration waits for another one, and for those who write."""

_MIGRATIONS = Path(__file__).parents[1] / "migrations"


def upgrade(engine: Engine) -> None:
    """Create the tables, or upgrade those of an older version.

    Of several that do so at once, one does it, and the others wait until it has finished.
    Raise `NewerDatabase` if a newer version made the database.
    """
    try:
        check(engine)
    except (MissingDatabase, OlderDatabase):
        config = _config()
        try:
            with engine.begin() as connection:
                acquire_write_lock(connection, MIGRATION_SECONDS)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except DBAPIError as error:
            raise translate_error(error, str(engine.url)) from error


def check(engine: Engine) -> None:
    """Raise a `DatabaseProblem` unless the database exists and has this version's schema."""
    place = f"The database {hide_password(str(engine.url))}"
    try:
        found = _version(engine)
    except DBAPIError as error:
        raise translate_error(error, str(engine.url)) from error
    if found is None:
        raise MissingDatabase(f"{place} has not been created yet. Run 'readlevel init'.")
    if found == current_revision():
        return
    if is_known(found):
        raise OlderDatabase(
            f"{place} was made by an older version of Readlevel. "
            "Run 'readlevel migrate', which makes a backup first."
        )
    raise NewerDatabase(
        f"{place} was made by a newer version of Readlevel than this one. "
        "Install that version, or restore a copy from before."
    )


def is_outdated(engine: Engine) -> bool:
    """Return whether an older version made the database. Raise `DatabaseProblem` as `check`.

    A missing database is not outdated.
    """
    try:
        check(engine)
    except OlderDatabase:
        return True
    except MissingDatabase:
        return False
    return False


def current_revision() -> str | None:
    """Return the revision of this version's schema."""
    return _find_head(_MIGRATIONS)


def is_known(revision: str) -> bool:
    """Return whether a revision of the schema is of this version or an older one."""
    script = ScriptDirectory.from_config(_config())
    return revision in {one.revision for one in script.walk_revisions()}


def is_missing(engine: Engine) -> bool:
    """Return whether the database has no tables yet. Raise the other problems of `check`."""
    try:
        check(engine)
    except MissingDatabase:
        return True
    return False


def _version(engine: Engine) -> str | None:
    path = engine.url.database
    if engine.dialect.name == "sqlite" and path and not Path(path).exists():
        return None
    with read_statement(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def _find_head(migrations: Path) -> str | None:
    # Each check asks for it, and finding it reads all migrations.
    return ScriptDirectory(str(migrations)).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
