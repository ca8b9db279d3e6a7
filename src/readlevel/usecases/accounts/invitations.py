"""Use cases around one-time links: inviting somebody, and giving them a new password."""

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

LINK_LIFETIMES = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(hours=24)}
MAX_RESETS_PER_ACCOUNT = 3
"""Mails for one account in the time in which failures are counted."""
MAX_RESETS_PER_ADDRESS = 10
_EMAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+\.[^@\s<>\"(),:;\\.]+")
_MAX_EMAIL_LENGTH = 254


class InvalidEmail(ValueError):
    """What is no e-mail address."""


class InvalidLink(Exception):
    """A link that was used, is too old, or never was one."""


def invite(
    session: Session, actor: Account | None, email: str, role: Role, *, now: datetime
) -> tuple[Account, str]:
    """Store an account that cannot sign in yet; return it and the token of its link.

    `actor` invites; None is the command line. Raise `InvalidEmail` or `EmailTaken`.
    """
    folded = accounts.fold_email(email)
    if len(folded) > _MAX_EMAIL_LENGTH or not _EMAIL.fullmatch(folded):
        raise InvalidEmail(email)
    account = accounts.add(session, folded, folded.partition("@")[0], role, now=now)
    audit_log.record_action(session, actor, "account.invited", account.email, now=now, role=role)
    return account, _issue_link(session, account, LinkKind.INVITATION, now)


def reissue_link(
    session: Session, actor: Account | None, account: Account, *, now: datetime
) -> str:
    """Return the token of a new link for an account; the older one ends.

    The password goes on working until the link is used.
    """
    kind = LinkKind.RESET if account.has_password else LinkKind.INVITATION
    audit_log.record_action(session, actor, "account.link_made", account.email, now=now, kind=kind)
    return _issue_link(session, account, kind, now)


def request_password_reset(
    session: Session, email: str, visitor: ClientInfo, *, now: datetime
) -> tuple[Account, LinkKind, str] | None:
    """Return account and token for whoever forgot the password; None if nobody is to get one.

    Nobody who asks may learn which it was. Raise `TooManyAttempts` by the visitor's address alone.
    """
    folded = accounts.fold_email(email)[:_MAX_EMAIL_LENGTH]
    about, place = f"forgotten {folded}", f"forgotten {visitor.network}"
    since = now - FAILURE_WINDOW
    if failed_sign_ins.count(session, since=since, address=place) >= MAX_RESETS_PER_ADDRESS:
        raise TooManyAttempts
    asked = failed_sign_ins.count(session, since=since, email=about)
    failed_sign_ins.record_failure(session, about, place, now=now)
    account = accounts.find_by_email(session, folded)
    if account is None or account.disabled_at is not None or asked >= MAX_RESETS_PER_ACCOUNT:
        return None
    if account.has_provider_identity and not account.has_password:
        # They come in by the provider, and whether they still may is the provider's to say.
        return None
    audit_log.record_action(
        session, None, "account.reset_asked", folded, now=now, address=visitor.ip_address
    )
    kind = LinkKind.RESET if account.has_password else LinkKind.INVITATION
    return account, kind, _issue_link(session, account, kind, now)


def find_link(session: Session, token: str, *, now: datetime) -> tuple[Account, OneTimeLink]:
    """Return whose link it is. Raise `InvalidLink` if it leads nowhere, or no more."""
    link = one_time_links.find_link(session, token, now=now)
    account = None if link is None else accounts.find(session, link.account_id)
    if link is None or account is None or account.disabled_at is not None:
        raise InvalidLink
    return account, link


def redeem_link(
    session: Session, token: str, name: str, password: str, *, now: datetime
) -> Account:
    """Set name and password of whoever has the link; it leads nowhere from now on.

    An empty name leaves the name. Raise `InvalidLink`, or `WeakPassword`, after which it still
    leads.
    """
    account, _ = find_link(session, token, now=now)
    given = clean_name(name)
    if given:
        accounts.update_account(session, account.id, name=given)
    set_password(session, accounts.get(session, account.id), password, now=now)
    return accounts.get(session, account.id)


def _issue_link(session: Session, account: Account, kind: LinkKind, now: datetime) -> str:
    return one_time_links.create_link(session, account.id, kind, now + LINK_LIFETIMES[kind])
