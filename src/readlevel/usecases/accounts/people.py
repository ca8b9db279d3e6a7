"""Use cases of accounts: their names and roles, and disabling them.

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

__all__ = [
    "Account",
    "OwnAccountForbidden",
    "change_role",
    "disable",
    "enable",
    "find_account",
    "list_active",
    "list_all",
    "remove_second_factor",
    "rename",
    "unlink_provider",
]


class OwnAccountForbidden(Exception):
    """Only another administrator may do this to an account."""


def find_account(session: Session, account_id: int) -> Account | None:
    """Return an account, or None."""
    return accounts.find(session, account_id)


def list_all(session: Session) -> Sequence[Account]:
    """Return all accounts, disabled ones too, by name."""
    return accounts.list_accounts(session)


def list_active(session: Session, role: Role) -> Sequence[Account]:
    """Return the accounts that have at least `role` and can sign in, by name."""
    everybody = accounts.list_accounts(session)
    return [one for one in everybody if one.may(role) and one.disabled_at is None]


def rename(session: Session, account: Account, name: str, *, now: datetime) -> bool:
    """Change the name of an account; return False if the name is empty."""
    given = clean_name(name)
    if not given:
        return False
    accounts.update_account(session, account.id, name=given)
    audit_log.record_action(session, account, "account.renamed", account.email, now=now, name=given)
    return True


def use_single_keys(session: Session, account: Account, *, wanted: bool) -> None:
    """Switch shortcuts of a single key on or off for an account."""
    accounts.update_account(session, account.id, single_keys=wanted)


def change_role(
    session: Session, actor: Account, account: Account, role: Role, *, now: datetime
) -> None:
    """Change a role, effective from the account's next request. Raise `OwnAccountForbidden`."""
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
    """Disable an account: end its sessions and its link.

    `actor` is None for the command line. Its texts keep their author. Raise `OwnAccountForbidden`.
    """
    _forbid_own_account(actor, account)
    accounts.update_account(session, account.id, disabled_at=now)
    sessions.end_account_sessions(session, account.id)
    one_time_links.remove_account_links(session, account.id)
    audit_log.record_action(session, actor, "account.disabled", account.email, now=now)


def enable(session: Session, actor: Account | None, account: Account, *, now: datetime) -> None:
    """Enable an account again, with its former password and role."""
    accounts.update_account(session, account.id, disabled_at=None)
    audit_log.record_action(session, actor, "account.enabled", account.email, now=now)


def remove_second_factor(
    session: Session, actor: Account | None, account: Account, *, now: datetime
) -> None:
    """Remove the second factor of somebody who lost the app, and end all their sessions.

    `actor` is None for the command line. Raise `OwnAccountForbidden`: people remove
    their own on the page of their account.
    """
    _forbid_own_account(actor, account)
    second_factors.remove_second_factor(session, actor, account, now=now)
    sessions.end_account_sessions(session, account.id)


def unlink_provider(session: Session, actor: Account, account: Account, *, now: datetime) -> None:
    """Unlink an account from its subject at the provider.

    The next subject with its address is linked instead, if the provider has assigned a new one.
    Sessions end. Raise `OwnAccountForbidden`.
    """
    _forbid_own_account(actor, account)
    accounts.update_account(session, account.id, oidc_subject=None)
    sessions.end_account_sessions(session, account.id)
    audit_log.record_action(session, actor, "account.unbound", account.email, now=now)


def _forbid_own_account(actor: Account | None, account: Account) -> None:
    if actor is not None and actor.id == account.id:
        raise OwnAccountForbidden
