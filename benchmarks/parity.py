"""Parity: how many changed facts are found, false alarms, and its time against an analysis.

    python -m benchmarks parity

`READLEVEL_COCHRANE` names a file of pairs (see `benchmarks.cochrane`) for alarms on real texts.
"""

import json
import os
import statistics
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from benchmarks.cochrane import as_markdown
from benchmarks.mutation import KINDS, Change, change
from benchmarks.scoring import ROUNDS, analyse, timed
from readlevel.core.consistency.compare import Difference, DifferenceKind, compare_texts
from readlevel.core.facts.medicines import find_drugs

_PAIRS = Path("tests/core/fixtures/parity_pairs.toml")
_ASKING = frozenset({DifferenceKind.CONFLICT, DifferenceKind.ONLY_LAY})


class Pair(NamedTuple):
    """Two texts that agree."""

    name: str
    language: str
    clinician: str
    lay: str


class Missed(NamedTuple):
    """A change that was not found."""

    pair: str
    change: Change


def run() -> None:
    """Print what is found of changed facts, what is alarmed of unchanged ones, and the time."""
    pairs = list(read_pairs())
    found, missed = find_changes(pairs)
    for kind in KINDS:
        total = sum(count for (of, _), count in found.items() if of == kind)
        caught = total - found[kind, "missed"]
        print(f"{kind}: {caught} of {total} changes found ({caught / max(1, total):.1%})")
    total = found.total()
    print(f"all: {1 - len(missed) / total:.1%} of {total}")
    for pair, one in missed:
        side = "plain" if one.in_lay else "clinician"
        print(f"  missed in {pair} ({side} text): {one.kind} {one.was!r} -> {one.became!r}")
    alarms = [one for pair in pairs for one in find_alarms(pair)]
    print(f"unchanged pairs: {len(alarms)} alarms in {len(pairs)}")
    if "READLEVEL_COCHRANE" in os.environ:
        counted = [len(find_alarms(pair)) for pair in read_cochrane()]
        print(
            f"{len(counted)} Cochrane pairs: {statistics.mean(counted):.2f} alarms each, "
            f"median {statistics.median(counted):g}, most {max(counted)}"
        )
    for words in (650, 6_500):
        time_comparison(words)


def read_pairs() -> Iterator[Pair]:
    """Yield the pairs of the tests."""
    for one in tomllib.loads(_PAIRS.read_text("utf-8"))["pair"]:
        yield Pair(one["name"], one.get("language", "en"), one["clinician"], one["lay"])


def read_cochrane() -> Iterator[Pair]:
    """Yield abstracts of reviews with their summaries in plain language."""
    for line in Path(os.environ["READLEVEL_COCHRANE"]).read_text("utf-8").splitlines():
        one = json.loads(line)
        yield Pair(one["id"], "en", as_markdown(one["technical"]), as_markdown(one["lay"]))


def find_changes(pairs: Iterable[Pair]) -> tuple[Counter[tuple[str, str]], list[Missed]]:
    """Return how often a change of each kind became which kind of difference, or was missed."""
    found: Counter[tuple[str, str]] = Counter()
    missed = []
    for pair in pairs:
        before = _count(compare_texts(pair.clinician, pair.lay, pair.language))
        for one in change(pair.clinician, pair.lay, _drugs(pair)):
            new = _count(compare_texts(one.clinician, one.lay, pair.language)) - before
            # What blocks has to be new, but for what the plain text leaves out.
            kinds = [kind for kind in DifferenceKind if any(of is kind for of, *_ in new)]
            enough = DifferenceKind if one.kind == "citation" else _ASKING
            wanted = [kind for kind in kinds if kind in enough]
            found[one.kind, str(wanted[0]) if wanted else "missed"] += 1
            if not wanted:
                missed.append(Missed(pair.name, one))
    return found, missed


def find_alarms(pair: Pair) -> list[Difference]:
    """Return what is asked of texts that agree."""
    found = compare_texts(pair.clinician, pair.lay, pair.language)
    return [one for one in found if one.kind in _ASKING]


def time_comparison(words: int) -> None:
    """Print how long it takes to compare two texts, beside one analysis of the same two."""
    pairs = [pair for pair in read_pairs() if pair.language == "en"]
    clinician = _lengthen([pair.clinician for pair in pairs], words)
    lay = _lengthen([pair.lay for pair in pairs], words)
    compare_texts(clinician, lay, "en")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: compare_texts(clinician, lay, "en")))
        theirs.append(timed(lambda: analyse(clinician)) + timed(lambda: analyse(lay)))
    spent, analysed = statistics.median(ours), statistics.median(theirs)
    print(
        f"two texts of {words} words: {spent:.1f} ms ({min(ours):.1f}-{max(ours):.1f}); "
        f"an analysis of them {analysed:.1f} ms ({min(theirs):.1f}-{max(theirs):.1f}); "
        f"ratio {spent / analysed:.2f}"
    )


def _lengthen(texts: Iterable[str], words: int) -> str:
    """Return one text of so many words, its parts again where they do not suffice."""
    long = ""
    for text in cycle(texts):
        if len(long.split()) >= words:
            break
        long += f"\n\n{text}"
    return long


def _count(differences: Iterable[Difference]) -> Counter[tuple[DifferenceKind, str, str]]:
    return Counter((one.kind, one.about, one.fact) for one in differences)


def _drugs(pair: Pair) -> set[str]:
    found = find_drugs(pair.lay, pair.language)
    return {pair.lay[one.start : one.end].lower() for one in found if not one.is_class}
