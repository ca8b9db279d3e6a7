"""Kinds of mails, and which of them people may refuse."""

from collections.abc import Sequence
from enum import StrEnum

from readlevel.core.model.roles import Role


class MailKind(StrEnum):
    """What a mail is about."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - no password
    REVIEW_REQUESTED = "review_requested"
    REVIEWS_DUE = "reviews_due"
    MISTAKE_REPORTED = "mistake_reported"
    COMMENTED = "commented"
    REVIEW_ASSIGNED = "review_assigned"
    OUTSIDE_REVIEW = "outside_review"
    OUTSIDE_ANSWERED = "outside_answered"


OPTIONAL_KINDS = (
    MailKind.REVIEW_REQUESTED,
    MailKind.REVIEW_ASSIGNED,
    MailKind.COMMENTED,
    MailKind.OUTSIDE_ANSWERED,
    MailKind.REVIEWS_DUE,
    MailKind.MISTAKE_REPORTED,
)
"""Notifications: what they say is at the desk too."""

_FOR_EVERYONE = (MailKind.COMMENTED, MailKind.OUTSIDE_ANSWERED)


def list_optional_kinds(role: Role, *, with_outside_reviews: bool) -> Sequence[MailKind]:
    """Return the notifications that somebody with a role may get.

    `with_outside_reviews` is whether the site lets people without an account review.
    """
    possible = OPTIONAL_KINDS if role.includes(Role.REVIEWER) else _FOR_EVERYONE
    return [one for one in possible if with_outside_reviews or one is not MailKind.OUTSIDE_ANSWERED]
