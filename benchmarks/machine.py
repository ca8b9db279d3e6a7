"""What the machine did meanwhile: processor time and memory of a server's processes."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """Yield `pid` and all processes that descend from it."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            yield from family(int(child))


def processor_seconds(pid: int) -> float:
    """Return the processor time in seconds that `pid` and its descendants have used."""
    total = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def machine_seconds() -> float:
    """Return the processor time in seconds that the whole machine has used."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    busy = [int(field) for index, field in enumerate(fields) if index not in (3, 4)]
    return sum(busy) / _TICKS


def proportional_memory(pid: int) -> dict[int, float]:
    """Return MiB of memory, shared pages divided, of each process of the family of `pid`."""
    sizes = {}
    for member in family(pid):
        lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        pss = next(line for line in lines if line.startswith("Pss:"))
        sizes[member] = int(pss.split()[1]) / 1024
    return sizes


@dataclass(slots=True)
class Load:
    """Processor time around one measurement: of the server, and of everything else."""

    pid: int
    server: float = 0.0
    machine: float = 0.0

    def __enter__(self) -> "Load":
        self.server = -processor_seconds(self.pid)
        self.machine = -machine_seconds()
        return self

    def __exit__(self, *error: object) -> None:
        self.server += processor_seconds(self.pid)
        self.machine += machine_seconds()
