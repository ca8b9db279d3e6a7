"""Use cases of the review of terms: submit, approve, ask for changes, discard.

An approved draft replaces the term that readers get; texts are rendered again by the queue. Each
use case takes any number of drafts, and brief transactions are the caller's affair
(`MAX_AT_ONCE`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.glossary.medical_weight import has_medical_weight
from readlevel.core.glossary.term_review import DraftMove, find_obstacle
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_drafts, terms
from readlevel.storage.glossary.term_drafts import Key, TermDraft
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.glossary.term_drafts import TermStanding, record_steps

MAX_AT_ONCE = 200
"""Drafts of one transaction, so that others can write in between."""

MAX_COMMENT_LENGTH = 4_000

_STEPS = {
    DraftMove.SUBMIT: "submitted",
    DraftMove.TAKE_BACK: "taken_back",
    DraftMove.APPROVE: "approved",
    DraftMove.REQUEST_CHANGES: "changes_requested",
    DraftMove.DISCARD: "discarded",
}
"""What the history calls each step; the audit log too, after `term.`."""

_STATUSES = {
    DraftMove.SUBMIT: Status.SUBMITTED,
    DraftMove.TAKE_BACK: Status.DRAFT,
    DraftMove.REQUEST_CHANGES: Status.CHANGES_REQUESTED,
}


class MoveNotAllowed(Exception):
    """The step is refused, and nothing was stored.

    `code` is one of `term_review.find_obstacle`, or `no_comment`, `long_comment`, `changed` (the
    draft is not the one that was seen, or it is gone), `outdated` (the approved term has changed
    since the draft was begun) or `taken` (another term has got its name).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class MoveTally:
    """How many drafts were moved, and why others were not, by codes of `MoveNotAllowed`."""

    moved: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, other: "MoveTally") -> None:
        """Count what another transaction did."""
        self.moved += other.moved
        self.refused.update(other.refused)


def find_draft_obstacle(
    account: Account, standing: TermStanding, move: DraftMove, *, one_suffices: bool
) -> str | None:
    """Return why an account may not take a step, or None.

    `one_suffices`: reviewers may approve their own drafts that have no medical weight.
    """
    draft = standing.draft
    if draft is None:
        return "changed"
    obstacle = find_obstacle(
        move,
        draft.status,
        account.role,
        is_author=account.id in draft.author_ids,
        has_weight=not one_suffices or has_medical_weight(draft.base, draft.proposed),
    )
    outdated = move is DraftMove.APPROVE and standing.is_outdated
    return obstacle or ("outdated" if outdated else None)


def move_draft(
    session: Session,
    actor: Account,
    standing: TermStanding,
    move: DraftMove,
    *,
    expected_version: str,
    comment: str = "",
    one_suffices: bool = False,
    now: datetime,
) -> None:
    """Take a step with the draft of a term that this transaction has read.

    Raise `MoveNotAllowed`.
    """
    comment = comment.strip()
    if standing.draft is None or standing.version != expected_version:
        raise MoveNotAllowed("changed")
    if move is DraftMove.REQUEST_CHANGES and not comment:
        raise MoveNotAllowed("no_comment")
    if len(comment) > MAX_COMMENT_LENGTH:
        raise MoveNotAllowed("long_comment")
    seen = {standing.draft.key: standing.draft}
    moved = move_drafts(
        session, actor, seen, move, comment=comment, one_suffices=one_suffices, now=now
    )
    if moved.refused:
        raise MoveNotAllowed(next(iter(moved.refused)))


def move_drafts(
    session: Session,
    actor: Account,
    seen: Mapping[Key, TermDraft],
    move: DraftMove,
    *,
    comment: str = "",
    one_suffices: bool = False,
    now: datetime,
) -> MoveTally:
    """Take a step with the drafts of several terms; those that it is refused for stay.

    `seen` are the drafts as the actor saw them; one that is another by now is refused as `changed`.
    """
    wanted = list(seen)
    drafts = term_drafts.find_drafts(session, wanted)
    approved = terms.find_terms(session, wanted)
    tally, taken = MoveTally(), []
    for key in wanted:
        draft = drafts.get(key)
        standing = TermStanding(*key, approved.get(key), draft)
        obstacle = find_draft_obstacle(actor, standing, move, one_suffices=one_suffices)
        if draft != seen[key]:
            obstacle = "changed"
        if obstacle is None and draft is not None and move is DraftMove.APPROVE:
            obstacle = _find_name_obstacle(session, draft)
        if obstacle is None and draft is not None:
            taken.append(draft)
        else:
            tally.refused[obstacle or "changed"] += 1
    _apply(session, actor, taken, move, comment, now)
    tally.moved = len(taken)
    return tally


def _apply(
    session: Session,
    actor: Account,
    drafts: Sequence[TermDraft],
    move: DraftMove,
    comment: str,
    now: datetime,
) -> None:
    if not drafts:
        return
    if move is DraftMove.APPROVE:
        _publish(session, actor, drafts, now)
    status = _STATUSES.get(move)
    if status is None:
        term_drafts.delete_drafts(session, [draft.key for draft in drafts])
    else:
        moved = [replace(draft, status=status, comment=comment) for draft in drafts]
        term_drafts.save_drafts(session, moved)
    step = _STEPS[move]
    record_steps(session, actor, drafts, step, comment=comment, now=now)
    for draft in drafts:
        audit_log.record_action(
            session, actor, f"term.{step}", draft.slug, now=now, language=draft.language
        )


def _publish(session: Session, actor: Account, drafts: Sequence[TermDraft], now: datetime) -> None:
    """Give readers what the drafts propose."""
    by_author: Mapping[str, list[Term]] = defaultdict(list)
    for draft in drafts:
        if draft.proposed is not None:
            by_author[draft.author].append(draft.proposed)
        else:
            store_terms.remove_term(
                session,
                draft.language,
                draft.slug,
                author=draft.author,
                reviewer=actor.name,
                now=now,
            )
    for author, proposed in by_author.items():
        store_terms.save_terms(session, proposed, author=author, reviewer=actor.name, now=now)


def _find_name_obstacle(session: Session, draft: TermDraft) -> str | None:
    term = draft.proposed
    if term is None or (draft.base is not None and draft.base.name == term.name):
        return None
    taken = terms.find_namesake(session, term.language, term.name, except_slug=term.slug)
    return None if taken is None else "taken"
