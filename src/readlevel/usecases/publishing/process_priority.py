"""Low priority for work in the background, without making anyone wait for it.

On a busy machine a process of low priority runs seldom. One that is interrupted while it writes
keeps every other writer waiting, so it writes in a thread that keeps the usual priority: Linux has
one for each thread.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar, copy_context
from typing import TypeVar

Result = TypeVar("Result")

_NICENESS = 10

_writer: ContextVar[ThreadPoolExecutor | None] = ContextVar("writer", default=None)
"""The thread that keeps the usual priority; None if this one does."""


def lower_priority() -> None:
    """Let the other processes of the machine go before this thread, but for `at_usual_priority`."""
    writer = ThreadPoolExecutor(1, "writer")
    writer.submit(os.getpid).result()  # A thread that is started now keeps the priority.
    _writer.set(writer)
    with suppress(AttributeError, OSError):  # Not on every system.
        os.nice(_NICENESS)


def at_usual_priority(work: Callable[[], Result]) -> Result:
    """Return the result of brief work for which others wait, such as a write transaction."""
    writer = _writer.get()
    if writer is None:
        return work()
    return writer.submit(copy_context().run, work).result()
