"""Readers' pages: how close a real, current page comes to bytes given with no work at all."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.content import environment_for, sample_database
from benchmarks.machine import proportional_memory
from benchmarks.serving import (
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


def run() -> None:
    """Measure a cached page and its revalidation against a bare Flask view and raw WSGI."""
    need_wrk()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = environment_for(sample_database(Path(folder)))
        own = stack.enter_context(readlevel(environment))
        body = Path(folder) / "body.html"
        body.write_bytes(fetch(own.address + PAGE))
        same = {**environment, "BENCHMARK_BODY": str(body)}
        flask = stack.enter_context(compared("flask view", "benchmarks.applications:view", same))
        raw = stack.enter_context(compared("raw wsgi", "benchmarks.applications:raw", same))
        print(f"One page of {body.stat().st_size:,} bytes, 2 workers, medians of 5 rounds.\n")
        _report("cached page", alternate([own, flask, raw], PAGE))
        cookie = {"Cookie": "readlevel=patient"}
        _report("page by choice", alternate([own, flask, raw], CHOICE_PAGE, headers=cookie))
        etag = {"If-None-Match": fetch_headers(own.address + PAGE)["ETag"]}
        _report("revalidation (304)", alternate([own, flask, raw], PAGE, headers=etag))
        _report_memory(own)


def _report(title: str, results: dict[str, list[Measurement]]) -> None:
    print(title)
    own = rate(results["readlevel"])
    for name, rounds in results.items():
        rates = sorted(one.requests_per_second for one in rounds)
        p99 = median(one.p99_milliseconds for one in rounds)
        server = median(one.server_seconds for one in rounds)
        foreign = median(one.foreign_seconds for one in rounds)
        times = own / rate(rounds)
        ratio = "" if name == "readlevel" else f"  readlevel is {times:.2f} times this"
        print(
            f"  {name:<12}{rate(rounds):>9,.0f}/s ({rates[0]:,.0f} to {rates[-1]:,.0f})"
            f"  p99 {p99:.2f} ms  processor {server:.1f} s, others {foreign:.1f} s{ratio}"
        )
    print()


def _report_memory(server: Server) -> None:
    sizes = sorted(proportional_memory(server.pid).values(), reverse=True)
    print("memory, MiB a process:", ", ".join(f"{size:.0f}" for size in sizes), "\n")
