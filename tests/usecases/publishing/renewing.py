"""Renders the rerender queue in a process of its own, and says how far it is.

Run as `python -m tests.usecases.publishing.renewing DATABASE_URL [step]`. With `step` it waits for
a line on its input after each few answers.
"""

import sys

from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.storage.database.engine import make_engine
from readlevel.usecases.publishing import rerender


def say(done: int, total: int) -> None:
    sys.stdout.write(f"{done}\n")
    sys.stdout.flush()
    if "step" in sys.argv:
        sys.stdin.readline()


if __name__ == "__main__":
    rerender.renew(make_engine(sys.argv[1]), DEFAULT_PERSONAS, "en", report=say)
