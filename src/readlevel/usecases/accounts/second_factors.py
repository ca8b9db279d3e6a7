"""Use cases of the second factor: codes from an app (RFC 6238), and recovery codes.

A code is accepted once, from the current time step, the one before or the one after. Recovery
codes are hashed like passwords because they are shorter than a key (OWASP ASVS 5.0, 6.5.1 and
6.5.2).
"""

import hmac
import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from readlevel.storage.accounts import accounts, audit_log, failed_sign_ins, passkeys, sessions
from readlevel.storage.accounts import second_factors as stored
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.sealed_secrets import SiteSecrets
from readlevel.storage.accounts.second_factors import SecondFactor
from readlevel.usecases.accounts import sign_in
from readlevel.usecases.accounts.sign_in import ClientInfo, CurrentUser, TooManyAttempts

STEP_SECONDS = 30
_ACCEPTED_STEPS = (0, -1, 1)
RECOVERY_CODE_COUNT = 8
_RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No two of these look alike."""
_RECOVERY_LENGTH = 12
_RECOVERY_GROUP = 4

MAX_FAILURES = 8
"""For an account, from all addresses: only somebody who knows the password gets here."""
MAX_FAILURES_PER_DAY = 30
"""Without it, somebody who knows the password could guess a code within a year or two."""
REAUTHENTICATION_GRACE = timedelta(minutes=15)
"""How long after a sign-in nobody is asked for the password again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VerifiedCode:
    """What a code proves: the code of a time step, or a recovery code by its hash."""

    step: int | None = None
    recovery_hash: str | None = None


def start_enrolment(session: Session, secrets: SiteSecrets, account: Account) -> None:
    """Store a new secret, unless one waits to be confirmed: the page may be loaded twice."""
    factor = stored.find(session, secrets, account.id)
    if factor is None or (factor.secret is None and not factor.is_confirmed):
        stored.add_unconfirmed(session, secrets, account.id, pyotp.random_base32())


def find_pending_secret(session: Session, secrets: SiteSecrets, account: Account) -> str | None:
    """Return the secret that waits to be confirmed, or None."""
    factor = stored.find(session, secrets, account.id)
    return None if factor is None or factor.is_confirmed else factor.secret


