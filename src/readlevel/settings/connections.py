"""What settings of connections to others may hold: the mail server, the provider of sign-ins."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

MAIL_PORTS = {"smtp": 25, "smtps": 465}
"""Where a mail server listens if its address says nothing else."""


def check_mail_url(url: SecretStr | None) -> SecretStr | None:
    """Return an address that a mail server can be reached at."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.get_secret_value())
        odd = parts.port == 0
        unquote(parts.password or "", errors="strict")
    except ValueError:
        # What is wrong may be a piece of the password, which nobody is to read in a log.
        raise ValueError(
            "its parts cannot be told apart; write signs as % and two digits"
        ) from None
    if parts.scheme not in MAIL_PORTS or not parts.hostname or odd:
        raise ValueError("an address that begins with smtp:// or smtps:// is needed")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("nothing may stand after the host and the port")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("name and password are given together, or neither")
    return url


def check_mail_from(value: str | None) -> str | None:
    """Return a sender's address, alone or with a name."""
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
    """Return the address of a provider, to which nobody on the way can answer in its place."""
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.query or parts.fragment or not is_confidential_url(value):
        raise ValueError("an address that begins with https:// is needed")
    return value


def is_confidential_url(address: str) -> bool:
    """Tell whether nobody on the way can read what is sent to a web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback_host(parts.hostname))


def is_loopback_host(host: str) -> bool:
    """Tell whether what is sent to `host` never leaves the machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
