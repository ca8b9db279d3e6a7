"""Readers' pages relative to applications that return the same bytes without any work."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.content import environment_for, sample_database
from benchmarks.machine import proportional_memory
from benchmarks.serving import (
    SECONDS,
    Measurement,
    Server,
    alternate,
    compared,
    fetch,
    fetch_headers,
    need_wrk,
    rate,
    readlevel,
)

PAGE = "/answers/brain-microbleeds-unclear-cause/lay"
CHOICE_PAGE = "/answers/brain-microbleeds-unclear-cause"
APPLICATIONS = {
    "flask view": "view",
    "raw wsgi": "raw",
}


def run() -> None:
    """Measure a cached page and its revalidation against a bare Flask view and raw WSGI."""
    need_wrk()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = environment_for(sample_database(Path(folder)))
        own = stack.enter_context(readlevel(environment))
        body = Path(folder) / "body.html"
        body.write_bytes(fetch(own.address + PAGE))
        same = {**environment, "BENCHMARK_BODY": str(body)}
        others = [
            stack.enter_context(compared(name, f"benchmarks.applications:{application}", same))
            for name, application in APPLICATIONS.items()
        ]
        print(f"One page of {body.stat().st_size:,} bytes, 2 workers, medians of 5 rounds.\n")
        _report("cached page", alternate([own, *others], PAGE))
        cookie = {"Cookie": "readlevel=patient"}
        _report("page by choice", alternate([own, *others], CHOICE_PAGE, headers=cookie))
        etag = {"If-None-Match": fetch_headers(own.address + PAGE)["etag"]}
        _report("revalidation (304)", alternate([own, *others], PAGE, headers=etag))
        _report_memory(own)


def _report(title: str, results: dict[str, list[Measurement]]) -> None:
    print(title)
    own = rate(results["readlevel"])
    for name, rounds in results.items():
        rates = sorted(one.requests_per_second for one in rounds)
        p99 = median(one.p99_milliseconds for one in rounds)
        server = median(one.server_seconds / one.requests_per_second for one in rounds)
        foreign = median(one.foreign_seconds for one in rounds) / SECONDS
        times = own / rate(rounds)
        ratio = "" if name == "readlevel" else f"  readlevel is {times:.2f} times this"
        each = server * 1e6 / SECONDS
        print(
            f"  {name:<12}{rate(rounds):>9,.0f}/s ({rates[0]:,.0f} to {rates[-1]:,.0f})"
            f"  p99 {p99:.2f} ms  processor {each:.0f} µs each, others {foreign:.1f} cores{ratio}"
        )
    print()


def _report_memory(server: Server) -> None:
    sizes = sorted(proportional_memory(server.pid).values(), reverse=True)
    print("memory, MiB a process:", ", ".join(f"{size:.0f}" for size in sizes), "\n")
