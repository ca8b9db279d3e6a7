"""Store and remove terms, and queue the answers whose texts may use them for rendering."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term
from readlevel.storage.database import site_version
from readlevel.storage.glossary import term_history, terms
from readlevel.storage.public import render_queue

_MANY_TERMS = 200
"""From this number of terms on, scanning all texts is faster than looking up each form."""


def save_terms(
    session: Session,
    given: Iterable[Term],
    *,
    author: str,
    now: datetime,
    report: Callable[[int, int], None] | None = None,
) -> int:
    """Store terms; the answers whose texts may hold one that changed wait to be rendered again.

    Readers get them as they were until then. `report` is called with (done, total) after each
    batch. Return the number of terms that changed.
    """
    given = tuple(given)
    before = terms.find_terms(session, ((term.language, term.slug) for term in given))
    changed = terms.save_terms(session, given, report)
    if not changed:
        return 0
    changes = [(before.get((term.language, term.slug)), term) for term in changed]
    term_history.record_changes(session, changes, author=author, now=now)
    site_version.bump_glossary(session)
    site_version.bump(session)
    concerned = (*changed, *(term for term, _ in changes if term is not None))
    render_queue.enqueue(session, _find_holders(session, concerned))
    return len(changed)


def remove_term(session: Session, language: str, slug: str, *, author: str, now: datetime) -> bool:
    """Remove a term from the glossary; return whether it was there.

    Its history stays, and the answers that may hold it wait to be rendered again.
    """
    term = terms.find_term(session, language, slug)
    if term is None:
        return False
    holders = _find_holders(session, [term])
    terms.remove_term(session, language, slug)
    term_history.record_changes(session, [(term, None)], author=author, now=now)
    site_version.bump_glossary(session)
    site_version.bump(session)
    render_queue.enqueue(session, holders)
    return True


def _find_holders(session: Session, changed: Sequence[Term]) -> frozenset[int]:
    """Return the answers whose public texts can hold one of these terms.

    They hold a form that the glossary finds, ambiguous or not, or name the term explicitly.
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


def _list_patterns(changed: Iterable[Term]) -> Iterator[str]:
    for term in changed:
        for form in list_forms(term.name, term.other_forms, term.acronym, term.language):
            yield form.pattern
