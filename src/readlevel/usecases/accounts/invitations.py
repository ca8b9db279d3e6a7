"""Use cases of one-time links: inviting people and resetting passwords."""

import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log, failed_sign_ins, one_time_links
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import LinkKind, OneTimeLink
from readlevel.usecases.accounts.sign_in import (
    FAILURE_WINDOW,
    ClientInfo,
    TooManyAttempts,
    clean_name,
    set_password,
)

__all__ = [
    "LINK_LIFETIMES",
    "MAX_RESETS_PER_ACCOUNT",
    "MAX_RESETS_PER_ADDRESS",
    "InvalidEmail",
    "InvalidLink",
    "LinkKind",
    "find_expiry",
    "find_link",
    "invite",
    "read_email",
    "redeem_link",
    "reissue_link",
    "request_password_reset",
]

LINK_LIFETIMES = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(hours=24)}
MAX_RESETS_PER_ACCOUNT = 3
"""Mails for one account in `FAILURE_WINDOW`."""
MAX_RESETS_PER_ADDRESS = 10
_EMAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+\.[^@\s<>\"(),:;\\.]+")
_MAX_EMAIL_LENGTH = 254


class InvalidEmail(ValueError):
    """Not an e-mail address."""


class InvalidLink(Exception):
    """The link was used, has expired, or never existed."""


def read_email(email: str) -> str:
    """Return an address as it is stored. Raise `InvalidEmail` if it is none."""
    folded = accounts.fold_email(email)
    if len(folded) > _MAX_EMAIL_LENGTH or not _EMAIL.fullmatch(folded):
        raise InvalidEmail(email)
    return folded


def invite(
    session: Session, actor: Account | None, email: str, role: Role, *, now: datetime
) -> tuple[Account, str]:
    """Store an account that cannot sign in yet; return it and the token of its link.

    `actor` invites; None is the command line. Raise `InvalidEmail` or `EmailTaken`.
    """
    folded = read_email(email)
    account = accounts.add(session, folded, folded.partition("@")[0], role, now=now)
    audit_log.record_action(session, actor, "account.invited", account.email, now=now, role=role)
    return account, _issue_link(session, account, LinkKind.INVITATION, now)


def reissue_link(
    session: Session, actor: Account | None, account: Account, *, now: datetime
) -> str:
    """Return the token of a new link for an account; its older link ends.

    The password works until the link is used.
    """
    kind = LinkKind.RESET if account.has_password else LinkKind.INVITATION
    audit_log.record_action(session, actor, "account.link_made", account.email, now=now, kind=kind)
    return _issue_link(session, account, kind, now)


def request_password_reset(
    session: Session, email: str, visitor: ClientInfo, *, now: datetime
) -> tuple[Account, LinkKind, str] | None:
    """Return account and token for a forgotten password; None if nobody is to get a link.

    Callers must not reveal which it was. Raise `TooManyAttempts` by the visitor's address alone.
    """
    folded = accounts.fold_email(email)[:_MAX_EMAIL_LENGTH]
    about, place = f"forgotten {folded}", f"forgotten {visitor.network}"
    window = FAILURE_WINDOW
    if failed_sign_ins.count(session, window, now=now, address=place) >= MAX_RESETS_PER_ADDRESS:
        raise TooManyAttempts
    asked = failed_sign_ins.count(session, window, now=now, email=about)
    failed_sign_ins.record_failure(session, about, place, now=now)
    account = accounts.find_by_email(session, folded)
    if account is None or account.disabled_at is not None or asked >= MAX_RESETS_PER_ACCOUNT:
        return None
    if account.has_provider_identity and not account.has_password:
        # They sign in through the provider, which decides whether they still may.
        return None
    audit_log.record_action(
        session, None, "account.reset_asked", folded, now=now, address=visitor.ip_address
    )
    kind = LinkKind.RESET if account.has_password else LinkKind.INVITATION
    return account, kind, _issue_link(session, account, kind, now)


def find_expiry(session: Session, account: Account, *, now: datetime) -> datetime | None:
    """Return when an account's unused link expires, or None if it has none."""
    link = one_time_links.find_account_link(session, account.id, now=now)
    return None if link is None else link.expires_at


def find_link(session: Session, token: str, *, now: datetime) -> tuple[Account, OneTimeLink]:
    """Return the account of a link, and its kind. Raise `InvalidLink` if it does not work."""
    link = one_time_links.find_link(session, token, now=now)
    account = None if link is None else accounts.find(session, link.account_id)
    if link is None or account is None or account.disabled_at is not None:
        raise InvalidLink
    return account, link


def redeem_link(
    session: Session, token: str, name: str, password: str, *, now: datetime
) -> Account:
    """Set the name and password of a link's account, and use up the link.

    An empty name keeps the name. Raise `InvalidLink`, or `WeakPassword`, after which the link still
    works.
    """
    account, _ = find_link(session, token, now=now)
    given = clean_name(name)
    if given:
        accounts.update_account(session, account.id, name=given)
    set_password(session, accounts.get(session, account.id), password, now=now)
    return accounts.get(session, account.id)


def _issue_link(session: Session, account: Account, kind: LinkKind, now: datetime) -> str:
    return one_time_links.create_link(session, account, kind, now + LINK_LIFETIMES[kind])
