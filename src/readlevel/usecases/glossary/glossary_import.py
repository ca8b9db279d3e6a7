"""Import terms from a file: plan, show what would change, store in batches.

At the desk an import makes drafts, which a second person approves. A command stores what it is
given as approved, because a person who may run it can write into the database anyway.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.interchange.glossary.entries import TermEntry
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan, plan_glossary_import
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_drafts, terms
from readlevel.storage.glossary.term_drafts import Key, TermDraft
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.glossary.term_drafts import COMMAND, store_drafts
from readlevel.usecases.glossary.term_versions import digest_versions

_BATCH_SIZE = 200
"""Terms of a file that are stored in one transaction, so that others can write in between."""


@dataclass(frozen=True, slots=True)
class DraftedTerms:
    """What became of the terms of an import."""

    drafted: int
    moved: int
    """Terms that somebody changed, added or removed since the plan was made; they are left."""


def plan_import(session: Session, entries: Sequence[TermEntry]) -> GlossaryImportPlan:
    """Return what an import of entries would change."""
    languages = sorted({entry.term.language for entry in entries})
    return plan_glossary_import(
        entries, (term for one in languages for term in terms.iter_terms(session, one))
    )


def plan_version(planned: GlossaryImportPlan) -> str:
    """Return the version of a plan: a digest of what it would store and replace."""
    befores = [change.before for change in planned.changed]
    return digest_versions([*planned.to_save, *befores])


def find_open_drafts(session: Session, planned: GlossaryImportPlan) -> dict[Key, TermDraft]:
    """Return the drafts that a plan would replace, by the terms of the plan."""
    return term_drafts.find_drafts(session, [(one.language, one.slug) for one in planned.to_save])


def split_into_batches(planned: GlossaryImportPlan) -> Iterator[GlossaryImportPlan]:
    """Yield a plan in batches, each for its own transaction."""
    for start in range(0, len(planned.new), _BATCH_SIZE):
        yield GlossaryImportPlan(new=planned.new[start : start + _BATCH_SIZE])
    for start in range(0, len(planned.changed), _BATCH_SIZE):
        yield GlossaryImportPlan(changed=planned.changed[start : start + _BATCH_SIZE])


def name_batch(file: str, *, now: datetime) -> str:
    """Return what the drafts of an import are listed under."""
    return f"{now:%Y-%m-%d %H:%M:%S} {file}"


def draft_terms(
    session: Session,
    actor: Account | None,
    planned: GlossaryImportPlan,
    *,
    batch: str,
    kept: Collection[Key] = (),
    now: datetime,
) -> DraftedTerms:
    """Submit the new and changed terms of a plan for review, without those to be `kept`.

    `actor` is None for a command.
    """
    wanted = [term for term in planned.to_save if (term.language, term.slug) not in kept]
    unmoved, befores = _find_unmoved(session, planned, wanted)
    before_drafts = find_open_drafts(session, planned)
    made = []
    for term in unmoved:
        key = term.language, term.slug
        earlier = before_drafts[key].author_ids if key in before_drafts else ()
        draft = TermDraft(
            language=term.language,
            slug=term.slug,
            status=Status.SUBMITTED,
            base=befores.get(key),
            proposed=term,
            author=COMMAND if actor is None else actor.name,
            author_ids=earlier if actor is None else tuple(sorted({*earlier, actor.id})),
            updated_at=now,
            batch=batch,
        )
        made.append(draft)
    store_drafts(session, actor, made, now=now)
    if made and actor is not None:
        audit_log.record_action(
            session, actor, "terms.imported", "glossary", now=now, terms=len(made), batch=batch
        )
    return DraftedTerms(len(made), len(wanted) - len(unmoved))


def store_plan(session: Session, planned: GlossaryImportPlan, *, author: str, now: datetime) -> int:
    """Store what is new and what is changed as approved; return how many terms.

    Terms that somebody changed, added or removed since the plan was made are left.
    """
    unmoved, _ = _find_unmoved(session, planned, planned.to_save)
    if unmoved:
        store_terms.save_terms(session, unmoved, author=author, now=now)
    return len(unmoved)


def _find_unmoved(
    session: Session, planned: GlossaryImportPlan, wanted: Sequence[Term]
) -> tuple[list[Term], dict[Key, Term]]:
    """Return the terms that are stored as the plan has seen them, and what the plan has seen."""
    befores = {(one.after.language, one.after.slug): one.before for one in planned.changed}
    by_key = {(term.language, term.slug): term for term in wanted}
    stored = terms.find_terms(session, by_key)
    unmoved = [term for key, term in by_key.items() if stored.get(key) == befores.get(key)]
    return unmoved, befores
