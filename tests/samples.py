"""The sample content in a database."""

from pathlib import Path

from sqlalchemy import Engine

import readlevel
from readlevel.storage.database import schema
from tests.cli.command import Command

SAMPLES = Path(readlevel.__file__).parent / "samples"


def import_samples(engine: Engine) -> None:
    """Import the samples into an empty database, as the command does."""
    schema.upgrade(engine)
    url = engine.url.render_as_string(hide_password=False)
    Command({"READLEVEL_DATABASE_URL": url})("import", SAMPLES)
