"""Saves answers one after the other and says so after each, until it is killed.

Run as `python -m tests.storage.endless_writer DATABASE_URL FIRST_NUMBER`.
"""

import sys
from itertools import count

from readlevel.storage.database.engine import make_engine, write_transaction
from tests.storage.cast import answer, clinician, lay, save


def write(url: str, first: int) -> None:
    engine = make_engine(url)
    for number in count(first):
        with write_transaction(engine) as session:
            words = f"Text {number} of many words, so that a save takes many pages. " * 20
            save(session, answer(f"answer-{number}", lay(words), clinician(words)))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
