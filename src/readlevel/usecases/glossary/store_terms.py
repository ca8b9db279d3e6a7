"""Store and remove approved terms for every use case, and record each change.

Only `approve_terms` and commands call this: what is stored here is what readers get.

The answers whose texts may use them are queued for rendering later, by `queue_holders`: finding
them takes too long for a transaction in which nobody else can write.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.database import site_version
from readlevel.storage.glossary import term_history, terms


def save_terms(
    session: Session,
    given: Iterable[Term],
    *,
    author: str,
    reviewer: str = "",
    now: datetime,
) -> int:
    """Store terms; return how many of them changed.

    Until the answers that use one have been rendered again, readers get them as they were.
    """
    given = tuple(given)
    before = terms.find_terms(session, ((term.language, term.slug) for term in given))
    changed = terms.save_terms(session, given)
    if not changed:
        return 0
    changes = [(before.get((term.language, term.slug)), term) for term in changed]
    term_history.record_changes(session, changes, author=author, reviewer=reviewer, now=now)
    site_version.bump_glossary(session)
    site_version.bump(session, site_version.GLOSSARY)
    return len(changed)


def remove_term(
    session: Session, language: str, slug: str, *, author: str, reviewer: str = "", now: datetime
) -> bool:
    """Remove a term from the glossary; return whether it was there.

    Its history stays.
    """
    term = terms.find_term(session, language, slug)
    if term is None:
        return False
    terms.remove_term(session, language, slug)
    term_history.record_changes(session, [(term, None)], author=author, reviewer=reviewer, now=now)
    site_version.bump_glossary(session)
    site_version.bump(session, site_version.GLOSSARY)
    return True
