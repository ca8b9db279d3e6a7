"""Use case of single sign-on: find the account of somebody whom a provider vouches for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts.sign_in import clean_name


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity that a provider vouches for."""

    issuer: str
    subject: str
    email: str
    """Empty if the provider vouches for none."""
    name: str

    @property
    def key(self) -> str:
        """Unique among all providers and people."""
        return f"{self.issuer} {self.subject}"


class NoAccount(Exception):
    """Nobody invited this identity, or its account is disabled."""


def find_or_create_account(
    session: Session, identity: Identity, role: Role | None, *, now: datetime
) -> Account:
    """Return the account of an identity; the first time, by the invited e-mail address.

    If there is none, create one with `role`, if given. Raise `NoAccount` otherwise.
    """
    account = accounts.find_by_subject(session, identity.key)
    if account is None:
        account = _link_identity(session, identity, role, now)
    if account.disabled_at is not None:
        raise NoAccount
    return account


def _link_identity(
    session: Session, identity: Identity, role: Role | None, now: datetime
) -> Account:
    if not identity.email:
        raise NoAccount
    account = accounts.find_by_email(session, identity.email)
    if account is None and role is not None:
        name = clean_name(identity.name) or identity.email.partition("@")[0]
        account = accounts.add(session, identity.email, name, role, now=now)
        audit_log.record_action(
            session, None, "account.admitted", account.email, now=now, role=role
        )
    if account is None or account.has_provider_identity or account.disabled_at is not None:
        # Whoever has the address today need not be the person who was linked before.
        raise NoAccount
    if account.is_invited and (name := clean_name(identity.name)):
        accounts.update_account(session, account.id, name=name)
    accounts.update_account(session, account.id, oidc_subject=identity.key)
    audit_log.record_action(
        session, account, "account.bound", account.email, now=now, issuer=identity.issuer
    )
    return accounts.get(session, account.id)
