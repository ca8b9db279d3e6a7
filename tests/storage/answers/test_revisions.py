import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from readlevel.storage.answers import answers
from readlevel.storage.database.engine import read_transaction, write_transaction
from tests.storage.cast import NOW, answer


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET markdown = 'other'",
        "UPDATE revision SET number = 7",
        "DELETE FROM revision",
    ],
)
def test_the_database_refuses_to_change_a_revision(engine: Engine, statement: str) -> None:
    with write_transaction(engine) as session:
        answers.save_answer(session, answer(), author="Ed", why="test", now=NOW)
    with (
        pytest.raises(DBAPIError, match="a revision is never"),
        write_transaction(engine) as session,
    ):
        session.execute(text(statement))
    with read_transaction(engine) as session:
        assert answers.get_answer(session, "headache") == answer()
