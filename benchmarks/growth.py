"""How the cost of a reader's page grows with 10, 1,000 and 100,000 answers."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.content import SLUG, environment_for, multiply, sample_database
from benchmarks.serving import Server, alternate, need_wrk, rate, readlevel

COUNTS = (10, 1_000, 100_000)


def run() -> None:
    """Measure cached and uncached pages at each size, relative to the smallest."""
    need_wrk()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        cached, cold = [], []
        for count in COUNTS:
            place = Path(folder) / str(count)
            place.mkdir()
            database = sample_database(place)
            multiply(database, count)
            environment = environment_for(database)
            name = f"{count:,} answers"
            cached.append(stack.enter_context(readlevel(environment, name)))
            uncached = {**environment, "READLEVEL_CACHE_MEGABYTES": "0"}
            cold.append(stack.enter_context(readlevel(uncached, name)))
        _report("cached page", cached, f"/answers/{SLUG}-5/lay")
        _report("cold page (no cache)", cold, f"/answers/{SLUG}-5/lay")
        _report("home page (no cache)", cold, "/")


def _report(title: str, servers: list[Server], path: str) -> None:
    results = alternate(servers, path)
    smallest = rate(results[servers[0].name])
    print(title)
    for name, rounds in results.items():
        p99 = median(one.p99_milliseconds for one in rounds)
        ratio = rate(rounds) / smallest
        print(f"  {name:<16}{rate(rounds):>9,.0f}/s  p99 {p99:.2f} ms  {ratio:.2f} of the smallest")
    print()
