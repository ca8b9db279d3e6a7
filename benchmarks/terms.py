"""Finding terms: the annotation of a parsed document against a bare scan of the same words.

The bare scan is that of ahocorasick-rs for the same forms in the words in lower case, overlapping
ones too: letters only, parts of words among them, and nothing done with what it finds.
The glossaries hold the names of a real dictionary where `READLEVEL_BENCH_NCI` names a file of the
NCI Dictionary's API, and names made of the parts that medicine makes its own of.
"""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path

from ahocorasick_rs import AhoCorasick

import readlevel
from readlevel.core.annotation import annotate
from readlevel.core.document import Document, parse
from readlevel.core.forms import list_forms
from readlevel.core.glossary import Glossary
from readlevel.core.persona import EVERY_LAY
from readlevel.core.slug import slugify
from readlevel.core.term import Term

COUNTS = (100, 1_000, 10_000, 50_000)
WORDS = (650, 6_500)
ROUNDS = 41

KINDS = (
    *("acute", "adult", "benign", "chronic", "congenital", "diffuse", "early", "familial"),
    *("focal", "genetic", "idiopathic", "infantile", "invasive", "juvenile", "latent", "malignant"),
    *("metastatic", "mild", "mixed", "multiple", "primary", "recurrent", "resistant", "secondary"),
    *("severe", "solitary", "sporadic", "toxic", "type 1", "type 2", "unilateral", "viral"),
)
PLACES = (
    *("adrenal", "aortic", "arterial", "biliary", "bladder", "bone", "brain", "bronchial"),
    *("cardiac", "cerebral", "cervical", "colorectal", "corneal", "coronary", "esophageal", "eye"),
    *("gastric", "hepatic", "intestinal", "joint", "kidney", "laryngeal", "liver", "lung"),
    *("muscle", "nasal", "neural", "ovarian", "pancreatic", "pelvic", "pituitary", "prostate"),
    *("renal", "retinal", "skin", "spinal", "splenic", "thyroid", "urinary", "venous"),
)
THINGS = (
    *("abscess", "adenoma", "aneurysm", "atrophy", "biopsy", "carcinoma", "cyst", "disease"),
    *("disorder", "edema", "embolism", "failure", "fibrosis", "fistula", "fracture", "hemorrhage"),
    *("hyperplasia", "hypertension", "hypoplasia", "infarction", "infection", "inflammation"),
    *("injury", "insufficiency", "ischemia", "lesion", "lymphoma", "malformation", "metastasis"),
    *("necrosis", "neuropathy", "nodule", "obstruction", "polyp", "resection", "sarcoma"),
    *("sclerosis", "stenosis", "stroke", "syndrome", "thrombosis", "transplant", "trauma"),
    *("tumor", "ulcer"),
)


def run() -> None:
    """Print what each glossary costs, and each document with it, as ratios within one run."""
    names = list(islice(dict.fromkeys(_names()), max(COUNTS)))
    documents = [parse(markdown) for markdown in map(_markdown, WORDS)]
    medians: dict[tuple[int, int], float] = {}
    for count in COUNTS:
        glossary, scan = _build(names[:count])
        for words, document in zip(WORDS, documents, strict=True):
            medians[count, words] = _compare(document, glossary, scan, f"{words:,} words")
    for words in WORDS:
        growth = medians[50_000, words] / medians[10_000, words]
        print(f"{words:,} words, from 10,000 to 50,000 terms: {growth:.2f} times")


def _build(names: list[str]) -> tuple[Glossary, AhoCorasick]:
    """Return a glossary of `names` and a bare automaton, and print what they cost."""
    terms = [
        Term(slugify(name), name, "en", definition_lay="What it is.", rare=True) for name in names
    ]
    gc.collect()
    before, began = _resident(), time.perf_counter()
    glossary = Glossary(terms)
    built, size = time.perf_counter() - began, _resident() - before
    print(f"{len(names):,} terms: built in {built:.2f} s, {size:.1f} MiB")
    forms = {form.pattern for name in names for form in list_forms(name, (), None, "en")}
    return glossary, AhoCorasick(sorted(forms))


def _compare(document: Document, glossary: Glossary, scan: AhoCorasick, title: str) -> float:
    """Print both times, taken in alternation, and return the median of the annotation."""
    plain = "\n".join(token.content for token in document.tokens if token.type == "inline").lower()
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare.append(_timed(lambda: scan.find_matches_as_indexes(plain, overlapping=True)))
        whole.append(_timed(lambda: annotate(document, glossary, EVERY_LAY, "en")))
    annotated = annotate(document, glossary, EVERY_LAY, "en").document
    marks = sum(
        child.type == "term_open" for token in annotated.tokens for child in token.children or ()
    )
    ours, theirs = statistics.median(whole), statistics.median(bare)
    print(
        f"  {title}: annotated in {ours:.3f} ms ({min(whole):.3f}-{max(whole):.3f}), {marks} uses; "
        f"bare scan {theirs:.3f} ms ({min(bare):.3f}-{max(bare):.3f}); ratio {ours / theirs:.2f}"
    )
    return ours


def _names() -> Iterator[str]:
    source = os.environ.get("READLEVEL_BENCH_NCI")
    if source:
        entries = json.loads(Path(source).read_text("utf-8"))["results"]
        yield from (entry["termName"] for entry in entries)
    yield from THINGS
    yield from (" ".join(parts) for parts in product(PLACES, THINGS))
    yield from (" ".join(parts) for parts in product(KINDS, PLACES, THINGS))


def _markdown(words: int) -> str:
    """Return about that many words of the sample answers, as their writers wrote them."""
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
    """Return the milliseconds that `work` takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _resident() -> float:
    """Return the MiB of memory that this process holds."""
    if sys.platform != "linux":
        return 0.0
    return int(Path("/proc/self/statm").read_text().split()[1]) / 256
