"""Consistency: recall of changed facts, false alarms, and time beside a readability analysis.

    python -m benchmarks parity

`READLEVEL_COCHRANE` names a file of pairs (see `benchmarks.cochrane`) for alarms on real texts.
"""

import json
import os
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import cycle
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from benchmarks import meaning_changes
from benchmarks.changed_facts import (
    UNSEEN_DENIALS,
    is_asked,
    read_changed_facts,
    read_unseen_changes,
)
from benchmarks.cochrane import as_markdown
from benchmarks.mutation import KINDS, Change, change
from benchmarks.scoring import ROUNDS, analyse, timed
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds
from readlevel.core.facts.medicines import find_drugs

_PAIRS = Path("tests/core/fixtures/parity_pairs.toml")
_CONFIDENT_Z = 1.96
"""Standard deviations of a 95% interval."""


class Pair(NamedTuple):
    """Two texts that agree."""

    name: str
    language: str
    clinician: str
    lay: str


class Missed(NamedTuple):
    """A change of a fact that was not found."""

    pair: str
    change: Change


def run() -> None:
    """Print the recall of changes by kind, the false alarms of unchanged pairs, and the time."""
    pairs = list(read_pairs())
    found, missed = find_changes(pairs)
    print("changes in the pairs of the tests:")
    for kind in KINDS:
        total = sum(count for (of, _), count in found.items() if of == kind)
        _print_share(kind, total - found[kind, "missed"], total)
    _print_share("all", found.total() - len(missed), found.total())
    for pair, one in missed:
        side = "plain" if one.in_lay else "clinician"
        print(f"  missed in {pair} ({side} text): {one.kind} {one.was!r} -> {one.became!r}")
    _print_meaning_changes(pairs)
    alarms = [one for pair in pairs for one in find_alarms(pair)]
    print(f"unchanged pairs: {len(alarms)} alarms in {len(pairs)}")
    if "READLEVEL_COCHRANE" in os.environ:
        _run_cochrane()
    _print_changed_facts()
    for words in (650, 6_500):
        time_comparison(words)
    time_doses()


def _run_cochrane() -> None:
    """Print the same for abstracts of Cochrane reviews and their plain-language summaries.

    `READLEVEL_COCHRANE_HALF` chooses the pairs: `0` those for development, `1` those to report.
    """
    half = int(os.environ.get("READLEVEL_COCHRANE_HALF", "0"))
    pairs = list(read_cochrane())[half::2]
    counted = [len(find_alarms(pair)) for pair in pairs]
    print(
        f"{len(counted)} Cochrane pairs: {statistics.mean(counted):.2f} alarms each, "
        f"median {statistics.median(counted):g}, most {max(counted)}"
    )
    found, _ = find_changes(pairs)
    for kind in KINDS:
        total = sum(count for (of, _), count in found.items() if of == kind)
        _print_share(kind, total - found[kind, "missed"], total)
    _print_meaning_changes(pairs)


def _print_meaning_changes(pairs: Iterable[Pair]) -> None:
    found, total = find_meaning_changes(pairs)
    for kind in meaning_changes.KINDS:
        _print_share(kind, found[kind], total[kind])
    _print_share("all kinds of meaning", found.total(), total.total())


