"""The states of a review, and which of them the public may read."""

from collections.abc import Sequence
from enum import StrEnum


class Status(StrEnum):
    """Where a revision stands in its review."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


STEPS = (Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED)
"""The three steps a reader is shown."""

PENDING = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW})
"""Public with a caution where a site shows texts that still wait for their review."""


def is_public(status: Status, *, show_unreviewed: bool) -> bool:
    """Tell whether the public may read a revision that stands at `status`."""
    return status is Status.APPROVED or (show_unreviewed and status in PENDING)


def find_public(newest_first: Sequence[Status]) -> int | None:
    """Return which of a variant's revisions stands for it in public, or None.

    It is the newest approved or withdrawn one; where there is neither, the newest that waits for
    its review, unless a later one was sent back. Drafts are passed over.
    """
    waiting: int | None = None
    sent_back = False
    for place, status in enumerate(newest_first):
        if status in (Status.APPROVED, Status.WITHDRAWN):
            return place
        sent_back = sent_back or status is Status.CHANGES_REQUESTED
        if status in PENDING and waiting is None and not sent_back:
            waiting = place
    return waiting
