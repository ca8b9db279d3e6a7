"""Use case of single sign-on: find the account of somebody whom a provider vouches for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role, highest
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
    groups: frozenset[str] = frozenset()
    """The groups or roles that the provider lists."""

    @property
    def key(self) -> str:
        """Unique among all providers and people."""
        return f"{self.issuer} {self.subject}"


@dataclass(frozen=True, slots=True)
class RolePolicy:
    """Which role people of the provider get."""

    default: Role | None = None
    """The role of people without an account; None: they cannot sign in unless they were invited."""
    by_group: Mapping[str, Role] = field(default_factory=dict)

    def find_role(self, identity: Identity) -> Role | None:
        """Return the role that the groups of an identity give it, or the default."""
        given = (role for group, role in self.by_group.items() if group in identity.groups)
        return highest(given) or self.default


class NoAccount(Exception):
    """Nobody invited this identity, or its account is disabled."""


def find_or_create_account(
    session: Session, identity: Identity, policy: RolePolicy, *, now: datetime
) -> Account:
    """Return the account of an identity; the first time, by the invited e-mail address.

    If there is none, create one with the role that `policy` gives, if any. Where groups give roles,
    reset the role of the account. Raise `NoAccount` otherwise.
    """
    role = policy.find_role(identity)
    if policy.by_group and role is None:
        raise NoAccount
    account = accounts.find_by_subject(session, identity.key)
    if account is None:
        account = _link_identity(session, identity, role, now)
    if account.disabled_at is not None:
        raise NoAccount
    if policy.by_group and role is not None and role is not account.role:
        accounts.update_account(session, account.id, role=role)
        audit_log.record_action(
            session, None, "account.role_changed", account.email, now=now, role=role
        )
        account = accounts.get(session, account.id)
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
        # The owner of the address today need not be the person who was linked before.
        raise NoAccount
    if account.is_invited and (name := clean_name(identity.name)):
        accounts.update_account(session, account.id, name=name)
    accounts.update_account(session, account.id, oidc_subject=identity.key)
    audit_log.record_action(
        session, account, "account.bound", account.email, now=now, issuer=identity.issuer
    )
    return accounts.get(session, account.id)
