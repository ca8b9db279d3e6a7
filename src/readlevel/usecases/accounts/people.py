"""Use cases around people: what they are called, what they may do, and who may no more come in.

Nobody changes their own role or disables themselves, so an administrator always remains.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log, one_time_links, sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import second_factors
from readlevel.usecases.accounts.sign_in import clean_name


class OwnAccountForbidden(Exception):
    """What only another administrator may do to one's account."""


def list_active(session: Session, role: Role) -> Sequence[Account]:
    """Return those who may do what needs `role` and can come in, by name."""
    everybody = accounts.list_accounts(session)
    return [one for one in everybody if one.may(role) and one.disabled_at is None]


def rename(session: Session, account: Account, name: str, *, now: datetime) -> bool:
    """Store what others call somebody, and return whether anything was given."""
    given = clean_name(name)
    if not given:
        return False
    accounts.update_account(session, account.id, name=given)
    audit_log.record_action(session, account, "account.renamed", account.email, now=now, name=given)
    return True


def change_role(
    session: Session, actor: Account, account: Account, role: Role, *, now: datetime
) -> None:
    """Give somebody another role, from their next click on. Raise `OwnAccountForbidden`."""
    _forbid_own_account(actor, account)
    accounts.update_account(session, account.id, role=role)
    audit_log.record_action(
        session,
        actor,
        "account.role_changed",
        account.email,
        now=now,
        before=account.role,
        role=role,
    )


def disable(session: Session, actor: Account | None, account: Account, *, now: datetime) -> None:
    """Sign somebody out everywhere, end their link, and let them in no more.

    `actor` is None for the command line. What they wrote stays theirs. Raise `OwnAccountForbidden`.
    """
    _forbid_own_account(actor, account)
    accounts.update_account(session, account.id, disabled_at=now)
    sessions.end_account_sessions(session, account.id)
    one_time_links.remove_account_links(session, account.id)
    audit_log.record_action(session, actor, "account.disabled", account.email, now=now)


def enable(session: Session, actor: Account | None, account: Account, *, now: datetime) -> None:
    """Let somebody in again, with the password and the role from before."""
    accounts.update_account(session, account.id, disabled_at=None)
    audit_log.record_action(session, actor, "account.enabled", account.email, now=now)


def remove_second_factor(
    session: Session, actor: Account | None, account: Account, *, now: datetime
) -> None:
    """Have no code asked of somebody who lost the app, and sign them out everywhere.

    `actor` is None for the command line. Raise `OwnAccountForbidden`: one's own is removed at one's
    account.
    """
    _forbid_own_account(actor, account)
    second_factors.remove_second_factor(session, actor, account, now=now)
    sessions.end_account_sessions(session, account.id)


def unlink_provider(session: Session, actor: Account, account: Account, *, now: datetime) -> None:
    """Let the next one from the provider with somebody's address take up the account.

    For a provider that gives its people new names. Sessions end. Raise `OwnAccountForbidden`.
    """
    _forbid_own_account(actor, account)
    accounts.update_account(session, account.id, oidc_subject=None)
    sessions.end_account_sessions(session, account.id)
    audit_log.record_action(session, actor, "account.unbound", account.email, now=now)


def _forbid_own_account(actor: Account | None, account: Account) -> None:
    if actor is not None and actor.id == account.id:
        raise OwnAccountForbidden
