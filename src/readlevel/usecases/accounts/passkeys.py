"""Use cases of passkeys (WebAuthn level 2), which take the place of the app's code at sign-in.

They are for accounts with a second factor, so that somebody who loses the authenticator signs in
with a code from the app or a recovery code. Each ceremony has a challenge of its own, which is
bound to the session and used up by the first response.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from sqlalchemy.orm import Session
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from readlevel.storage.accounts import audit_log, passkeys, sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.passkeys import Passkey
from readlevel.usecases.accounts import second_factors
from readlevel.usecases.accounts.sign_in import ClientInfo, CurrentUser

__all__ = [
    "MAX_NAME_LENGTH",
    "MAX_PASSKEYS",
    "Passkey",
    "PasskeyRejected",
    "RelyingParty",
    "VerifiedPasskey",
    "begin_registration",
    "begin_sign_in",
    "complete_sign_in",
    "find_relying_party",
    "list_passkeys",
    "register",
    "remove",
    "take_challenge",
    "verify_response",
]

MAX_PASSKEYS = 10
MAX_NAME_LENGTH = 60
_CHALLENGE_BYTES = 32

_log = logging.getLogger(__name__)
_UNREADABLE = (WebAuthnException, ValueError, TypeError, LookupError, RecursionError)
"""What the library raises for a response that a browser does not make."""


class PasskeyRejected(ValueError):
    """The response of the authenticator proves nothing, or the passkey cannot be added."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site, as authenticators know it."""

    id: str
    """Its host name."""
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class VerifiedPasskey:
    """A passkey that answered a challenge, and its counter now."""

    passkey: Passkey
    sign_count: int


def find_relying_party(base_url: str, name: str) -> RelyingParty | None:
    """Return the site; None if browsers offer no passkeys there: no host name, or no https."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        if parts.scheme == "https" or host == "localhost":
            return RelyingParty(host, f"{parts.scheme}://{parts.netloc}", name)
    return None


def list_passkeys(session: Session, account: Account) -> Sequence[Passkey]:
    """Return the passkeys of an account, the oldest first."""
    return passkeys.list_passkeys(session, account.id)


def begin_registration(session: Session, user: CurrentUser, site: RelyingParty) -> str:
    """Return the options with which the browser makes a passkey, as JSON."""
    account = user.account
    known = [one.credential_id for one in passkeys.list_passkeys(session, account.id)]
    options = webauthn.generate_registration_options(
        rp_id=site.id,
        rp_name=site.name,
        user_id=account.id.to_bytes(8, "big"),
        user_name=account.email,
        user_display_name=account.name,
        challenge=_make_challenge(session, user),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return webauthn.options_to_json(options)


def register(
    session: Session,
    user: CurrentUser,
    challenge: bytes | None,
    site: RelyingParty,
    response: str,
    name: str,
    *,
    now: datetime,
) -> None:
    """Store the passkey that a browser has made for a challenge. Raise `PasskeyRejected`."""
    account = user.account
    if challenge is None or len(passkeys.list_passkeys(session, account.id)) >= MAX_PASSKEYS:
        raise PasskeyRejected
    try:
        found = webauthn.verify_registration_response(
            credential=response,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
        )
    except _UNREADABLE as problem:
        _log.warning("passkey refused: %r: %s", account.email, problem)
        raise PasskeyRejected from problem
    if passkeys.is_known(session, found.credential_id):
        raise PasskeyRejected
    shown = " ".join(name.split())[:MAX_NAME_LENGTH]
    passkeys.add(
        session,
        account.id,
        found.credential_id,
        found.credential_public_key,
        found.sign_count,
        shown,
        now=now,
    )
    audit_log.record_action(
        session, account, "account.passkey_added", account.email, now=now, name=shown
    )


def begin_sign_in(session: Session, user: CurrentUser, site: RelyingParty) -> str:
    """Return the options with which the browser asks for a passkey, as JSON."""
    known = passkeys.list_passkeys(session, user.account.id)
    options = webauthn.generate_authentication_options(
        rp_id=site.id,
        challenge=_make_challenge(session, user),
        allow_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options)


def verify_response(
    session: Session, user: CurrentUser, challenge: bytes | None, site: RelyingParty, response: str
) -> VerifiedPasskey | None:
    """Return the passkey that answered a challenge, or None if none of the account's did.

    A counter that did not grow since the last use means that the key was copied (WebAuthn level 2,
    6.1.1), so that neither is taken.
    """
    if challenge is None:
        return None
    try:
        credential = parse_authentication_credential_json(response)
        known = passkeys.find_by_credential(session, user.account.id, credential.raw_id)
        if known is None:
            return None
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
        )
    except _UNREADABLE as problem:
        _log.warning("passkey refused: %r: %s", user.account.email, problem)
        return None
    return VerifiedPasskey(known, found.new_sign_count)


def take_challenge(session: Session, user: CurrentUser) -> bytes | None:
    """Use up the challenge of a session and return it; None if it has none."""
    return sessions.take_challenge(session, user.session.token_hash)


def complete_sign_in(
    session: Session,
    user: CurrentUser,
    proof: VerifiedPasskey,
    visitor: ClientInfo,
    *,
    now: datetime,
) -> str | None:
    """Start a session in place of the one that waits; None if the passkey was used meanwhile."""
    used = passkeys.record_use(
        session,
        proof.passkey.id,
        before=proof.passkey.sign_count,
        sign_count=proof.sign_count,
        now=now,
    )
    if not used:
        return None
    return second_factors.replace_session(session, user, visitor, kind="passkey", now=now)


def remove(session: Session, account: Account, number: int, *, now: datetime) -> bool:
    """Remove a passkey; return whether there was one."""
    removed = passkeys.remove(session, account.id, number)
    if removed:
        audit_log.record_action(session, account, "account.passkey_removed", account.email, now=now)
    return removed


def _make_challenge(session: Session, user: CurrentUser) -> bytes:
    made = secrets.token_bytes(_CHALLENGE_BYTES)
    sessions.save_challenge(session, user.session.token_hash, made)
    return made
