"""Validators of settings for other servers: mail, object storage, OpenID Connect, assistant."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import SecretStr

MAIL_PORTS = {"smtp": 25, "smtps": 465}
"""The default port of each URL scheme."""


def check_mail_url(url: SecretStr | None) -> SecretStr | None:
    """Validate the URL of a mail server."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.get_secret_value())
        is_port_invalid = parts.port == 0
        unquote(parts.password or "", errors="strict")
    except ValueError:
        # The invalid part may belong to the password, which must not appear in logs.
        raise ValueError(
            "its parts cannot be told apart; percent-encode special characters"
        ) from None
    if parts.scheme not in MAIL_PORTS or not parts.hostname or is_port_invalid:
        raise ValueError("an address that begins with smtp:// or smtps:// is needed")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("nothing may stand after the host and the port")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("name and password are given together, or neither")
    return url


def check_media_url(url: SecretStr | None) -> SecretStr | None:
    """Validate the URL of object storage: `s3://[key:secret@]bucket[/prefix][?…]`."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.get_secret_value())
        has_port = parts.port is not None
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        endpoint = urlsplit(asked.pop("endpoint", "https://s3"))
    except ValueError:
        # The invalid part may belong to the secret, which must not appear in logs.
        raise ValueError(
            "its parts cannot be told apart; percent-encode special characters of the secret"
        ) from None
    if parts.scheme != "s3" or not parts.hostname or has_port:
        raise ValueError("an address that begins with s3:// and the name of a bucket is needed")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("key and secret are given together, or neither")
    if unknown := sorted(asked.keys() - {"region"}):
        raise ValueError(f"it has no parameter {unknown[0]!r}; it has endpoint and region")
    if endpoint.scheme not in ("http", "https") or not endpoint.hostname:
        raise ValueError("the endpoint must begin with https:// or http://")
    return url


def check_mail_from(value: str | None) -> str | None:
    """Validate the address of a sender, with or without a name."""
    if value is None:
        return None
    try:
        ((name, address),) = getaddresses([value])
        Address(name, addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        raise ValueError("one e-mail address is needed") from None
    if "@" not in address or not value.isprintable():
        raise ValueError("one e-mail address is needed")
    return value


def check_issuer(value: str | None) -> str | None:
    """Validate the URL of a provider, which must be confidential."""
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.query or parts.fragment or not is_confidential_url(value):
        raise ValueError("an address that begins with https:// is needed")
    return value


def check_assistant_url(value: str | None) -> str | None:
    """Validate the URL of a server of language models; a key has a setting of its own."""
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        has_port_problem = parts.port == 0
    except ValueError:
        raise ValueError("an address with https:// or http:// and a host is needed") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or has_port_problem:
        raise ValueError("an address with https:// or http:// and a host is needed")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("nothing may stand before the host or after the path; set assistant_key")
    return value.rstrip("/")


def is_confidential_url(address: str) -> bool:
    """Return whether nobody on the network can read what is sent to a URL: https or loopback."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback_host(parts.hostname))


def is_loopback_host(host: str) -> bool:
    """Return whether `host` is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
