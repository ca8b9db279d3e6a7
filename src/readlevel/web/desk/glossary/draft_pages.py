"""Contexts of the pages on which drafts of terms are listed and reviewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.glossary.term_review import DraftMove, list_moves
from readlevel.core.text.versions.text_diff import DiffSegment, compare_words
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.glossary.approve_terms import MoveTally, find_draft_obstacle
from readlevel.usecases.glossary.term_drafts import (
    DraftFilter,
    TermDraft,
    TermStanding,
    TermStep,
)
from readlevel.usecases.glossary.term_effects import TermEffect
from readlevel.usecases.glossary.term_versions import version_of
from readlevel.web.desk.glossary.term_forms import FIELDS, form_of
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.pagination import Pagination

REMOVAL = "removal"
"""The version of a draft that removes its term."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a term before and after, compared word by word."""

    name: str
    old: Sequence[DiffSegment]
    new: Sequence[DiffSegment]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list."""

    draft: TermDraft
    key: str
    """Names the draft and its version in the form."""
    path: str
    fields: Sequence[FieldChange]
    is_own: bool


@dataclass(frozen=True, slots=True)
class DraftListPage:
    """`/edit/glossary/drafts` (`desk/glossary/drafts.html`)."""

    layout: DeskLayout
    language: str
    filter: DraftFilter
    batches: Sequence[tuple[str, int, str]]
    """(name, drafts left, URL) of imports."""
    rows: Sequence[DraftRow]
    pages: Pagination
    seen: str
    """Digest of all drafts of the import."""
    tally: MoveTally | None = None
    """What was done; None if nothing was asked for."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TermReviewPage:
    """`/edit/glossary/review` (`desk/glossary/term_review.html`)."""

    layout: DeskLayout
    language: str
    standing: TermStanding
    fields: Sequence[FieldChange]
    version: str
    moves: frozenset[DraftMove]
    obstacle: str | None
    """Why this account may not approve the draft."""
    effects: Sequence[TermEffect]
    pages: Pagination
    answer_paths: Mapping[str, str]
    steps: Sequence[TermStep]
    next_path: str = ""
    """The next draft that waits for this account."""
    problem: str = ""
    comment: str = ""


def present_fields(draft: TermDraft) -> list[FieldChange]:
    """Return the fields that a draft changes; for a new or removed term, all that it has."""
    before = form_of(draft.base) if draft.base else None
    after = form_of(draft.proposed) if draft.proposed else None
    changes = []
    for name in FIELDS:
        old: str = getattr(before, name) if before else ""
        new: str = getattr(after, name) if after else ""
        if old != new:
            changes.append(FieldChange(name, *compare_words(old, new)))
    return changes


def present_row(draft: TermDraft, account: Account) -> DraftRow:
    """Return the row of a draft."""
    version = REMOVAL if draft.proposed is None else version_of(draft.proposed)
    return DraftRow(
        draft,
        f"{draft.language}/{draft.slug}/{version}",
        urls.term_review(draft.language, draft.slug),
        present_fields(draft),
        account.id in draft.author_ids,
    )


def list_allowed(
    account: Account, standing: TermStanding, *, one_suffices: bool
) -> frozenset[DraftMove]:
    """Return what an account may do with a draft."""
    if standing.draft is None:
        return frozenset()
    is_author = account.id in standing.draft.author_ids
    moves = list_moves(standing.draft.status, account.role, is_author=is_author, has_weight=False)
    return frozenset(
        move
        for move in moves
        if find_draft_obstacle(account, standing, move, one_suffices=one_suffices) is None
    )
