"""Secrets that the database holds only encrypted, with a key derived from the site's secret.

Fernet (AES-128-CBC with HMAC-SHA256) under a key by HKDF-SHA256. Of the site's secrets, the first
is the current one; the others still open what they sealed. Without any, the site's own key is used,
which is in the same database and so protects only against who reads the table alone.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session

from readlevel.storage.database import secret_keys

_KEY_NAME = "sealed secrets"

SiteSecrets = Sequence[str]
"""`secret_key` of the settings, then the former ones; empty if the site has none."""


def seal(session: Session, secrets: SiteSecrets, plain: str) -> str:
    """Return a secret encrypted with the current key."""
    key = _derive(secrets[0].encode()) if secrets else _get_own_key(session)
    return key.encrypt(plain.encode()).decode()


def unseal(session: Session, secrets: SiteSecrets, sealed: str) -> str | None:
    """Return a secret; None if none of the keys has sealed it."""
    keys = _list_keys(session, secrets)
    if not keys:
        return None
    try:
        return MultiFernet(keys).decrypt(sealed).decode()
    except InvalidToken:
        return None


def is_current(session: Session, secrets: SiteSecrets, sealed: str) -> bool:
    """Return whether a secret is sealed with the current key."""
    keys = _list_keys(session, secrets)[:1]
    try:
        return bool(keys) and bool(keys[0].decrypt(sealed))
    except InvalidToken:
        return False


def _list_keys(session: Session, secrets: SiteSecrets) -> list[Fernet]:
    """Return the keys that open secrets, the current one first."""
    own = secret_keys.find_key(session, _KEY_NAME)
    return [*(_derive(one.encode()) for one in secrets), *([_derive(own)] if own else [])]


def _get_own_key(session: Session) -> Fernet:
    return _derive(secret_keys.get_or_create_key(session, _KEY_NAME))


def _derive(secret: bytes) -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=_KEY_NAME.encode()).derive(secret)
    return Fernet(base64.urlsafe_b64encode(derived))
