from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.storage.database import site_version
from readlevel.storage.database.engine import write_transaction
from readlevel.usecases.writing import pages
from tests.storage.cast import DRAFT, MIGRAINE, answer, lay, save, save_terms


def version(engine: Engine) -> int:
    """Ask as a reader's worker does: over the driver's own connection."""
    with engine.connect() as connection:
        return site_version.read_version_raw(connection.connection.driver_connection)


def save_page(session: Session, text: str = "Us.") -> None:
    pages.save_page(session, "about", "en", f"# About\n\n{text}", updated=date(2026, 1, 1))


@pytest.mark.parametrize(
    "write",
    [
        lambda session: save(session, answer()),
        lambda session: save_terms(session, [MIGRAINE]),
        save_page,
    ],
    ids=["answer", "term", "page"],
)
def test_the_version_grows_with_a_change_and_not_without(
    engine: Engine, write: Callable[[Session], None]
) -> None:
    before = version(engine)
    with write_transaction(engine) as session:
        write(session)
    after = version(engine)
    assert after > before
    with write_transaction(engine) as session:
        write(session)
    assert version(engine) == after


def test_the_version_grows_only_once_the_change_is_stored(engine: Engine) -> None:
    before = version(engine)
    with pytest.raises(RuntimeError), write_transaction(engine) as session:
        save(session, answer("headache", lay(review=DRAFT)))
        raise RuntimeError
    assert version(engine) == before
