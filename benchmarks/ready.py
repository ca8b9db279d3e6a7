"""A glossary of 53,000 terms: how long until texts can be marked, after a start or a change.

It is compared with the least that such a glossary takes: reading the same rows, parsing their JSON,
and building an automaton of ahocorasick-rs with the same patterns.
"""

import gc
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ahocorasick_rs import AhoCorasick
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.term_names import list_names
from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.interchange.glossary.entries import make_term
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.glossary import terms
from readlevel.usecases.glossary import store_terms

COUNT = 53_000
ROUNDS = 5
_BATCH = 2_000
_DEFINITION = "A change in which the tissue is *swollen* and may hurt when it is pressed."


def run() -> None:
    """Print processor time of both, and their ratio."""
    given = [make_term(name, "en", definition_lay=_DEFINITION) for name in list_names(COUNT)]
    patterns = sorted(
        {
            f" {form.pattern} "
            for term in given
            for form in list_forms(term.name, term.other_forms, term.acronym, term.language)
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'terms.sqlite'}")
        schema.upgrade(engine)
        for start in range(0, len(given), _BATCH):
            with write_transaction(engine) as session:
                part = given[start : start + _BATCH]
                store_terms.save_terms(session, part, author="bench", now=datetime.now(UTC))
        with read_transaction(engine) as session:
            ready = _measure(lambda: Glossary(terms.iter_terms(session)))
            bare = _measure(lambda: _build_bare(session, patterns))
        engine.dispose()
    print(f"{len(given):,} terms, {len(patterns):,} patterns, processor time, best of {ROUNDS}:")
    print(f"  ready to mark texts      {ready:.2f} s")
    print(f"  rows, JSON, automaton    {bare:.2f} s")
    print(f"  ratio                    {ready / bare:.1f}")


def _build_bare(session: Session, patterns: list[str]) -> AhoCorasick:
    for entry in session.scalars(text("SELECT entry FROM term ORDER BY language, folded, slug")):
        json.loads(entry)
    return AhoCorasick(patterns, store_patterns=False)


def _measure(work: Callable[[], object]) -> float:
    """Return the least processor time in seconds that `work` takes."""
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)