def find_meaning_changes(pairs: Iterable[Pair]) -> tuple[Counter[str], Counter[str]]:
    """Return the changes of meaning that are asked about, and all that were made, by kind."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pair in pairs:
        before = _count(find_alarms(pair))
        for edit in meaning_changes.find_edits(pair.lay, pair.clinician):
            lay = pair.lay[: edit.start] + edit.became + pair.lay[edit.end :]
            total[edit.kind] += 1
            found[edit.kind] += bool(_count(find_alarms(pair._replace(lay=lay))) - before)
    return found, total


def _print_changed_facts() -> None:
    """Print the share of the changes written by hand that are asked about, in two halves."""
    texts = {}
    if "READLEVEL_COCHRANE" in os.environ:
        lines = Path(os.environ["READLEVEL_COCHRANE"]).read_text("utf-8").splitlines()
        texts = {one["id"]: one for one in map(json.loads, lines)}
    changes = list(read_changed_facts(texts))
    halves = {
        "for development": changes[::2],
        "only counted": changes[1::2],
        "unseen at first": list(read_unseen_changes("development", texts)),
        "unseen, only counted": list(read_unseen_changes("counted", texts)),
        "denials": list(read_unseen_changes("development", texts, UNSEEN_DENIALS)),
        "denials, only counted": list(read_unseen_changes("counted", texts, UNSEEN_DENIALS)),
    }
    for name, half in halves.items():
        found = [(one.kind, is_asked(one)) for one in half]
        print(f"changes written by hand, {name}:")
        for kind in sorted({kind for kind, _ in found}):
            asked = [is_found for of, is_found in found if of == kind]
            _print_share(kind, sum(asked), len(asked))
        _print_share("all", sum(is_found for _, is_found in found), len(found))


def _print_share(kind: str, found: int, total: int) -> None:
    if total:
        low, high = wilson_interval(found, total)
        print(f"{kind}: {found} of {total} ({found / total:.0%}; {low:.0%} to {high:.0%})")


def wilson_interval(found: int, total: int) -> tuple[float, float]:
    """Return the 95% score interval of a share (Wilson 1927)."""
    share, squared = found / total, _CONFIDENT_Z**2 / total
    middle = (share + squared / 2) / (1 + squared)
    spread = sqrt(share * (1 - share) * squared + squared**2 / 4) / (1 + squared)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def read_pairs() -> Iterator[Pair]:
    """Yield the text pairs of the tests."""
    for one in tomllib.loads(_PAIRS.read_text("utf-8"))["pair"]:
        yield Pair(one["name"], one.get("language", "en"), one["clinician"], one["lay"])


def read_cochrane() -> Iterator[Pair]:
    """Yield abstracts of Cochrane reviews with their plain-language summaries."""
    for line in Path(os.environ["READLEVEL_COCHRANE"]).read_text("utf-8").splitlines():
        one = json.loads(line)
        yield Pair(one["id"], "en", as_markdown(one["technical"]), as_markdown(one["lay"]))


def find_changes(
    pairs: Iterable[Pair], thresholds: Thresholds = THRESHOLDS
) -> tuple[Counter[tuple[str, str]], list[Missed]]:
    """Return counts by (kind of change, kind of difference found), and the changes missed."""
    found: Counter[tuple[str, str]] = Counter()
    missed = []
    for pair in pairs:
        before = _count(_compare(pair, thresholds))
        for one in change(pair.clinician, pair.lay, _drugs(pair)):
            changed = pair._replace(clinician=one.clinician, lay=one.lay)
            after = _compare(changed, thresholds)
            # An editor must be asked, except for a citation: omitting one is only listed.
            wanted = [
                difference.kind
                for difference in after
                if (difference.asks or one.kind == "citation")
                and _count([difference]).keys() <= (_count(after) - before).keys()
            ]
            found[one.kind, str(wanted[0]) if wanted else "missed"] += 1
            if not wanted:
                missed.append(Missed(pair.name, one))
    return found, missed


def find_alarms(pair: Pair, thresholds: Thresholds = THRESHOLDS) -> list[Difference]:
    """Return the differences an editor must answer, all of them false in texts that agree."""
    return [one for one in _compare(pair, thresholds) if one.asks]


def _compare(pair: Pair, thresholds: Thresholds) -> tuple[Difference, ...]:
    return compare_texts(pair.clinician, pair.lay, pair.language, thresholds=thresholds)


def time_comparison(words: int) -> None:
    """Print the time to compare two texts, beside that of a readability analysis of both."""
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
    """Return a text of at least `words` words that repeats `texts` in turn."""
    long = ""
    for text in cycle(texts):
        if len(long.split()) >= words:
            break
        long += f"\n\n{text}"
    return long


def _count(differences: Iterable[Difference]) -> Counter[tuple[DifferenceKind, str, str]]:
    return Counter((one.kind, one.fact_type, one.fact) for one in differences)


def _drugs(pair: Pair) -> set[str]:
    found = find_drugs(pair.lay, pair.language)
    return {pair.lay[one.start : one.end].lower() for one in found if not one.is_class}


def time_doses() -> None:
    """Print the time of two texts of nothing but doses, as one would write to stop a server."""
    for kilobytes in (50, 200):
        count = kilobytes * 80
        clinician, lay = (
            " ".join(f"Dose {number} mg." for number in range(first, first + count))
            for first in (1, 1 + count)
        )
        began = time.process_time()
        found = compare_texts(clinician, lay, "en")
        spent = time.process_time() - began
        print(
            f"{(len(clinician) + len(lay)) // 2000} kB of doses against each other: "
            f"{spent:.2f} s of processor time, {len(found):,} differences"
        )
