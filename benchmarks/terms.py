"""Finding terms: annotating a parsed document, relative to a bare scan of the same words.

The bare scans, by ahocorasick-rs (which Readlevel uses) and pyahocorasick, search the lower-case
text for the same forms, including overlapping ones and parts of words, and discard the matches.

The glossaries hold names from a real dictionary, if `NCI_TERMS` is a file of the NCI Dictionary's
API, and names generated from the roots of medical words.
"""

import gc
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ahocorasick import Automaton  # type: ignore[import-not-found]  # compiled, without types
from ahocorasick_rs import AhoCorasick

import readlevel
from benchmarks.term_names import list_names
from readlevel.core.glossary.annotate import annotate
from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.persona import EVERY_LAY
from readlevel.core.model.slug import slugify
from readlevel.core.model.term import Term
from readlevel.core.text.document import Document, parse

COUNTS = (100, 1_000, 10_000, 50_000)
WORDS = (650, 6_500)
ROUNDS = 41


@dataclass(frozen=True, slots=True)
class Prepared:
    """A glossary, and bare automata of its forms."""

    glossary: Glossary
    rust: AhoCorasick
    c: Automaton


def run() -> None:
    """Print the cost of each glossary and document, as ratios within one run."""
    names = list_names(max(COUNTS))
    prepared = {count: _build(names[:count]) for count in COUNTS}
    gc.freeze()  # as a worker does once it has started
    for words in WORDS:
        _compare(parse(_markdown(words)), prepared, f"{words:,} words")


def _build(names: list[str]) -> Prepared:
    """Build a glossary of `names` with bare automata, and print its cost."""
    terms = [
        Term(slugify(name), name, "en", definition_lay="What it is.", rare=True) for name in names
    ]
    gc.collect()
    before, began = _resident(), time.perf_counter()
    glossary = Glossary(terms)
    built, size = time.perf_counter() - began, _resident() - before
    print(f"{len(names):,} terms: built in {built:.2f} s, {size:.1f} MiB")
    forms = sorted({form.pattern for name in names for form in list_forms(name, (), None, "en")})
    c = Automaton()
    for form in forms:
        c.add_word(form, form)
    c.make_automaton()
    return Prepared(glossary, AhoCorasick(forms), c)


def _compare(document: Document, prepared: dict[int, Prepared], title: str) -> None:
    """Print the time of each glossary beside its bare scans, measured in alternation."""
    plain = "\n".join(token.content for token in document.tokens if token.type == "inline").lower()
    times: dict[tuple[int, str], list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for count, given in prepared.items():
            for name, work in _works(given, document, plain).items():
                times[count, name].append(_timed(work))
    medians = {key: statistics.median(taken) for key, taken in times.items()}
    print(title)
    for count, given in prepared.items():
        whole, ours = times[count, "annotated"], medians[count, "annotated"]
        rust, c = medians[count, "ahocorasick-rs"], medians[count, "pyahocorasick"]
        print(
            f"  {count:,} terms: {_count_uses(document, given.glossary)} uses in {ours:.3f} ms "
            f"({min(whole):.3f}-{max(whole):.3f}); {ours / rust:.2f} of ahocorasick-rs "
            f"({rust:.3f} ms), {ours / c:.2f} of pyahocorasick ({c:.3f} ms)"
        )
    growth = medians[50_000, "annotated"] / medians[10_000, "annotated"]
    print(f"  from 10,000 to 50,000 terms: {growth:.2f} times")


def _works(given: Prepared, document: Document, plain: str) -> dict[str, Callable[[], object]]:
    return {
        "annotated": lambda: annotate(document, given.glossary, EVERY_LAY, "en"),
        "ahocorasick-rs": lambda: given.rust.find_matches_as_indexes(plain, overlapping=True),
        "pyahocorasick": lambda: list(given.c.iter(plain)),
    }


def _count_uses(document: Document, glossary: Glossary) -> int:
    annotated = annotate(document, glossary, EVERY_LAY, "en").document
    return sum(
        child.type == "term_open" for token in annotated.tokens for child in token.children or ()
    )


def _markdown(words: int) -> str:
    """Return about that many words of the sample answers."""
    samples = Path(readlevel.__file__).parent / "samples"
    paragraphs = [
        paragraph
        for path in sorted(samples.glob("*/*.en.md"))
        for paragraph in path.read_text("utf-8").split("\n\n")
    ]
    taken: list[str] = []
    while words > 0:
        for paragraph in paragraphs:
            if words > 0:
                taken.append(paragraph)
                words -= len(paragraph.split())
    return "\n\n".join(taken)


def _timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that `work` takes."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def _resident() -> float:
    """Return the memory of this process in MiB."""
    if sys.platform != "linux":
        return 0.0
    return int(Path("/proc/self/statm").read_text().split()[1]) / 256
