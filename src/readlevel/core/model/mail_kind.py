"""Kinds of mails, and which of them people may refuse."""

from enum import StrEnum


class MailKind(StrEnum):
    """What a mail is about."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - no password
    REVIEW_REQUESTED = "review_requested"
    REVIEWS_DUE = "reviews_due"
    MISTAKE_REPORTED = "mistake_reported"


OPTIONAL_KINDS = (MailKind.REVIEW_REQUESTED, MailKind.REVIEWS_DUE, MailKind.MISTAKE_REPORTED)
"""Notifications: what they say is at the desk too."""
