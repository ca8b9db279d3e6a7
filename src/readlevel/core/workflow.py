"""The states of a review, and which of them the public may read."""

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
