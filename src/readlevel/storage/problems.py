"""What can be wrong with the database, each with a sentence that says the way out."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SETTING = "READLEVEL_DATABASE_URL"


class DatabaseProblem(Exception):
    """The database cannot be used; the message says which one, why, and what to do."""


class MissingDatabase(DatabaseProblem):
    """Nothing has been created there yet."""


class OlderDatabase(DatabaseProblem):
    """The database was made by an older version of the software."""


class NewerDatabase(DatabaseProblem):
    """The database was made by a newer version of the software."""


class UnreachableDatabase(DatabaseProblem):
    """The database cannot be opened."""


class LockedDatabase(DatabaseProblem):
    """Another process holds the database for longer than a write may wait."""


class FullDisk(DatabaseProblem):
    """There is no room left to write."""


class CorruptRendering(DatabaseProblem):
    """A stored rendering cannot be read; `readlevel rerender --all` makes it again."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"The stored text of the answer {slug!r} cannot be read. "
            "Run 'readlevel rerender --all' to make it again."
        )
        self.slug = slug


def shown(url: str) -> str:
    """Return a database address without its password, to be named in a message."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)


def named(error: Exception, url: str) -> DatabaseProblem:
    """Say what a failure of the database driver means."""
    text = str(getattr(error, "orig", None) or error)
    place = f"The database {shown(url)}"
    if "locked" in text or "lock timeout" in text:
        return LockedDatabase(
            f"{place} is held by another process. Wait until it has finished, then try again."
        )
    if "disk is full" in text or "No space left" in text:
        return FullDisk(
            f"{place} cannot grow: the disk is full. Nothing was changed. Make room and try again."
        )
    return UnreachableDatabase(f"{place} cannot be used: {text.strip()}. Check {SETTING}.")
