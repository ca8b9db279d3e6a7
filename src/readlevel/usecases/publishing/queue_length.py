"""The length of the rerender queue, for processes that render nothing themselves."""

from sqlalchemy import Engine

from readlevel.storage.database.engine import read_transaction
from readlevel.storage.public import render_queue


def count_waiting(engine: Engine) -> int:
    """Return the number of answers in the queue. Raise `DatabaseProblem`."""
    with read_transaction(engine) as session:
        return render_queue.count_queued(session)
