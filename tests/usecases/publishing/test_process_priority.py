"""Background work has a low priority, but for what makes others wait."""

import subprocess
import sys
import threading

import pytest

from readlevel.storage.database.deadlines import find_limit, limit_waits
from readlevel.usecases.publishing.process_priority import at_usual_priority

LOWERED = """
import os
from readlevel.storage.database.deadlines import find_limit, limit_waits
from readlevel.usecases.publishing.process_priority import at_usual_priority, lower_priority
def niceness():
    return os.getpriority(os.PRIO_PROCESS, 0)
before = niceness()
lower_priority()
with limit_waits(3.0):
    print(niceness() - before, at_usual_priority(niceness) - before, at_usual_priority(find_limit))
try:
    at_usual_priority(lambda: 1 // 0)
except ZeroDivisionError:
    print("raised")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="one priority for all threads of a process")
def test_only_work_for_which_others_wait_keeps_the_usual_priority() -> None:
    # A process cannot raise its priority again.
    ran = subprocess.run([sys.executable, "-c", LOWERED], capture_output=True, text=True)
    assert ran.stderr == ""
    lowered, usual, limit, raised = ran.stdout.split()
    assert int(lowered) > 0
    assert (usual, limit, raised) == ("0", "3.0", "raised")


def test_a_process_of_usual_priority_does_such_work_in_the_same_thread() -> None:
    with limit_waits(2.0):
        assert at_usual_priority(threading.current_thread) is threading.current_thread()
        assert at_usual_priority(find_limit) == 2.0