def provisioning_uri(secret: str, account: Account, site_name: str) -> str:
    """Return the `otpauth:` URI that apps scan as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=site_name)


def count_attempt(session: Session, account: Account, visitor: ClientInfo, *, now: datetime) -> int:
    """Count a code as wrong until it proves right; return the ID of the attempt."""
    return failed_sign_ins.record_failure(session, _failure_key(account), visitor.network, now=now)


def verify_code(
    session: Session, secrets: SiteSecrets, account: Account, given: str, *, now: datetime
) -> VerifiedCode | None:
    """Return what a code proves, or None if it is wrong or was used before.

    The attempt is counted before (`count_attempt`). Nothing is stored, so that others can write
    meanwhile. Raise `TooManyAttempts`.
    """
    check_rate_limit(session, account, now)
    factor = stored.find(session, secrets, account.id)
    if factor is None:
        return None
    if factor.secret is None:
        _log.error("the second factor of %r was encrypted with another secret", account.email)
    code = re.sub(r"[\s-]", "", given).lower()
    if len(code) == _RECOVERY_LENGTH and factor.is_confirmed:
        found = _match_recovery_code(factor, code)
        return None if found is None else VerifiedCode(recovery_hash=found)
    step = match_time_step(factor, code, now=now)
    return None if step is None else VerifiedCode(step=step)


def match_time_step(factor: SecondFactor, code: str, *, now: datetime) -> int | None:
    """Return the time step of a code that is valid now, or None."""
    if factor.secret is None or not re.fullmatch(r"[0-9]{6}", code):
        return None
    made = pyotp.TOTP(factor.secret, interval=STEP_SECONDS)
    step_now = int(now.timestamp()) // STEP_SECONDS
    for step in (step_now + around for around in _ACCEPTED_STEPS):
        is_new = factor.last_step is None or step > factor.last_step
        if is_new and hmac.compare_digest(made.generate_otp(step), code):
            return step
    return None


def consume_code(
    session: Session, secrets: SiteSecrets, account: Account, proof: VerifiedCode
) -> bool:
    """Use up a proof; return False if it was used meanwhile.

    The secret is encrypted with the current key if it is not yet.
    """
    factor = stored.find(session, secrets, account.id)
    if factor is None:
        return False
    if proof.step is not None:
        if factor.last_step is not None and proof.step <= factor.last_step:
            return False
        stored.record_used_step(session, account.id, proof.step)
        stored.reseal(session, secrets, account.id)
        return True
    left = [one for one in factor.recovery_hashes if one != proof.recovery_hash]
    if len(left) == len(factor.recovery_hashes):
        return False
    stored.save_recovery_hashes(session, account.id, left)
    return True


def record_failed_code(
    session: Session, account: Account, visitor: ClientInfo, *, now: datetime
) -> None:
    """Record that a counted attempt failed."""
    _log.warning("code refused: %r from %s", account.email, visitor.ip_address)
    audit_log.record_action(
        session, account, "session.code_refused", account.email, now=now, address=visitor.ip_address
    )


def complete_sign_in(
    session: Session,
    secrets: SiteSecrets,
    entered: CurrentUser,
    proof: VerifiedCode,
    visitor: ClientInfo,
    *,
    now: datetime,
) -> str | None:
    """Start a session in place of the one that waits; return None if the proof was used before."""
    account = entered.account
    if not consume_code(session, secrets, account, proof):
        return None
    kind = "app" if proof.step is not None else "recovery"
    return replace_session(session, entered, visitor, kind=kind, now=now)


def replace_session(
    session: Session, entered: CurrentUser, visitor: ClientInfo, *, kind: str, now: datetime
) -> str:
    """Start a session with a second factor of some `kind` in place of the one that waits for it."""
    account = entered.account
    audit_log.record_action(
        session, account, "session.code_given", account.email, now=now, kind=kind
    )
    sessions.end_session(session, entered.session.token_hash)
    return sessions.create_session(
        session,
        account.id,
        second_factor=True,
        address=visitor.ip_address,
        browser=visitor.user_agent,
        now=now,
    )


def confirm_enrolment(
    session: Session,
    secrets: SiteSecrets,
    entered: CurrentUser,
    proof: VerifiedCode,
    hashes: Sequence[str],
    *,
    now: datetime,
) -> bool:
    """Confirm the second factor, with recovery codes by their `hashes`.

    Every other session ends. Return whether the proof was accepted.
    """
    account = entered.account
    if proof.step is None or not consume_code(session, secrets, account, proof):
        return False
    stored.save_recovery_hashes(session, account.id, hashes)
    sessions.mark_second_factor_given(session, entered.session.token_hash)
    sessions.end_account_sessions(session, account.id, except_token_hash=entered.session.token_hash)
    audit_log.record_action(session, account, "account.second_factor_added", account.email, now=now)
    return True


def replace_recovery_codes(
    session: Session, account: Account, hashes: Sequence[str], *, now: datetime
) -> None:
    """Replace the recovery codes by new ones, given by their `hashes`."""
    stored.save_recovery_hashes(session, account.id, hashes)
    audit_log.record_action(session, account, "account.recovery_renewed", account.email, now=now)


def remove_second_factor(
    session: Session, actor: Account | None, account: Account, *, now: datetime
) -> None:
    """Remove the second factor of an account, with its passkeys."""
    stored.remove(session, account.id)
    passkeys.remove_all(session, account.id)
    audit_log.record_action(session, actor, "account.second_factor_removed", account.email, now=now)


def count_recovery_codes(session: Session, account: Account) -> int:
    """Return the number of unused recovery codes."""
    factor = stored.find(session, (), account.id)
    return 0 if factor is None else len(factor.recovery_hashes)


def reseal_all(session: Session, secrets: SiteSecrets) -> tuple[int, list[str]]:
    """Encrypt the secrets of all accounts with the current key.

    Return how many were changed, and the addresses of those that no key of the site opens.
    """
    people = accounts.list_accounts(session)
    found = {one.email: stored.reseal(session, secrets, one.id) for one in people}
    lost = [email for email, resealed in found.items() if resealed is None]
    return sum(one is True for one in found.values()), lost


def generate_recovery_codes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return new recovery codes as they are shown, and their hashes. Hashing is slow by design."""
    made = [
        "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(_RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODE_COUNT)
    ]
    shown = tuple("-".join(re.findall(f".{{{_RECOVERY_GROUP}}}", code)) for code in made)
    return shown, tuple(_hasher().hash(code) for code in made)


def signed_in_recently(entered: CurrentUser, *, now: datetime) -> bool:
    """Return whether somebody signed in so recently that they need not repeat the password."""
    return (
        not entered.account.has_password
        or now - entered.session.created_at < REAUTHENTICATION_GRACE
    )


def check_rate_limit(session: Session, account: Account, now: datetime) -> None:
    """Raise `TooManyAttempts` if more than the allowed attempts count, this one included."""
    key = _failure_key(account)
    for window, most in (
        (sign_in.FAILURE_WINDOW, MAX_FAILURES),
        (sign_in.FAILURE_RETENTION, MAX_FAILURES_PER_DAY),
    ):
        if failed_sign_ins.count(session, window, now=now, email=key) > most:
            raise TooManyAttempts


def _match_recovery_code(factor: SecondFactor, code: str) -> str | None:
    for one in factor.recovery_hashes:
        try:
            if _hasher().verify(one, code):
                return one
        except (VerificationError, InvalidHashError):
            continue
    return None


@cache
def _hasher() -> PasswordHasher:
    # The minimum of OWASP's Password Storage Cheat Sheet: the codes are random, and several are
    # hashed at once.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def _failure_key(account: Account) -> str:
    """Return the key under which failed codes are counted, apart from failed passwords."""
    return f"code {account.email}"
