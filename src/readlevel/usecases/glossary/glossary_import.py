"""Import terms from a file: plan, show what would change, store in batches."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.term import digest_terms
from readlevel.interchange.glossary.entries import TermEntry
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan, plan_glossary_import
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import terms
from readlevel.usecases.glossary import store_terms

_BATCH_SIZE = 200
"""Terms of a file that are stored in one transaction, so that others can write in between."""


def plan_import(session: Session, entries: Sequence[TermEntry]) -> GlossaryImportPlan:
    """Return what an import of entries would change."""
    languages = sorted({entry.term.language for entry in entries})
    return plan_glossary_import(
        entries, (term for one in languages for term in terms.iter_terms(session, one))
    )


def plan_version(planned: GlossaryImportPlan) -> str:
    """Return the version of a plan: a digest of what it would store and replace."""
    befores = [change.before for change in planned.changed]
    return digest_terms([*planned.to_save, *befores])[:16]


def split_into_batches(planned: GlossaryImportPlan) -> Iterator[GlossaryImportPlan]:
    """Yield a plan in batches, each for its own transaction."""
    for start in range(0, len(planned.new), _BATCH_SIZE):
        yield GlossaryImportPlan(new=planned.new[start : start + _BATCH_SIZE])
    for start in range(0, len(planned.changed), _BATCH_SIZE):
        yield GlossaryImportPlan(changed=planned.changed[start : start + _BATCH_SIZE])


def import_terms(
    session: Session, actor: Account, planned: GlossaryImportPlan, *, now: datetime
) -> int:
    """Store the new and changed terms of a plan; return the number of terms skipped.

    Skipped are terms that somebody changed, added or removed since the plan was made.
    """
    stored = store_plan(session, planned, author=actor.name, now=now)
    if stored:
        audit_log.record_action(session, actor, "terms.imported", "glossary", now=now, terms=stored)
    return len(planned.to_save) - stored


def store_plan(session: Session, planned: GlossaryImportPlan, *, author: str, now: datetime) -> int:
    """Store what is new and what is changed, as `import_terms` does; return how many terms."""
    befores = {(one.after.language, one.after.slug): one.before for one in planned.changed}
    wanted = {(term.language, term.slug): term for term in planned.to_save}
    stored = terms.find_terms(session, wanted)
    unmoved = [term for key, term in wanted.items() if stored.get(key) == befores.get(key)]
    if unmoved:
        store_terms.save_terms(session, unmoved, author=author, now=now)
    return len(unmoved)
