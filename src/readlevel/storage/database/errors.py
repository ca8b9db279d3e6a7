"""Errors of the database, each with a message that says what to do."""

from sqlalchemy.engine import make_url

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


class ExhaustedConnections(DatabaseProblem):
    """There is no free connection to the database, in this process or at the server."""


class LockedDatabase(DatabaseProblem):
    """Another process locks the database for longer than a write may wait."""


class FullDisk(DatabaseProblem):
    """The disk is full."""


class CorruptRendering(DatabaseProblem):
    """A stored rendering cannot be read; `readlevel rerender --all` makes it again."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"The stored text of the answer {slug!r} cannot be read. "
            "Run 'readlevel rerender --all' to make it again."
        )
        self.slug = slug


def hide_password(url: str) -> str:
    """Return a database URL without its password, for messages."""
    return make_url(url).render_as_string(hide_password=True)


def translate_error(error: Exception, url: str) -> DatabaseProblem:
    """Return the problem that a database driver's error means."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    for kind, signs, sentence in _ERROR_PATTERNS:
        if any(sign in said for sign in signs):
            return kind(f"The database {hide_password(url)} {sentence}")
    return UnreachableDatabase(
        f"The database {hide_password(url)} cannot be used: {said.rstrip('.')}. Check {SETTING}."
    )


_ERROR_PATTERNS: tuple[tuple[type[DatabaseProblem], tuple[str, ...], str], ...] = (
    (
        LockedDatabase,
        ("locked", "lock timeout"),
        "is held by another process. Wait until it has finished, then try again.",
    ),
    (
        ExhaustedConnections,
        ("too many clients", "remaining connection slots", "too many connections"),
        "takes no more connections. Raise max_connections of the server, or run fewer workers.",
    ),
    (
        FullDisk,
        ("disk is full", "No space left"),
        "cannot grow: the disk is full. What was stored before is whole. Make room and try again.",
    ),
    (
        UnreachableDatabase,
        ("malformed",),
        "is damaged. Stop what uses it and put a copy from before in its place.",
    ),
    (
        UnreachableDatabase,
        ("readonly database", "unable to open database file"),
        "cannot be written. Let the user that runs Readlevel write the file and its folder, "
        f"or change {SETTING}.",
    ),
)
"""Parts of drivers' messages, and the problems they mean."""
