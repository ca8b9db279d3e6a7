"""Run the benchmarks named on the command line, or all of them."""

import gc
import importlib
import sys

from readlevel.web.server import GARBAGE_THRESHOLD

BENCHMARKS = (
    "pages",
    "growth",
    "scoring",
    "change",
    "terms",
    "ready",
    "preview",
    "save",
    "edits",
    "level",
    "simplify",
    "cold",
    "parity",
    "thresholds",
    "search",
)
WHEN_NAMED = ("editors", "frozen", "wagtail")
"""Benchmarks that install something, or take long: they run only if they are named."""


def main() -> None:
    """Run each benchmark in turn."""
    wanted = sys.argv[1:] or BENCHMARKS
    known = (*BENCHMARKS, *WHEN_NAMED)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        sys.exit(f"No benchmark is named {unknown[0]!r}. There are: {', '.join(known)}.")
    # As in a worker of the server.
    gc.set_threshold(GARBAGE_THRESHOLD, *gc.get_threshold()[1:])
    for name in wanted:
        print(f"== {name} ==\n")
        importlib.import_module(f"benchmarks.{name}").run()


main()
