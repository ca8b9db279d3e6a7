"""Use cases of those who sign in by an account elsewhere: whose account here that is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts.sign_in import clean_name


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as a provider vouches for them."""

    issuer: str
    subject: str
    email: str
    """Empty where the provider does not vouch for any."""
    name: str

    @property
    def key(self) -> str:
        """What no other provider and nobody else has."""
        return f"{self.issuer} {self.subject}"


class NoAccount(Exception):
    """Somebody whom nobody invited, or who was disabled."""


def find_or_create_account(
    session: Session, identity: Identity, role: Role | None, *, now: datetime
) -> Account:
    """Return whose account it is; the first time, by the e-mail address that was invited.

    Who has none gets one with `role`, where that is given. Raise `NoAccount`.
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
        # Who has the address today need not be who was bound to it before.
        raise NoAccount
    if account.is_invited and (name := clean_name(identity.name)):
        accounts.update_account(session, account.id, name=name)
    accounts.update_account(session, account.id, oidc_subject=identity.key)
    audit_log.record_action(
        session, account, "account.bound", account.email, now=now, issuer=identity.issuer
    )
    return accounts.get(session, account.id)
