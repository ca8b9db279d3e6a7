"""Use cases around one-time links: inviting somebody, and giving them a new password."""

import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log, failed_sign_ins, one_time_links
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import Kind, Link
from readlevel.usecases.accounts.sign_in import (
    WINDOW,
    TooManyAttempts,
    Visitor,
    clean_name,
    set_password,
)

LASTS = {Kind.INVITATION: timedelta(days=7), Kind.RESET: timedelta(hours=24)}
MOST_ASKED = 3
"""Mails for one account in the time in which failures are counted."""
MOST_ASKED_FROM_ADDRESS = 10
_EMAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+\.[^@\s<>\"(),:;\\.]+")
_LONGEST_EMAIL = 254


class BadEmail(ValueError):
    """What is no e-mail address."""


class UsedLink(Exception):
    """A link that was used, is too old, or never was one."""


def invite(
    session: Session, who: Account | None, email: str, role: Role, *, now: datetime
) -> tuple[Account, str]:
    """Store an account that cannot sign in yet; return it and the token of its link.

    `who` invites; None is the command line. Raise `BadEmail` or `EmailTaken`.
    """
    folded = accounts.fold_email(email)
    if len(folded) > _LONGEST_EMAIL or not _EMAIL.fullmatch(folded):
        raise BadEmail(email)
    account = accounts.add(session, folded, folded.partition("@")[0], role, now=now)
    audit_log.note(session, who, "account.invited", account.email, now=now, role=role)
    return account, _make(session, account, Kind.INVITATION, now)


def renew_link(session: Session, who: Account | None, account: Account, *, now: datetime) -> str:
    """Return the token of a new link for an account; the older one ends.

    The password goes on working until the link is used.
    """
    kind = Kind.RESET if account.has_password else Kind.INVITATION
    audit_log.note(session, who, "account.link_made", account.email, now=now, kind=kind)
    return _make(session, account, kind, now)


def ask_reset(
    session: Session, email: str, visitor: Visitor, *, now: datetime
) -> tuple[Account, Kind, str] | None:
    """Return account and token for whoever forgot the password; None where nobody is to get one.

    Nobody who asks may learn which it was. Raise `TooManyAttempts` by the visitor's address alone.
    """
    folded = accounts.fold_email(email)[:_LONGEST_EMAIL]
    about, place = f"forgotten {folded}", f"forgotten {visitor.network}"
    since = now - WINDOW
    if failed_sign_ins.count(session, since=since, address=place) >= MOST_ASKED_FROM_ADDRESS:
        raise TooManyAttempts
    asked = failed_sign_ins.count(session, since=since, email=about)
    failed_sign_ins.note(session, about, place, now=now)
    account = accounts.find_by_email(session, folded)
    if account is None or account.disabled_at is not None or asked >= MOST_ASKED:
        return None
    if account.is_bound and not account.has_password:
        # They come in by the provider, and whether they still may is the provider's to say.
        return None
    audit_log.note(session, None, "account.reset_asked", folded, now=now, address=visitor.address)
    kind = Kind.RESET if account.has_password else Kind.INVITATION
    return account, kind, _make(session, account, kind, now)


def find_link(session: Session, token: str, *, now: datetime) -> tuple[Account, Link]:
    """Return whose link it is. Raise `UsedLink` where it leads nowhere, or no more."""
    link = one_time_links.find(session, token, now=now)
    account = None if link is None else accounts.find(session, link.account_id)
    if link is None or account is None or account.disabled_at is not None:
        raise UsedLink
    return account, link


def accept(session: Session, token: str, name: str, password: str, *, now: datetime) -> Account:
    """Set name and password of whoever has the link; it leads nowhere from now on.

    An empty name leaves the name. Raise `UsedLink`, or `WeakPassword`, after which it still leads.
    """
    account, _ = find_link(session, token, now=now)
    given = clean_name(name)
    if given:
        accounts.change(session, account.id, name=given)
    set_password(session, accounts.get(session, account.id), password, now=now)
    return accounts.get(session, account.id)


def _make(session: Session, account: Account, kind: Kind, now: datetime) -> str:
    return one_time_links.make(session, account.id, kind, now + LASTS[kind])
