"""Texts that wait for a review, written once and copied."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from readlevel.core.model.roles import Role
from readlevel.storage.database import schema
from readlevel.storage.database.engine import write_transaction
from tests.conftest import OpenDatabase
from tests.usecases.outside_review.cast import CLINICIAN, LAY
from tests.usecases.review.cast import person
from tests.usecases.review.test_answer_review import submit, write


def submit_texts(engine: Engine) -> None:
    """Fill an empty database with both texts on gout, of which ed waits for a review."""
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        ed = person(session, "ed", Role.EDITOR)
        write(session, ed, clinician=CLINICIAN, lay=LAY)
        submit(session, ed, "lay", "clinician")


@pytest.fixture
def waiting() -> None:
    """Both texts on gout wait for a review: `database_url` is a database that has them."""


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, backend: str, open_database: OpenDatabase
) -> Iterator[str]:
    """Return the URL of a migrated database, with the texts if the test uses `waiting`."""
    prepare = submit_texts if "waiting" in request.fixturenames else schema.upgrade
    with open_database(backend, prepare) as url:
        yield url
