"""Use cases of editors: draft changes of terms, which readers get once they are approved.

There is at most one draft of a term. Everyone who saves it becomes one of its authors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.interchange.glossary.entries import with_free_slug
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_drafts, term_history, terms
from readlevel.storage.glossary.term_drafts import DraftFilter, Key, TermDraft, TermStep
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.glossary.term_versions import version_of

__all__ = [
    "DraftFilter",
    "Key",
    "TermDraft",
    "TermEditConflict",
    "TermNameTaken",
    "TermStanding",
    "TermStep",
    "count_drafts",
    "count_waiting",
    "digest_drafts",
    "find_drafts",
    "find_standing",
    "find_version",
    "list_batches",
    "list_drafts",
    "propose_removals",
    "save_draft",
]

COMMAND = "import"
"""The author of what a command drafted, as in the history of terms that it stored."""

_MAX_VERSIONS = 50


class TermEditConflict(EditConflict):
    """The term was changed by someone else since it was loaded; `current` is None if deleted."""

    def __init__(self, expected_version: str, current: Term | None, found: str) -> None:
        super().__init__(expected_version, found)
        self.current = current


class TermNameTaken(ValueError):
    """Another term of the language has the name, ignoring case: `name`, at `slug`."""

    def __init__(self, name: str, slug: str) -> None:
        super().__init__(f"{name!r} is the name of another term, at {slug!r}")
        self.name, self.slug = name, slug


@dataclass(frozen=True, slots=True)
class TermStanding:
    """The approved version of a term, and its draft."""

    language: str
    slug: str
    approved: Term | None
    draft: TermDraft | None

    @property
    def current(self) -> Term | None:
        """The newest state; None if there is no term, or if it is to be removed."""
        return self.approved if self.draft is None else self.draft.proposed

    @property
    def version(self) -> str:
        """The version of the newest state, which forms send back."""
        if self.draft is not None and self.draft.proposed is None:
            return "removal"
        return version_of(self.current)

    @property
    def is_outdated(self) -> bool:
        """Whether the approved term has changed since the draft was begun."""
        return self.draft is not None and self.draft.base != self.approved


def find_standing(session: Session, language: str, slug: str) -> TermStanding:
    """Return the approved version and draft of a term, either of which may be missing."""
    if not slug:
        return TermStanding(language, slug, None, None)
    approved = terms.find_term(session, language, slug)
    return TermStanding(language, slug, approved, term_drafts.find_draft(session, language, slug))


def find_version(session: Session, language: str, slug: str, version: str) -> Term | None:
    """Return the term or draft at `version`, or None if that is no longer stored."""
    steps = term_drafts.list_steps(session, language, slug, limit=_MAX_VERSIONS)
    states = [step.state for step in steps if step.state is not None]
    states += term_history.list_versions(session, language, slug, limit=_MAX_VERSIONS)
    return next((state for state in states if version_of(state) == version), None)


def save_draft(
    session: Session,
    actor: Account,
    given: Term,
    *,
    slug: str,
    expected_version: str,
    submit: bool = False,
    now: datetime,
) -> TermStanding:
    """Store the draft of a term at `slug`, or at a free slug if it is new (`slug` is empty).

    A draft that says the same as the approved term is dropped. Raise `TermEditConflict`, or
    `TermNameTaken` for a new or changed name.
    """
    standing = find_standing(session, given.language, slug)
    if standing.version != expected_version:
        raise TermEditConflict(expected_version, standing.current, standing.version)
    if given.name not in {one.name for one in (standing.approved, standing.current) if one}:
        _check_name(session, given, slug)
    term = replace(given, slug=slug) if slug else _with_slug(session, given)
    if term == standing.approved:
        _drop(session, actor, standing, now)
        return replace(standing, draft=None)
    draft = _make_draft(actor, term, standing.approved, standing.draft, submit=submit, now=now)
    store_drafts(session, actor, [draft], now=now)
    action = "term.submitted" if submit else "term.drafted"
    audit_log.record_action(session, actor, action, draft.slug, now=now, language=draft.language)
    return replace(standing, slug=term.slug, draft=draft)


def propose_removals(
    session: Session, actor: Account, keys: Iterable[Key], *, now: datetime
) -> Sequence[TermDraft]:
    """Submit the removal of approved terms for review, in place of other drafts of them.

    Return the drafts. Drafts of terms that were never approved are left alone.
    """
    wanted = list(dict.fromkeys(keys))
    known, drafts = terms.find_terms(session, wanted), term_drafts.find_drafts(session, wanted)
    made = [
        replace(
            _make_draft(actor, term, term, drafts.get(key), submit=True, now=now), proposed=None
        )
        for key, term in known.items()
        if key not in drafts or drafts[key].proposed is not None
    ]
    store_drafts(session, actor, made, now=now)
    for draft in made:
        audit_log.record_action(
            session, actor, "term.removal_proposed", draft.slug, now=now, language=draft.language
        )
    return made


def store_drafts(
    session: Session, actor: Account | None, drafts: Sequence[TermDraft], *, now: datetime
) -> None:
    """Store drafts that `actor` wrote (None: a command), and record it."""
    term_drafts.save_drafts(session, drafts)
    record_steps(session, actor, drafts, "saved", now=now)
    submitted = [draft for draft in drafts if draft.status is Status.SUBMITTED]
    record_steps(session, actor, submitted, "submitted", now=now)


def record_steps(
    session: Session,
    actor: Account | None,
    drafts: Sequence[TermDraft],
    step: str,
    *,
    comment: str = "",
    now: datetime,
) -> None:
    """Record what an account (None: a command) did with drafts."""
    account_id, name = (None, COMMAND) if actor is None else (actor.id, actor.name)
    term_drafts.record_steps(
        session, drafts, step, account_id=account_id, name=name, comment=comment, now=now
    )


def find_drafts(session: Session, keys: Iterable[Key]) -> dict[Key, TermDraft]:
    """Return the drafts of terms, by language and slug."""
    return term_drafts.find_drafts(session, keys)


def list_drafts(
    session: Session, wanted: DraftFilter, *, skip: int, limit: int | None
) -> Sequence[TermDraft]:
    """Return a page of drafts, by name."""
    return term_drafts.list_drafts(session, wanted, limit=limit, offset=skip)


def count_drafts(session: Session, wanted: DraftFilter) -> int:
    """Return the number of drafts."""
    return term_drafts.count_drafts(session, wanted)


def digest_drafts(session: Session, wanted: DraftFilter) -> str:
    """Return a digest of drafts, to detect changes since they were shown."""
    return term_drafts.digest_drafts(session, wanted)


def list_batches(session: Session) -> Sequence[tuple[str, int]]:
    """Return the imports that still have drafts, with the number of each."""
    return term_drafts.list_batches(session)


def count_waiting(session: Session, account: Account) -> int:
    """Count the submitted drafts that `account` may review because it is not an author."""
    return term_drafts.count_waiting(session, account.id)


def _make_draft(
    actor: Account,
    term: Term,
    base: Term | None,
    before: TermDraft | None,
    *,
    submit: bool,
    now: datetime,
) -> TermDraft:
    authors = before.author_ids if before else ()
    return TermDraft(
        language=term.language,
        slug=term.slug,
        status=Status.SUBMITTED if submit else Status.DRAFT,
        base=base,
        proposed=term,
        author=actor.name,
        author_ids=tuple(sorted({*authors, actor.id})),
        updated_at=now,
        batch=before.batch if before else "",
        comment="" if submit or before is None else before.comment,
    )


def _check_name(session: Session, given: Term, slug: str) -> None:
    """Raise `TermNameTaken` if another term or draft has the name."""
    language, name = given.language, given.name
    taken = terms.find_namesake(session, language, name, except_slug=slug)
    if taken is not None:
        raise TermNameTaken(taken.name, taken.slug)
    drafted = term_drafts.find_namesake(session, language, name, except_slug=slug)
    if drafted is not None:
        raise TermNameTaken(drafted.name, drafted.slug)


def _with_slug(session: Session, given: Term) -> Term:
    def is_free(slug: str) -> bool:
        standing = find_standing(session, given.language, slug)
        return standing.approved is None and standing.draft is None

    return with_free_slug(given, is_free)


def _drop(session: Session, actor: Account, standing: TermStanding, now: datetime) -> None:
    """Remove a draft that says the same as the approved term."""
    if standing.draft is None:
        return
    term_drafts.delete_drafts(session, [standing.draft.key])
    record_steps(session, actor, [standing.draft], "discarded", now=now)
    audit_log.record_action(
        session, actor, "term.discarded", standing.slug, now=now, language=standing.language
    )
