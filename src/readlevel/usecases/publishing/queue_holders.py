"""Queue the answers that a change of the glossary concerns, in brief transactions."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.public import render_queue
from readlevel.storage.public.render_queue import UnqueuedChanges
from readlevel.usecases.publishing.process_priority import at_usual_priority

_CHANGES_AT_ONCE = 10_000
_ANSWERS_AT_ONCE = 500
"""Answers queued in one transaction, so that others can write in between."""

_MANY_TERMS = 200
"""From this many terms on, search all texts: looking up each form would take longer."""


def queue_holders(engine: Engine) -> None:
    """Queue the answers whose public texts can use a term that changed.

    The answers are found in a read transaction. The changes count as queued once all their answers
    are, so if a process is killed halfway, the next one starts them again. Of two processes that
    queue the same changes, the later one stops.
    """
    while True:
        with read_transaction(engine) as session:
            changes = render_queue.find_unqueued_changes(session, _CHANGES_AT_ONCE)
            if changes is None:
                return
            holders = sorted(find_holders(session, changes.terms))
        at_usual_priority(partial(_queue, engine, changes, holders))


def _queue(engine: Engine, changes: UnqueuedChanges, holders: Sequence[int]) -> None:
    for start in range(0, max(len(holders), 1), _ANSWERS_AT_ONCE):
        end = start + _ANSWERS_AT_ONCE
        with write_transaction(engine, background=True) as session:
            if not render_queue.are_unqueued(session, changes):
                return
            render_queue.enqueue(session, holders[start:end])
            if end >= len(holders):
                render_queue.mark_queued(session, changes)


def find_holders(session: Session, changed: Sequence[Term]) -> frozenset[int]:
    """Return the answers whose public texts can use one of these terms.

    They contain a form that the glossary finds, ambiguous or not, or name the term explicitly.
    """
    glossary = Glossary(changed)
    if len(changed) > _MANY_TERMS:
        texts = render_queue.iter_all(session)
    else:
        texts = render_queue.iter_holding(session, _list_patterns(changed))
    holding = {
        answer_id for answer_id, language, words in texts if glossary.find_matches(words, language)
    }
    return render_queue.find_by_explicit_terms(session, {term.slug for term in changed}) | holding


def _list_patterns(changed: Iterable[Term]) -> Iterator[tuple[str, str]]:
    for term in changed:
        for form in list_forms(term.name, term.other_forms, term.acronym, term.language):
            yield form.pattern, term.language
