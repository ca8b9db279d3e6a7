"""Run the benchmarks named on the command line, or all of them."""

import importlib
import sys

BENCHMARKS = (
    "pages",
    "growth",
    "scoring",
    "change",
    "editors",
    "terms",
    "preview",
    "save",
    "edits",
    "level",
    "cold",
    "parity",
    "thresholds",
    "search",
)


def main() -> None:
    """Run each benchmark in turn."""
    wanted = sys.argv[1:] or BENCHMARKS
    unknown = [name for name in wanted if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"No benchmark is named {unknown[0]!r}. There are: {', '.join(BENCHMARKS)}.")
    for name in wanted:
        print(f"== {name} ==\n")
        importlib.import_module(f"benchmarks.{name}").run()


main()
