"""Databases for benchmarks: the samples, and many copies of one answer."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import insert, select

from readlevel.storage.database import content_tables
from readlevel.storage.database.engine import make_engine, write_transaction

SAMPLES = Path(__file__).parent.parent / "src" / "readlevel" / "samples"
SLUG = "brain-microbleeds-unclear-cause"


def sample_database(folder: Path) -> Path:
    """Create a database with the samples in `folder` and return its file."""
    path = folder / "readlevel.sqlite"
    import_samples(f"sqlite:///{path}")
    return path


def import_samples(url: str) -> None:
    """Create the tables in the database at `url`, and import the samples."""
    environment = {**os.environ, "READLEVEL_DATABASE_URL": url, "READLEVEL_LOG_LEVEL": "warning"}
    for command in (["init"], ["import", str(SAMPLES)]):
        subprocess.run(
            [sys.executable, "-m", "readlevel", *command],
            env=environment,
            check=True,
            capture_output=True,
        )


def environment_for(path: Path) -> Mapping[str, str]:
    """Return the settings that name the database in `path`."""
    return {"READLEVEL_DATABASE_URL": f"sqlite:///{path}", "READLEVEL_LOG_LEVEL": "warning"}


def multiply(path: Path, answers: int) -> None:
    """Add copies of one answer until there are `answers`, in the tables that readers use.

    The tables of the desk are not filled, because the benchmarks measure reading.
    """
    engine = make_engine(f"sqlite:///{path}")
    with write_transaction(engine) as session:
        publications = session.execute(
            select(content_tables.publication).where(content_tables.publication.c.slug == SLUG)
        ).mappings()
        given = [dict(row) for row in publications]
        listing = dict(
            session.execute(
                select(content_tables.listing).where(content_tables.listing.c.slug == SLUG)
            )
            .mappings()
            .one()
        )
        for start in range(0, answers, 1000):
            numbers = range(start, min(start + 1000, answers))
            session.execute(
                insert(content_tables.publication),
                [{**row, "slug": f"{SLUG}-{number}"} for number in numbers for row in given],
            )
            session.execute(
                insert(content_tables.listing),
                [
                    {**listing, "id": 1_000_000 + number, "slug": f"{SLUG}-{number}"}
                    for number in numbers
                ],
            )
    engine.dispose()
