"""CPU time and memory of a server's processes."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """Yield `pid` and its descendants."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            yield from family(int(child))


def processor_seconds(pid: int) -> float:
    """Return the CPU time in seconds of `pid` and its descendants."""
    total = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def machine_seconds() -> float:
    """Return the CPU time in seconds of the machine."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    busy = [int(field) for index, field in enumerate(fields) if index not in (3, 4)]
    return sum(busy) / _TICKS


def proportional_memory(pid: int) -> dict[int, float]:
    """Return the proportional set size (PSS) in MiB of `pid` and its descendants."""
    sizes = {}
    for member in family(pid):
        lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        pss = next(line for line in lines if line.startswith("Pss:"))
        sizes[member] = int(pss.split()[1]) / 1024
    return sizes


@dataclass(slots=True)
class Load:
    """CPU time of the server and of everything else during a measurement."""

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
